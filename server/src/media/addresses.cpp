#include "media/addresses.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <memory>

namespace ling::media {
namespace {

bool can_be_listened_on(const sockaddr* address, socklen_t size) {
  const int probe = ::socket(address->sa_family, SOCK_DGRAM | SOCK_CLOEXEC, 0);
  if (probe < 0) return false;
  const bool bound = ::bind(probe, address, size) == 0;
  ::close(probe);
  return bound;
}

/// "" for what nobody else can reach.
std::string reachable(const sockaddr* address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address->sa_family == AF_INET) {
    const auto* v4 = reinterpret_cast<const sockaddr_in*>(address);
    if ((ntohl(v4->sin_addr.s_addr) >> 16) == 0xA9FE) return "";  // 169.254: nobody gave it an address.
    if (!can_be_listened_on(address, sizeof *v4)) return "";
    ::inet_ntop(AF_INET, &v4->sin_addr, text.data(), text.size());
  } else if (address->sa_family == AF_INET6) {
    const auto* v6 = reinterpret_cast<const sockaddr_in6*>(address);
    if (IN6_IS_ADDR_LINKLOCAL(&v6->sin6_addr) || !can_be_listened_on(address, sizeof *v6)) return "";
    ::inet_ntop(AF_INET6, &v6->sin6_addr, text.data(), text.size());
  }
  return text.data();
}

}  // namespace

std::vector<std::string> local_addresses() {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return {"127.0.0.1"};
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> owner(first, ::freeifaddrs);
  std::vector<std::string> addresses, v6;
  for (const ifaddrs* one = first; one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || (one->ifa_flags & IFF_UP) == 0 || (one->ifa_flags & IFF_LOOPBACK) != 0) continue;
    std::string address = reachable(one->ifa_addr);
    if (address.empty()) continue;
    (one->ifa_addr->sa_family == AF_INET6 ? v6 : addresses).push_back(std::move(address));
  }
  addresses.insert(addresses.end(), v6.begin(), v6.end());
  if (addresses.empty()) addresses.emplace_back("127.0.0.1");
  return addresses;
}

}  // namespace ling::media
