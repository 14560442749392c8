#include "transport/listener.hpp"

#include "foundation/log.hpp"
#include "transport/loop.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>

#include <cerrno>
#include <cstring>
#include <system_error>

namespace ling {
namespace {

constexpr int backlog = 4096;
constexpr int accepts_per_turn = 64;
constexpr std::chrono::milliseconds pause_without_descriptors{200};
/// A peer that acknowledges nothing for so long is gone.
constexpr unsigned user_timeout_ms = 20'000;
/// Unsent bytes the kernel may hold for one connection, so that the outbox sees a slow reader early.
constexpr int unsent_bytes = 128 * 1024;

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
  std::string text;
};

Address parse(const std::string& text, std::uint16_t port) {
  Address address;
  address.text = text;
  sockaddr_in v4{};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    std::memcpy(&address.storage, &v4, sizeof v4);
    address.size = sizeof v4;
    return address;
  }
  sockaddr_in6 v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) == 1) {
    v6.sin6_family = AF_INET6;
    v6.sin6_port = htons(port);
    std::memcpy(&address.storage, &v6, sizeof v6);
    address.size = sizeof v6;
    return address;
  }
  throw std::system_error(EINVAL, std::generic_category(),
                          fmt::format("cannot listen on \"{}\": it is not an IPv4 or IPv6 address", text));
}

bool has_ipv6() {
  const UniqueFd probe(::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!probe) return false;
  const Address any = parse("::", 0);
  return ::bind(probe.get(), reinterpret_cast<const sockaddr*>(&any.storage), any.size) == 0;
}

void set(int socket, int level, int option, int value) {
  if (::setsockopt(socket, level, option, &value, sizeof value) != 0) {
    throw std::system_error(errno, std::generic_category(), "cannot set an option of a listening socket");
  }
}

[[noreturn]] void fail_to_listen(const Address& address, std::uint16_t port, std::string_view setting, int error) {
  std::string advice;
  if (error == EADDRINUSE) {
    advice = fmt::format("another program uses this port: stop it, or choose another port with {}", setting);
  } else if (error == EACCES) {
    advice = fmt::format("ports below 1024 need a privilege: choose another port with {}", setting);
  } else if (error == EADDRNOTAVAIL) {
    advice = "this machine does not have this address: correct server.listen";
  } else {
    advice = fmt::format("change {}", setting);
  }
  throw std::system_error(error, std::generic_category(),
                          fmt::format("cannot listen on {} port {} ({})", address.text, port, advice));
}

UniqueFd open_socket(const Address& address, bool shared_port) {
  UniqueFd socket(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) throw std::system_error(errno, std::generic_category(), "cannot open a listening socket");
  set(socket.get(), SOL_SOCKET, SO_REUSEADDR, 1);
  if (address.storage.ss_family == AF_INET6) {
    // "::" alone means every address, IPv4 too.
    const int v6_only = address.text == "::" ? 0 : 1;
    set(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, v6_only);
  }
  if (!shared_port) return socket;
  set(socket.get(), SOL_SOCKET, SO_REUSEPORT, 1);
  // Accepted sockets inherit these.
  set(socket.get(), IPPROTO_TCP, TCP_NODELAY, 1);
  set(socket.get(), SOL_SOCKET, SO_KEEPALIVE, 1);
  set(socket.get(), IPPROTO_TCP, TCP_USER_TIMEOUT, user_timeout_ms);
  set(socket.get(), IPPROTO_TCP, TCP_NOTSENT_LOWAT, unsent_bytes);
  return socket;
}

UniqueFd open_datagram_socket(const Address& address) {
  UniqueFd socket(::socket(address.storage.ss_family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) throw std::system_error(errno, std::generic_category(), "cannot open a UDP socket");
  if (address.storage.ss_family == AF_INET6) {
    set(socket.get(), IPPROTO_IPV6, IPV6_V6ONLY, address.text == "::" ? 0 : 1);
    set(socket.get(), IPPROTO_IPV6, IPV6_RECVPKTINFO, 1);
  } else {
    set(socket.get(), IPPROTO_IP, IP_PKTINFO, 1);
  }
  return socket;
}

/// As they stand in the configuration, or all there are.
std::vector<std::string> or_everywhere(std::vector<std::string> addresses) {
  if (addresses.empty()) addresses.emplace_back(has_ipv6() ? "::" : "0.0.0.0");
  return addresses;
}

bool bind(const UniqueFd& socket, const Address& address) {
  return ::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address.storage), address.size) == 0;
}

}  // namespace

std::uint16_t port_of(int socket) {
  sockaddr_storage storage{};
  socklen_t size = sizeof storage;
  if (::getsockname(socket, reinterpret_cast<sockaddr*>(&storage), &size) != 0) return 0;
  sockaddr_in v4{};
  sockaddr_in6 v6{};
  std::memcpy(&v4, &storage, sizeof v4);
  std::memcpy(&v6, &storage, sizeof v6);
  return ntohs(storage.ss_family == AF_INET ? v4.sin_port : v6.sin6_port);
}

std::vector<std::vector<UniqueFd>> listen_everywhere(const std::vector<std::string>& addresses, std::uint16_t port,
                                                     std::size_t loops, std::string_view setting) {
  std::vector<std::vector<UniqueFd>> sockets(loops);
  for (const std::string& text : or_everywhere(addresses)) {
    if (port != 0) {
      // Sockets that share a port would also share it, unnoticed, with a second server of the same user.
      const Address address = parse(text, port);
      const UniqueFd probe = open_socket(address, /*shared_port=*/false);
      if (!bind(probe, address)) fail_to_listen(address, port, setting, errno);
    }
    for (std::size_t loop = 0; loop < loops; ++loop) {
      const Address address = parse(text, port);
      UniqueFd socket = open_socket(address, /*shared_port=*/true);
      if (!bind(socket, address) || ::listen(socket.get(), backlog) != 0) fail_to_listen(address, port, setting, errno);
      if (port == 0) port = port_of(socket.get());
      sockets[loop].push_back(std::move(socket));
    }
  }
  return sockets;
}

std::vector<UniqueFd> bind_datagrams(const std::vector<std::string>& addresses, std::uint16_t port,
                                     std::string_view setting) {
  std::vector<UniqueFd> sockets;
  for (const std::string& text : or_everywhere(addresses)) {
    const Address address = parse(text, port);
    UniqueFd socket = open_datagram_socket(address);
    if (!bind(socket, address)) fail_to_listen(address, port, setting, errno);
    if (port == 0) port = port_of(socket.get());
    sockets.push_back(std::move(socket));
  }
  return sockets;
}

Listener::Listener(Loop& loop, UniqueFd socket, Door door)
    : loop_(loop), door_(door), socket_(loop.executor(), socket.release()), timer_(loop.executor()) {}

void Listener::stop() {
  boost::system::error_code ignored;
  socket_.close(ignored);
  timer_.cancel();
}

void Listener::wait() {
  if (!socket_.is_open()) return;
  socket_.async_wait(asio::posix::descriptor_base::wait_read, [this](const boost::system::error_code& error) {
    if (!error) accept_waiting();
  });
}

void Listener::accept_waiting() {
  for (int i = 0; i < accepts_per_turn && socket_.is_open(); ++i) {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    const int fd =
        ::accept4(socket_.native_handle(), reinterpret_cast<sockaddr*>(&address), &size, SOCK_NONBLOCK | SOCK_CLOEXEC);
    if (fd >= 0) {
      pause_told_ = false;
      loop_.accept(fd, address, door_);
      continue;
    }
    if (errno == EMFILE || errno == ENFILE || errno == ENOBUFS || errno == ENOMEM) {
      if (!pause_told_) log::warning("accept.paused", {{"error", std::strerror(errno)}});
      pause_told_ = true;
      return pause();
    }
    // What remains concerns one connection that is gone already, or says that there is none.
    if (errno == EAGAIN || errno == EWOULDBLOCK) break;
  }
  wait();
}

void Listener::pause() {
  loop_.counters().accept_pauses.add();
  timer_.expires_after(pause_without_descriptors);
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) wait();
  });
}

}  // namespace ling
