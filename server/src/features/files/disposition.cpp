#include "features/files/disposition.hpp"

#include <fmt/format.h>

namespace ling {

std::string disposition(std::string_view kind, std::string_view name) {
  // RFC 8187 section 3.2.1: what may stand as it is in an ext-value.
  constexpr std::string_view plain = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$&+-.^_`|~";
  std::string ascii, escaped;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    const bool is_plain = plain.find(c) != std::string_view::npos;
    // A percent sign in the plain form is decoded by some browsers, and must not be (RFC 6266 appendix D).
    ascii += is_plain || c == ' ' || c == '(' || c == ')' || c == ',' ? c : '_';
    if (is_plain) {
      escaped += c;
    } else {
      escaped += fmt::format("%{:02X}", byte);
    }
  }
  return fmt::format("{}; filename=\"{}\"; filename*=UTF-8''{}", kind, ascii, escaped);
}

}  // namespace ling
