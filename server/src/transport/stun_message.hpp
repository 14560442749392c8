// STUN (RFC 8489), as much of it as tells somebody the address they are seen under: binding requests and their answers.
// Pure; the bytes are a stranger's.
#pragma once

#include <sys/socket.h>

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace ling::stun {

using Transaction = std::array<std::uint8_t, 12>;

struct BindingRequest {
  Transaction transaction{};
  /// Attributes that must be understood and are not; at most 8 of them.
  std::vector<std::uint16_t> unknown;
};

/// nullopt: not a binding request, which is then left unanswered.
std::optional<BindingRequest> parse_request(std::span<const std::uint8_t> datagram);

/// The answer to a request from `source` (IPv4, IPv6, or IPv4 within IPv6); empty for another kind of address.
std::vector<std::uint8_t> answer(const BindingRequest& request, const sockaddr_storage& source);

}  // namespace ling::stun
