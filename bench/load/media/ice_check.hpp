// Checks of a way by ICE (RFC 8445, 7.2): STUN binding requests, signed, from the controlling side,
// and answers to those of the other.
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
/// Somebody checks us: the answer that says so, from whom it came (IPv4, network order). `password`: ours.
bool is_check(std::span<const std::uint8_t> datagram);
std::vector<std::uint8_t> answer(std::span<const std::uint8_t> check, std::string_view password, std::uint32_t address,
                                 std::uint16_t port);
bool is_success(std::span<const std::uint8_t> datagram);

}  // namespace ling::load::ice
