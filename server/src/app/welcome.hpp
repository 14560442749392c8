// What the terminal shows when the server is ready: addresses to open, and a QR code for a phone on the same network.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace ling {

/// `names`: what this machine is called, as names_of_this_machine() gives it. Colour and QR code only for a terminal.
std::string welcome(std::uint16_t https_port, std::uint16_t http_port, const std::vector<std::string>& names,
                    bool terminal);

}  // namespace ling
