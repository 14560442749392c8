#include "floors/floors.hpp"
#include "load/tls_stream.hpp"
#include "measure.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <functional>
#include <memory>
#include <stdexcept>
#include <vector>

namespace ling::bench {
namespace {

using load::TlsStream;
using Streams = std::vector<std::unique_ptr<TlsStream>>;

constexpr double seconds = 3;

/// Calls back for every stream that has something to read, until told to stop.
template <class OnReadable>
void poll_streams(Streams& streams, const std::function<bool()>& done, OnReadable on_readable) {
  const int epoll = ::epoll_create1(EPOLL_CLOEXEC);
  for (auto& stream : streams) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.ptr = stream.get();
    ::epoll_ctl(epoll, EPOLL_CTL_ADD, stream->fd(), &event);
  }
  std::array<epoll_event, 256> events;
  while (!done()) {
    const int count = ::epoll_wait(epoll, events.data(), static_cast<int>(events.size()), 50);
    for (int i = 0; i < count; ++i)
      on_readable(*static_cast<TlsStream*>(events[static_cast<std::size_t>(i)].data.ptr));
  }
  ::close(epoll);
}

/// The serving side, in a process of its own so that its processor time can be told apart; ends with its parent.
class Serving {
 public:
  Serving(const std::filesystem::path& tls, std::size_t connections, bool broadcast) {
    const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 1024) != 0 ||
        ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
      throw std::runtime_error("cannot listen");
    port_ = ntohs(address.sin_port);
    pid_ = ::fork();
    if (pid_ == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      serve(listener, tls, connections, broadcast);
    }
    ::close(listener);
  }
  ~Serving() {
    ::kill(pid_, SIGKILL);
    ::waitpid(pid_, nullptr, 0);
  }
  Serving(const Serving&) = delete;
  Serving& operator=(const Serving&) = delete;

  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  [[noreturn]] static void serve(int listener, const std::filesystem::path& tls, std::size_t connections,
                                 bool broadcast) {
    const auto context = load::server_context(tls / "server.crt", tls / "server.key");
    Streams streams;
    while (streams.size() < connections) {
      const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (fd < 0) ::_exit(1);
      streams.push_back(std::make_unique<TlsStream>(TlsStream::accepted(context.get(), fd)));
      streams.back()->stop_blocking();
    }
    std::string bytes;
    poll_streams(
        streams, [] { return false; },
        [&](TlsStream& readable) {
          bytes.clear();
          readable.read_into(bytes);
          if (broadcast) {
            for (auto& stream : streams) {
              stream->queue(bytes);
              stream->flush();
            }
          } else {
            readable.queue(bytes);
            readable.flush();
          }
        });
    ::_exit(0);
  }

  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
};

/// The asking side. `first_only`: one connection asks and all hear; otherwise each asks for itself.
Floor measured(const std::filesystem::path& tls, std::size_t connections, std::size_t in_flight,
               std::size_t frame_bytes, bool broadcast) {
  const Serving serving(tls, connections, broadcast);
  const auto context = load::client_context(tls / "ca.crt");
  Streams streams;
  for (std::size_t i = 0; i < connections; ++i) {
    streams.push_back(std::make_unique<TlsStream>(context.get(), serving.port()));
    streams.back()->stop_blocking();
  }
  const std::string frame(frame_bytes, 'x');
  const auto ask = [&](TlsStream& stream) {
    stream.queue(frame);
    stream.flush();
  };
  std::size_t bytes_received = 0, pending = 0;
  const Stopwatch watch;
  const auto before = cpu_of(serving.pid());
  for (std::size_t i = 0; i < (broadcast ? 1 : connections); ++i) {
    for (std::size_t n = 0; n < in_flight; ++n)
      ask(*streams[i]);
  }
  std::string bytes;
  poll_streams(
      streams, [&] { return watch.seconds() > seconds; },
      [&](TlsStream& stream) {
        bytes.clear();
        if (!stream.read_into(bytes)) throw std::runtime_error("the floor's server is gone");
        bytes_received += bytes.size();
        if (broadcast && &stream != streams[0].get()) return;
        // A frame may come in pieces only when a socket is full; then the rest counts with the next.
        for (pending += bytes.size(); pending >= frame.size(); pending -= frame.size())
          ask(stream);
      });
  const double count = static_cast<double>(bytes_received) / static_cast<double>(frame_bytes);
  const auto cpu = cpu_of(serving.pid()) - before;
  return {count / watch.seconds(), static_cast<double>(cpu.count()) / count};
}

}  // namespace

Floor tls_echo(const std::filesystem::path& tls, std::size_t connections, std::size_t in_flight,
               std::size_t frame_bytes) {
  return measured(tls, connections, in_flight, frame_bytes, /*broadcast=*/false);
}

Floor tls_broadcast(const std::filesystem::path& tls, std::size_t connections, std::size_t in_flight,
                    std::size_t frame_bytes) {
  return measured(tls, connections, in_flight, frame_bytes, /*broadcast=*/true);
}

}  // namespace ling::bench
