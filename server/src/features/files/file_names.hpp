// What files may be called. A name is a label that people see, never a path. Pure.
#pragma once

#include <string>
#include <string_view>

namespace ling {

inline constexpr std::size_t longest_file_name = 255;

/// The last part of what somebody called a file, without what would hide or reverse other characters, at most 255 bytes,
/// the ending kept; "file" when nothing is left.
std::string clean_file_name(std::string_view given);

}  // namespace ling
