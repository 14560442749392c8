// Text as people write it: UTF-8 checked, counted in characters, trimmed. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace ling::text {

bool is_utf8(std::string_view text);
/// Number of code points; the text must be UTF-8.
std::size_t characters(std::string_view text);
/// Without white space at both ends: ASCII white space, no-break space, ideographic space.
std::string_view trimmed(std::string_view text);
/// Anything to see: not only white space, control characters and zero-width or direction marks.
bool has_visible(std::string_view text);
/// Holds C0 or C1 control characters other than those in `allowed`.
bool has_control(std::string_view text, std::string_view allowed = {});
/// ASCII letters in lower case; everything else as it is.
std::string lower_ascii(std::string_view text);

}  // namespace ling::text
