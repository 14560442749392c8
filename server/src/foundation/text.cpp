#include "foundation/text.hpp"

#include <cstdint>

namespace ling::text {
namespace {

struct Decoded {
  std::uint32_t code = 0;
  std::size_t length = 0;  // 0 = not UTF-8 here
};

// RFC 3629 section 4: shortest form only, no surrogates, nothing above U+10FFFF.
Decoded decode(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return {first, 1};
  std::size_t length = 0;
  std::uint32_t code = 0;
  if (first >= 0xc2 && first <= 0xdf) {
    length = 2;
    code = first & 0x1fU;
  } else if (first >= 0xe0 && first <= 0xef) {
    length = 3;
    code = first & 0x0fU;
  } else if (first >= 0xf0 && first <= 0xf4) {
    length = 4;
    code = first & 0x07U;
  } else {
    return {};
  }
  if (text.size() < length) return {};
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(i) & 0xc0U) != 0x80U) return {};
    code = (code << 6) | (byte(i) & 0x3fU);
  }
  if (length == 3 && (code < 0x800 || (code >= 0xd800 && code <= 0xdfff))) return {};
  if (length == 4 && (code < 0x10000 || code > 0x10ffff)) return {};
  return {code, length};
}

bool is_space(std::uint32_t code) {
  return code == ' ' || (code >= '\t' && code <= '\r') || code == 0xa0 || code == 0x3000 || code == 0x85 ||
         (code >= 0x2000 && code <= 0x200a) || code == 0x2028 || code == 0x2029 || code == 0x202f || code == 0x205f;
}

bool is_invisible(std::uint32_t code) {
  return is_space(code) || code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0xad || code == 0x034f ||
         code == 0x061c || code == 0x115f || code == 0x1160 || code == 0x17b4 || code == 0x17b5 ||
         (code >= 0x180b && code <= 0x180e) || (code >= 0x200b && code <= 0x200f) ||
         (code >= 0x202a && code <= 0x202e) || (code >= 0x2060 && code <= 0x206f) || code == 0x3164 ||
         (code >= 0xfe00 && code <= 0xfe0f) || code == 0xfeff || code == 0xffa0 || (code >= 0xe0000 && code <= 0xe0fff);
}

}  // namespace

bool is_utf8(std::string_view text) {
  while (!text.empty()) {
    const Decoded next = decode(text);
    if (next.length == 0) return false;
    text.remove_prefix(next.length);
  }
  return true;
}

std::size_t characters(std::string_view text) {
  std::size_t count = 0;
  for (unsigned char c : text)
    count += (c & 0xc0U) != 0x80U;
  return count;
}

std::optional<std::string_view> utf16_slice(std::string_view text, std::size_t offset, std::size_t length) {
  // Bytes that stand for so many code units, from `begin` on.
  const auto bytes = [&](std::size_t begin, std::size_t units) -> std::optional<std::size_t> {
    std::size_t end = begin;
    while (units > 0) {
      if (end >= text.size()) return std::nullopt;
      const Decoded next = decode(text.substr(end));
      const std::size_t width = next.code >= 0x10000 ? 2 : 1;
      if (next.length == 0 || width > units) return std::nullopt;
      units -= width;
      end += next.length;
    }
    return end - begin;
  };
  const auto before = bytes(0, offset);
  if (!before) return std::nullopt;
  const auto size = bytes(*before, length);
  if (!size) return std::nullopt;
  return text.substr(*before, *size);
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty()) {
    const Decoded next = decode(text);
    if (next.length == 0 || !is_space(next.code)) break;
    text.remove_prefix(next.length);
  }
  while (!text.empty()) {
    std::size_t start = text.size() - 1;
    while (start > 0 && (static_cast<unsigned char>(text[start]) & 0xc0U) == 0x80U)
      --start;
    const Decoded last = decode(text.substr(start));
    if (last.length == 0 || !is_space(last.code)) break;
    text = text.substr(0, start);
  }
  return text;
}

bool has_visible(std::string_view text) {
  while (!text.empty()) {
    const Decoded next = decode(text);
    if (next.length == 0) return false;
    if (!is_invisible(next.code)) return true;
    text.remove_prefix(next.length);
  }
  return false;
}

bool has_control(std::string_view text, std::string_view allowed) {
  while (!text.empty()) {
    const Decoded next = decode(text);
    if (next.length == 0) return true;
    const bool control = next.code < 0x20 || (next.code >= 0x7f && next.code < 0xa0);
    if (control && (next.length != 1 || allowed.find(text[0]) == std::string_view::npos)) return true;
    text.remove_prefix(next.length);
  }
  return false;
}

std::string lower_ascii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return lower;
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string text;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t j = 0; j < 3; ++j)
      group = group << 8 | (i + j < bytes.size() ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j)
      text += i + j <= bytes.size() ? digits[group >> (18 - 6 * j) & 63] : '=';
  }
  return text;
}

}  // namespace ling::text
