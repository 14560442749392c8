// Checks of a way by ICE (RFC 8445, 7.2): STUN binding requests, signed, from the controlling side.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ling::load::ice {

/// `username`: "theirs:ours"; `password`: theirs.
std::vector<std::uint8_t> check(std::string_view username, std::string_view password,
                                const std::array<std::uint8_t, 12>& transaction);
bool is_success(std::span<const std::uint8_t> datagram);

}  // namespace ling::load::ice
