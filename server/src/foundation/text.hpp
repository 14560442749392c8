// Text as people write it: UTF-8 checked, counted in characters, trimmed. Pure.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace ling::text {

bool is_utf8(std::string_view text);
/// Number of code points; the text must be UTF-8.
std::size_t characters(std::string_view text);
/// The stretch of so many UTF-16 code units from an offset in such units; nothing where there is none, or where it would
/// cut a character in two. The text must be UTF-8.
std::optional<std::string_view> utf16_slice(std::string_view text, std::size_t offset, std::size_t length);
/// Without white space at both ends: ASCII white space, no-break space, ideographic space.
std::string_view trimmed(std::string_view text);
/// Anything to see: not only white space, control characters and zero-width or direction marks.
bool has_visible(std::string_view text);
/// Holds C0 or C1 control characters other than those in `allowed`.
bool has_control(std::string_view text, std::string_view allowed = {});
/// ASCII letters in lower case; everything else as it is.
std::string lower_ascii(std::string_view text);
/// RFC 4648, section 4; padded.
std::string base64(std::string_view bytes);

}  // namespace ling::text
