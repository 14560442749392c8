#include "transport/peer.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <array>
#include <cstring>

namespace ling {

Peer describe_peer(const sockaddr_storage& address, Door door) {
  Peer peer;
  peer.door = door;
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
    peer.loopback = (ntohl(v4.sin_addr.s_addr) >> 24) == 127;
  } else if (address.ss_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    if (IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr)) {
      in_addr v4{};
      std::memcpy(&v4, v6.sin6_addr.s6_addr + 12, sizeof v4);
      inet_ntop(AF_INET, &v4, text.data(), text.size());
      peer.loopback = (ntohl(v4.s_addr) >> 24) == 127;
    } else {
      inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
      peer.loopback = IN6_IS_ADDR_LOOPBACK(&v6.sin6_addr);
    }
  }
  peer.address = text.data();
  return peer;
}

std::string network_of(std::string_view address) {
  const std::string text(address);
  in6_addr v6{};
  if (inet_pton(AF_INET6, text.c_str(), &v6) != 1) return text;
  std::memset(v6.s6_addr + 8, 0, 8);
  std::array<char, INET6_ADDRSTRLEN> network{};
  inet_ntop(AF_INET6, &v6, network.data(), network.size());
  return std::string(network.data()) + "/64";
}

}  // namespace ling
