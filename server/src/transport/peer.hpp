// Who is at the other end of a connection, as far as the network tells.
#pragma once

#include <sys/socket.h>

#include <string>
#include <string_view>

namespace ling {

/// By which door a connection came in; it decides what may be asked there.
enum class Door {
  https,    ///< The full application.
  http,     ///< The full application for localhost, the trust page for everybody else.
  control,  ///< Commands from this machine's administrator.
};

struct Peer {
  Door door = Door::https;
  std::string address;  ///< "192.168.1.7", "fe80::1"; "local" on the control socket.
  bool loopback = false;

  [[nodiscard]] std::string_view scheme() const { return door == Door::https ? "https" : "http"; }
};

/// Describes an accepted IPv4 or IPv6 peer; IPv4 that came through an IPv6 socket is told as IPv4.
Peer describe_peer(const sockaddr_storage& address, Door door);

/// The part of an address that one household or attacker owns: a whole IPv4 address, the /64 of an IPv6 one.
std::string network_of(std::string_view address);

}  // namespace ling
