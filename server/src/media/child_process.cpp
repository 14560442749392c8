#include "media/child_process.hpp"

#include <boost/asio/redirect_error.hpp>
#include <fcntl.h>
#include <spawn.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>

namespace ling::media {
namespace {

constexpr int its_input = 3, its_output = 4;
constexpr int above_both = 10;  ///< Copying to 3 must not overwrite what is still to be copied to 4.

[[noreturn]] void fault(int error, const char* what) {
  throw std::system_error(error, std::generic_category(), what);
}

class Pipe {
 public:
  Pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) fault(errno, "pipe2");
    for (std::size_t i = 0; i < ends.size(); ++i) {
      ends_[i] = ::fcntl(ends[i], F_DUPFD_CLOEXEC, above_both);
      ::close(ends[i]);
    }
    if (ends_[0] < 0 || ends_[1] < 0) fault(EMFILE, "pipe2");
  }
  ~Pipe() {
    for (const int end : ends_) {
      if (end >= 0) ::close(end);
    }
  }
  Pipe(const Pipe&) = delete;

  [[nodiscard]] int reading() const { return ends_[0]; }
  [[nodiscard]] int writing() const { return ends_[1]; }
  [[nodiscard]] int take_reading() { return std::exchange(ends_[0], -1); }
  [[nodiscard]] int take_writing() { return std::exchange(ends_[1], -1); }

 private:
  std::array<int, 2> ends_{-1, -1};
};

struct Actions {
  Actions() { ::posix_spawn_file_actions_init(&list); }
  ~Actions() { ::posix_spawn_file_actions_destroy(&list); }
  posix_spawn_file_actions_t list{};
};

struct Attributes {
  Attributes() { ::posix_spawnattr_init(&list); }
  ~Attributes() { ::posix_spawnattr_destroy(&list); }
  posix_spawnattr_t list{};
};

}  // namespace

ChildProcess::ChildProcess(Executor executor, const std::vector<std::string>& command) : gone_(executor) {
  Pipe to_it, from_it;
  Actions actions;
  ::posix_spawn_file_actions_addopen(&actions.list, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions.list, to_it.reading(), its_input);
  ::posix_spawn_file_actions_adddup2(&actions.list, from_it.writing(), its_output);
  ::posix_spawn_file_actions_addclosefrom_np(&actions.list, its_output + 1);
  Attributes attributes;
  ::posix_spawnattr_setflags(&attributes.list, POSIX_SPAWN_SETPGROUP);
  ::posix_spawnattr_setpgroup(&attributes.list, 0);

  std::vector<char*> arguments;
  for (const std::string& word : command)
    arguments.push_back(const_cast<char*>(word.c_str()));
  arguments.push_back(nullptr);
  const int failed =
      ::posix_spawn(&pid_, command.front().c_str(), &actions.list, &attributes.list, arguments.data(), environ);
  if (failed != 0) fault(failed, command.front().c_str());

  const int handle = static_cast<int>(::syscall(SYS_pidfd_open, pid_, 0));
  if (handle < 0) {
    const int error = errno;
    ::kill(pid_, SIGKILL);
    reap();
    fault(error, "pidfd_open");
  }
  gone_.assign(handle);
  input_ = to_it.take_writing();
  output_ = from_it.take_reading();
}

ChildProcess::~ChildProcess() {
  kill(SIGKILL);
  reap();
  if (input_ >= 0) ::close(input_);
  if (output_ >= 0) ::close(output_);
}

Task<int> ChildProcess::ended() {
  boost::system::error_code ignored;
  co_await gone_.async_wait(asio::posix::descriptor_base::wait_read, asio::redirect_error(use_task, ignored));
  co_return reap();
}

void ChildProcess::kill(int signal) const {
  if (!reaped_) ::kill(pid_, signal);
}

int ChildProcess::reap() {
  while (!reaped_) {
    const pid_t ended = ::waitpid(pid_, &status_, 0);
    reaped_ = ended == pid_ || errno != EINTR;
  }
  return status_;
}

}  // namespace ling::media
