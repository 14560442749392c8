// What an account, a nickname and the rest of a profile may look like. Pure.
#pragma once

#include <string>
#include <string_view>

namespace ling {

/// 3 to 32 ASCII letters, digits, '_' or '-', first a letter.
bool is_valid_account(std::string_view account);
/// 1 to 32 characters, something to see, no control characters; already trimmed.
bool is_valid_nickname(std::string_view nickname);
/// At most 100 characters, no control characters.
bool is_valid_signature(std::string_view signature);
/// Empty, or at most 20 of digits, space, '+', '-', '(', ')'.
bool is_valid_phone(std::string_view phone);

/// "Chrome · Windows", from what a browser says of itself. Never longer than 40 characters.
std::string device_name_of(std::string_view user_agent);
/// A name given by a program: trimmed, without control characters, cut to 40 characters.
std::string clean_device_name(std::string_view given);

}  // namespace ling
