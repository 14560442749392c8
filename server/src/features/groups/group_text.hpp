// What the names and texts of groups may look like. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ling::group_text {

/// 1 to 30 characters on one line, something to see; already trimmed.
bool is_name(std::string_view text);
/// Empty, or 1 to 32 characters on one line, something to see; already trimmed.
bool is_nickname(std::string_view text);
/// At most `most` characters; lines may end, other control characters not; something to see unless empty.
bool is_text(std::string_view text, std::size_t most);
/// The first line of a text, at most 100 characters.
std::string beginning(std::string_view text);

}  // namespace ling::group_text
