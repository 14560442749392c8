#include "security/certificates_names.hpp"

#include "foundation/text.hpp"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <memory>

namespace ling {
namespace {

void add_address(std::vector<std::string>& names, const sockaddr& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (address.sa_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &address, sizeof v4);
    inet_ntop(AF_INET, &v4.sin_addr, text.data(), text.size());
  } else if (address.sa_family == AF_INET6) {
    sockaddr_in6 v6{};
    std::memcpy(&v6, &address, sizeof v6);
    if (IN6_IS_ADDR_LINKLOCAL(&v6.sin6_addr)) return;
    inet_ntop(AF_INET6, &v6.sin6_addr, text.data(), text.size());
  } else {
    return;
  }
  names.emplace_back(text.data());
}

}  // namespace

std::string host_name() {
  std::array<char, 256> text{};
  if (::gethostname(text.data(), text.size() - 1) != 0) return {};
  const std::string name = text::lower_ascii(text.data());
  const std::string first = name.substr(0, name.find('.'));
  return is_dns_name(first) && first != "*" ? first : std::string();
}

std::vector<std::string> names_of_this_machine() {
  std::vector<std::string> names{"localhost", "127.0.0.1", "::1"};
  if (const std::string host = host_name(); !host.empty()) {
    names.push_back(host);
    // The name that other machines of a LAN find it by (RFC 6762 section 3).
    names.push_back(host + ".local");
  }
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) == 0) {
    const std::unique_ptr<ifaddrs, void (*)(ifaddrs*)> owner(first, ::freeifaddrs);
    for (const ifaddrs* each = first; each != nullptr; each = each->ifa_next) {
      if ((each->ifa_flags & IFF_UP) != 0 && each->ifa_addr != nullptr) add_address(names, *each->ifa_addr);
    }
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

bool is_ip_address(std::string_view name) {
  const std::string text(name);
  std::array<unsigned char, sizeof(in6_addr)> bytes{};
  return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1 || inet_pton(AF_INET6, text.c_str(), bytes.data()) == 1;
}

bool is_dns_name(std::string_view name) {
  if (name.empty() || name.size() > 253) return false;
  for (bool first = true; !name.empty() || first; first = false) {
    const std::size_t dot = std::min(name.find('.'), name.size());
    const std::string_view part = name.substr(0, dot);
    const bool plain = std::all_of(part.begin(), part.end(), [](char c) {
      return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
    });
    const bool wildcard = first && part == "*" && dot < name.size();
    if (part.empty() || part.size() > 63 || (!plain && !wildcard)) return false;
    if (dot + 1 == name.size()) return false;
    name.remove_prefix(std::min(dot + 1, name.size()));
  }
  return true;
}

}  // namespace ling
