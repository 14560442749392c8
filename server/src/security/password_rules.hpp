// Which passwords are too weak: short, very common, simple runs, or the account itself. No rules on kinds of characters
// (OWASP ASVS 5.0, 6.2).
#pragma once

#include <string_view>

namespace ling {

inline constexpr std::size_t longest_password = 1024;  ///< Bytes; a bound on work, not on people.

bool is_weak_password(std::string_view password, std::string_view account);

}  // namespace ling
