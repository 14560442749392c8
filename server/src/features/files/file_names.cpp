#include "features/files/file_names.hpp"

#include "foundation/text.hpp"

#include <algorithm>

namespace ling {
namespace {

/// Bytes of the character at the front of UTF-8 text.
std::size_t width(std::string_view text) {
  const auto first = static_cast<unsigned char>(text.front());
  const std::size_t size = first < 0x80 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
  return std::min(size, text.size());
}

/// Control characters, and those that turn the direction of writing: "\u202Egpj.exe" reads as "exe.jpg".
bool is_hidden(std::string_view character) {
  const auto first = static_cast<unsigned char>(character.front());
  if (character.size() == 1) return first < 0x20 || first == 0x7F;
  if (character.size() == 2) return first == 0xC2 && static_cast<unsigned char>(character[1]) < 0xA0;
  constexpr std::string_view turning[] = {"\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E",
                                          "\u2028", "\u2029", "\u2066", "\u2067", "\u2068", "\u2069"};
  return std::find(std::begin(turning), std::end(turning), character) != std::end(turning);
}

/// At most `most` bytes from the front, no character cut.
std::string_view shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0) == 0x80)
    --most;
  return text.substr(0, most);
}

}  // namespace

std::string clean_file_name(std::string_view given) {
  if (!text::is_utf8(given)) return "file";
  given.remove_prefix(given.find_last_of("/\\") + 1);
  std::string name;
  while (!given.empty()) {
    const std::string_view character = given.substr(0, width(given));
    if (!is_hidden(character)) name += character;
    given.remove_prefix(character.size());
  }
  name = std::string(text::trimmed(name));
  if (name.size() > longest_file_name) {
    const std::size_t dot = name.rfind('.');
    const std::string ending = dot != std::string::npos && name.size() - dot <= 20 ? name.substr(dot) : std::string();
    name = std::string(shortened(name, longest_file_name - ending.size())) + ending;
  }
  if (name == "." || name == ".." || !text::has_visible(name)) return "file";
  return name;
}

}  // namespace ling
