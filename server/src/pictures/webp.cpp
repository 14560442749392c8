#include "pictures/webp.hpp"

#include <cstdint>

namespace ling::pictures {
namespace {

constexpr std::size_t file_head = 12, chunk_head = 8;
/// Bits of the first byte of VP8X: colour profile, EXIF, XMP.
constexpr unsigned char flags_of_metadata = 0x20 | 0x08 | 0x04;

std::uint32_t number_at(std::string_view bytes, std::size_t at) {
  std::uint32_t number = 0;
  for (std::size_t i = 4; i > 0; --i)
    number = number << 8 | static_cast<unsigned char>(bytes[at + i - 1]);
  return number;
}

}  // namespace

std::string without_metadata(std::string_view webp) {
  if (webp.size() < file_head || !webp.starts_with("RIFF") || webp.substr(8, 4) != "WEBP") return {};
  std::string kept(webp.substr(0, file_head));
  for (std::size_t at = file_head; at < webp.size();) {
    if (webp.size() - at < chunk_head) return {};
    const std::string_view name = webp.substr(at, 4);
    const std::size_t data = number_at(webp, at + 4), padded = data + data % 2;
    if (webp.size() - at - chunk_head < padded) return {};
    if (name != "EXIF" && name != "XMP " && name != "ICCP") {
      kept += webp.substr(at, chunk_head + padded);
      if (name == "VP8X" && data > 0) {
        char& flags = kept[kept.size() - padded];
        flags = static_cast<char>(static_cast<unsigned char>(flags) & ~flags_of_metadata);
      }
    }
    at += chunk_head + padded;
  }
  const auto size = static_cast<std::uint32_t>(kept.size() - 8);
  for (std::size_t i = 0; i < 4; ++i)
    kept[4 + i] = static_cast<char>(size >> (8 * i));
  return kept;
}

}  // namespace ling::pictures
