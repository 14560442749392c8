#include "transport/stun_message.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>

#include <algorithm>
#include <cstring>
#include <string_view>

namespace ling::stun {
namespace {

constexpr std::size_t header_size = 20;
constexpr std::size_t most_unknown = 8;
constexpr std::uint16_t binding_request = 0x0001;
constexpr std::uint16_t binding_success = 0x0101;
constexpr std::uint16_t binding_error = 0x0111;
constexpr std::uint16_t error_code = 0x0009;
constexpr std::uint16_t unknown_attributes = 0x000A;
constexpr std::uint16_t xor_mapped_address = 0x0020;
constexpr std::array<std::uint8_t, 4> magic_cookie{0x21, 0x12, 0xA4, 0x42};

std::uint16_t number_at(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint16_t>((bytes[at] << 8) | bytes[at + 1]);
}

void append(std::vector<std::uint8_t>& out, std::uint16_t number) {
  out.push_back(static_cast<std::uint8_t>(number >> 8));
  out.push_back(static_cast<std::uint8_t>(number & 0xFF));
}

void append_attribute(std::vector<std::uint8_t>& out, std::uint16_t type, std::span<const std::uint8_t> value) {
  append(out, type);
  append(out, static_cast<std::uint16_t>(value.size()));
  out.insert(out.end(), value.begin(), value.end());
  // RFC 8489, 14: padded to four bytes; the length does not count that.
  while (out.size() % 4 != 0)
    out.push_back(0);
}

std::vector<std::uint8_t> framed(std::uint16_t type, const Transaction& transaction,
                                 const std::vector<std::uint8_t>& attributes) {
  std::vector<std::uint8_t> out;
  append(out, type);
  append(out, static_cast<std::uint16_t>(attributes.size()));
  out.insert(out.end(), magic_cookie.begin(), magic_cookie.end());
  out.insert(out.end(), transaction.begin(), transaction.end());
  out.insert(out.end(), attributes.begin(), attributes.end());
  return out;
}

/// RFC 8489, 14.2: family, then port and address, each mixed with the cookie so that no router rewrites them.
std::vector<std::uint8_t> mixed_address(const Transaction& transaction, std::uint16_t port,
                                        std::span<const std::uint8_t> address) {
  std::vector<std::uint8_t> value{0, static_cast<std::uint8_t>(address.size() == 4 ? 0x01 : 0x02)};
  append(value, static_cast<std::uint16_t>(port ^ number_at(magic_cookie, 0)));
  for (std::size_t i = 0; i < address.size(); ++i) {
    const std::uint8_t mask = i < magic_cookie.size() ? magic_cookie[i] : transaction[i - magic_cookie.size()];
    value.push_back(address[i] ^ mask);
  }
  return value;
}

std::vector<std::uint8_t> mixed_address(const Transaction& transaction, const sockaddr_storage& source) {
  if (source.ss_family == AF_INET) {
    sockaddr_in v4{};
    std::memcpy(&v4, &source, sizeof v4);
    std::array<std::uint8_t, 4> address{};
    std::memcpy(address.data(), &v4.sin_addr, address.size());
    return mixed_address(transaction, ntohs(v4.sin_port), address);
  }
  if (source.ss_family != AF_INET6) return {};
  sockaddr_in6 v6{};
  std::memcpy(&v6, &source, sizeof v6);
  std::array<std::uint8_t, 16> address{};
  std::memcpy(address.data(), &v6.sin6_addr, address.size());
  const std::span<const std::uint8_t> whole(address);
  return mixed_address(transaction, ntohs(v6.sin6_port), IN6_IS_ADDR_V4MAPPED(&v6.sin6_addr) ? whole.last(4) : whole);
}

/// RFC 8489, 6.3.1: 420, with what was not understood.
std::vector<std::uint8_t> refusal(const BindingRequest& request) {
  static constexpr std::string_view reason = "Unknown Attribute";
  std::vector<std::uint8_t> value{0, 0, 4, 20};
  value.insert(value.end(), reason.begin(), reason.end());
  std::vector<std::uint8_t> attributes, types;
  append_attribute(attributes, error_code, value);
  for (const std::uint16_t type : request.unknown)
    append(types, type);
  append_attribute(attributes, unknown_attributes, types);
  return framed(binding_error, request.transaction, attributes);
}

}  // namespace

std::optional<BindingRequest> parse_request(std::span<const std::uint8_t> datagram) {
  // RFC 8489, 5: two zero bits, the length a multiple of four, the cookie in its place.
  if (datagram.size() < header_size || datagram.size() % 4 != 0) return std::nullopt;
  if (number_at(datagram, 0) != binding_request) return std::nullopt;
  if (number_at(datagram, 2) != datagram.size() - header_size) return std::nullopt;
  if (!std::equal(magic_cookie.begin(), magic_cookie.end(), datagram.begin() + 4)) return std::nullopt;
  BindingRequest request;
  std::copy_n(datagram.begin() + 8, request.transaction.size(), request.transaction.begin());
  for (std::size_t at = header_size; at < datagram.size();) {
    // Whatever is left is a multiple of four, so a type and a length are always there.
    const std::uint16_t type = number_at(datagram, at), length = number_at(datagram, at + 2);
    const std::size_t padded = (static_cast<std::size_t>(length) + 3) / 4 * 4;
    if (padded > datagram.size() - at - 4) return std::nullopt;
    // RFC 8489, 14: types below 0x8000 must be understood.
    if (type < 0x8000 && request.unknown.size() < most_unknown) request.unknown.push_back(type);
    at += 4 + padded;
  }
  return request;
}

std::vector<std::uint8_t> answer(const BindingRequest& request, const sockaddr_storage& source) {
  if (!request.unknown.empty()) return refusal(request);
  const std::vector<std::uint8_t> value = mixed_address(request.transaction, source);
  if (value.empty()) return {};
  std::vector<std::uint8_t> attributes;
  append_attribute(attributes, xor_mapped_address, value);
  return framed(binding_success, request.transaction, attributes);
}

}  // namespace ling::stun
