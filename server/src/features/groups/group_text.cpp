#include "features/groups/group_text.hpp"

#include "foundation/text.hpp"

namespace ling::group_text {
namespace {

constexpr std::size_t longest_name = 30;
constexpr std::size_t longest_nickname = 32;
constexpr std::size_t longest_beginning = 100;

bool is_line(std::string_view text, std::size_t most) {
  return text::is_utf8(text) && text::has_visible(text) && !text::has_control(text) && text::characters(text) <= most;
}

}  // namespace

bool is_name(std::string_view text) {
  return is_line(text, longest_name);
}

bool is_nickname(std::string_view text) {
  return text.empty() || is_line(text, longest_nickname);
}

bool is_text(std::string_view text, std::size_t most) {
  if (text.empty()) return true;
  return text::is_utf8(text) && text::has_visible(text) && !text::has_control(text, "\n\t") &&
         text::characters(text) <= most;
}

std::string beginning(std::string_view text) {
  std::string_view line = text.substr(0, text.find('\n'));
  std::size_t end = 0;
  for (std::size_t count = 0; end < line.size() && count < longest_beginning; ++count) {
    ++end;
    // The bytes that continue a character.
    while (end < line.size() && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U)
      ++end;
  }
  return std::string(line.substr(0, end));
}

}  // namespace ling::group_text
