#include "floors/floors.hpp"
#include "load/tls_stream.hpp"
#include "measure.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <stdexcept>
#include <string>

namespace ling::bench {
namespace {

using load::TlsStream;

constexpr std::size_t slice = 64UL * 1024;

void write_bytes(TlsStream& stream, std::uint64_t bytes) {
  const std::string piece(slice, 'x');
  for (std::uint64_t sent = 0; sent < bytes; sent += slice)
    stream.write_all(piece);
}

void read_bytes(TlsStream& stream, std::uint64_t bytes) {
  for (std::uint64_t got = 0; got < bytes;) {
    const std::string some = stream.read_some();
    if (some.empty()) throw std::runtime_error("the other side of the floor is gone");
    got += some.size();
  }
}

}  // namespace

double tls_copy(const std::filesystem::path& tls, std::uint64_t bytes, Copy direction) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(listener, reinterpret_cast<sockaddr*>(&address), size) != 0 || ::listen(listener, 1) != 0 ||
      ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("cannot listen");
  const pid_t other = ::fork();
  if (other == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const auto context = load::server_context(tls / "server.crt", tls / "server.key");
    const int fd = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
    if (fd < 0) ::_exit(1);
    TlsStream stream = TlsStream::accepted(context.get(), fd);
    if (direction == Copy::down) {
      write_bytes(stream, bytes);
      stream.read_some();
    } else {
      read_bytes(stream, bytes);
      stream.write_all("done");
    }
    ::_exit(0);
  }
  ::close(listener);
  const auto context = load::client_context(tls / "ca.crt");
  TlsStream stream(context.get(), ntohs(address.sin_port));
  const Stopwatch watch;
  if (direction == Copy::down) {
    read_bytes(stream, bytes);
  } else {
    write_bytes(stream, bytes);
    stream.read_some();
  }
  const double seconds = watch.seconds();
  if (direction == Copy::down) stream.write_all("done");
  ::waitpid(other, nullptr, 0);
  return seconds;
}

}  // namespace ling::bench
