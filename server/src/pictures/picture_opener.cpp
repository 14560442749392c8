#include "pictures/picture_opener.hpp"

#include "foundation/faults.hpp"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>
#include <vector>

namespace ling::pictures {
namespace {

constexpr std::size_t longest_answer = sizeof(Answer) + most_hash_bytes + most_preview_bytes;

using Deadline = std::chrono::steady_clock::time_point;

[[noreturn]] void fault(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

/// Two ends of one thing. Sockets and no pipe: writing to one whose other end is closed is an error and no signal.
struct Pipe {
  Pipe() {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) fault(errno, "socketpair");
  }
  ~Pipe() {
    close(0);
    close(1);
  }
  Pipe(const Pipe&) = delete;
  void close(std::size_t end) {
    if (const int open = std::exchange(ends.at(end), -1); open >= 0) ::close(open);
  }
  std::array<int, 2> ends{-1, -1};
};

/// The process, killed and reaped with this at the latest.
class Worker {
 public:
  /// Waiting for it ends when `stopped` can be read.
  Worker(const std::string& program, int stopped) : stopped_(stopped) {
    posix_spawn_file_actions_t actions;
    posix_spawnattr_t attributes;
    ::posix_spawn_file_actions_init(&actions);
    ::posix_spawn_file_actions_adddup2(&actions, to_it_.ends[0], STDIN_FILENO);
    ::posix_spawn_file_actions_adddup2(&actions, from_it_.ends[1], STDOUT_FILENO);
    ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    ::posix_spawnattr_init(&attributes);
    sigset_t none;
    sigemptyset(&none);
    ::posix_spawnattr_setsigmask(&attributes, &none);
    ::posix_spawnattr_setpgroup(&attributes, 0);
    ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);
    std::string name = program, command = "picture-worker", language = "LC_ALL=C";
    // For a build with ThreadSanitizer, and nothing to any other: it does not see how threads of libvips, which is built
    // without it, wait for each other, and would take every buffer that goes from one to another for a race.
    std::string sanitizer = "TSAN_OPTIONS=ignore_noninstrumented_modules=1";
    char* arguments[] = {name.data(), command.data(), nullptr};
    // Nothing of our surroundings is its business.
    char* environment[] = {language.data(), sanitizer.data(), nullptr};
    const int failed = ::posix_spawn(&pid_, program.c_str(), &actions, &attributes, arguments, environment);
    ::posix_spawn_file_actions_destroy(&actions);
    ::posix_spawnattr_destroy(&attributes);
    if (failed != 0) fault(failed, "posix_spawn");
    to_it_.close(0);
    from_it_.close(1);
    for (const int end : {to_it_.ends[1], from_it_.ends[0]})
      ::fcntl(end, F_SETFL, O_NONBLOCK);
  }
  ~Worker() { end(Deadline{}); }
  Worker(const Worker&) = delete;

  /// false: it does not read any more, or time is up.
  bool write(std::string_view bytes, Deadline deadline) {
    while (!bytes.empty()) {
      const ssize_t size = ::send(to_it_.ends[1], bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (size < 0 && errno != EAGAIN && errno != EINTR) return false;
      if (size < 0 && !wait(to_it_.ends[1], POLLOUT, deadline)) return false;
      if (size > 0) bytes.remove_prefix(static_cast<std::size_t>(size));
    }
    return true;
  }
  void end_input() { to_it_.close(1); }
  /// 0: it has closed its output, or time is up.
  std::size_t read(std::span<char> into, Deadline deadline) {
    for (;;) {
      const ssize_t size = ::read(from_it_.ends[0], into.data(), into.size());
      if (size >= 0) return static_cast<std::size_t>(size);
      if (errno != EAGAIN && errno != EINTR) return 0;
      if (!wait(from_it_.ends[0], POLLIN, deadline)) return 0;
    }
  }
  /// Its exit code; -1 for a death by a signal, which it gets when time is up.
  int end(Deadline deadline) {
    if (pid_ < 0) return -1;
    const int handle = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
    if (handle < 0 || !wait(handle, POLLIN, deadline)) ::kill(pid_, SIGKILL);
    if (handle >= 0) ::close(handle);
    int status = 0;
    while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
    }
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

 private:
  [[nodiscard]] bool wait(int file, short events, Deadline deadline) const {
    for (;;) {
      const auto left =
          std::chrono::duration_cast<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
      if (left <= 0) return false;
      pollfd asked[] = {{.fd = file, .events = events, .revents = 0}, {.fd = stopped_, .events = POLLIN, .revents = 0}};
      const int ready = ::poll(asked, std::size(asked), static_cast<int>(left));
      if (ready > 0) return asked[1].revents == 0;
      if (ready < 0 && errno != EINTR) return false;
    }
  }

  int stopped_;
  Pipe to_it_, from_it_;
  pid_t pid_ = -1;
};

/// false: the source ended early, or nobody reads.
bool feed(Worker& worker, std::uint64_t size, const PictureOpener::Read& read, Deadline deadline) {
  std::vector<char> buffer(256UL * 1024);
  while (size > 0) {
    const std::size_t got = read(std::span(buffer).first(std::min<std::uint64_t>(buffer.size(), size)));
    if (got == 0 || !worker.write({buffer.data(), got}, deadline)) return false;
    size -= got;
  }
  return true;
}

std::string answer_of(Worker& worker, Deadline deadline) {
  std::string answer;
  std::array<char, 64UL * 1024> buffer{};
  while (answer.size() <= longest_answer) {
    const std::size_t size = worker.read(buffer, deadline);
    if (size == 0) break;
    answer.append(buffer.data(), size);
  }
  return answer;
}

/// Whoever wrote it was fed by strangers: nothing in it is believed.
bool take(std::string_view bytes, Picture& into) {
  Answer answer;
  if (bytes.size() < sizeof answer) return false;
  std::memcpy(&answer, bytes.data(), sizeof answer);
  bytes.remove_prefix(sizeof answer);
  if (answer.begins != Answer::mark || answer.width == 0 || answer.height == 0) return false;
  if (std::uint64_t{answer.width} * answer.height > most_pixels) return false;
  if (answer.hash_size > most_hash_bytes || answer.preview_size > most_preview_bytes) return false;
  if (bytes.size() != std::size_t{answer.hash_size} + answer.preview_size) return false;
  into = {.width = static_cast<int>(answer.width),
          .height = static_cast<int>(answer.height),
          .thumbhash = std::string(bytes.substr(0, answer.hash_size)),
          .preview = std::string(bytes.substr(answer.hash_size))};
  return true;
}

void check_stopped(int stopped) {
  pollfd asked{.fd = stopped, .events = POLLIN, .revents = 0};
  if (::poll(&asked, 1, 0) > 0) throw Unavailable("pictures are no longer opened");
}

}  // namespace

PictureOpener::PictureOpener(Settings settings)
    : settings_(std::move(settings)), stopped_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (stopped_ < 0) fault(errno, "eventfd");
}

PictureOpener::~PictureOpener() {
  ::close(stopped_);
}

void PictureOpener::stop() {
  ::eventfd_write(stopped_, 1);
}

Outcome PictureOpener::open(std::uint64_t size, Wanted wanted, const Read& read, Picture& into) const {
  if (size > most_bytes) return Outcome::too_large;
  check_stopped(stopped_);
  const Deadline deadline = std::chrono::steady_clock::now() + settings_.patience;
  Worker worker(settings_.program, stopped_);
  const Request request{.size = size, .side = wanted.side, .shape = static_cast<std::uint32_t>(wanted.shape)};
  // When it does not read, its exit code tells why.
  if (worker.write({reinterpret_cast<const char*>(&request), sizeof request}, deadline))
    feed(worker, size, read, deadline);
  worker.end_input();
  const std::string answer = answer_of(worker, deadline);
  // Whoever says more than there is to say need not go on.
  const int end = worker.end(answer.size() > longest_answer ? Deadline{} : deadline);
  check_stopped(stopped_);
  switch (end) {
    case Exit::made:
      return take(answer, into) ? Outcome::made : Outcome::unreadable;
    case Exit::too_large:
      return Outcome::too_large;
    case Exit::no_decoder:
      return Outcome::unavailable;
    default:
      return Outcome::unreadable;
  }
}

}  // namespace ling::pictures
