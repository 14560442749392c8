#include "features/stickers/sticker_image.hpp"

#include <algorithm>
#include <cstdint>

namespace ling {
namespace {

using namespace std::literals;

/// Walks through bytes; once past the end, everything read is 0 and `good` is false.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  [[nodiscard]] bool good() const { return good_; }
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }

  std::string_view take(std::size_t count) {
    if (count > bytes_.size()) {
      good_ = false;
      bytes_ = {};
      return {};
    }
    const std::string_view taken = bytes_.substr(0, count);
    bytes_.remove_prefix(count);
    return taken;
  }
  std::uint32_t big(std::size_t count) {
    std::uint32_t value = 0;
    for (const char c : take(count))
      value = value << 8 | static_cast<unsigned char>(c);
    return value;
  }
  std::uint32_t little(std::size_t count) {
    std::uint32_t value = 0;
    const std::string_view taken = take(count);
    for (std::size_t i = taken.size(); i > 0; --i)
      value = value << 8 | static_cast<unsigned char>(taken[i - 1]);
    return value;
  }

 private:
  std::string_view bytes_;
  bool good_ = true;
};

std::optional<StickerImage> sized(std::uint32_t width, std::uint32_t height, bool animated) {
  constexpr std::uint32_t widest = 100'000;
  if (width < 1 || width > widest || height < 1 || height > widest) return std::nullopt;
  return StickerImage{static_cast<int>(width), static_cast<int>(height), animated};
}

/// W3C PNG 5.3: chunks of length, type, data and CRC; acTL of an animated one stands before the first IDAT.
std::optional<StickerImage> measure_png(Reader reader) {
  reader.take(8);
  std::uint32_t width = 0, height = 0;
  bool animated = false;
  for (bool first = true; reader.good(); first = false) {
    const std::uint32_t length = reader.big(4);
    const std::string_view type = reader.take(4);
    if (first != (type == "IHDR")) return std::nullopt;
    if (type == "IDAT") return sized(width, height, animated);
    if (type == "acTL") animated = true;
    Reader data(reader.take(length));
    if (first) {
      width = data.big(4);
      height = data.big(4);
      if (length != 13) return std::nullopt;
    }
    reader.take(4);
  }
  return std::nullopt;
}

void skip_sub_blocks(Reader& reader) {
  while (const std::uint32_t length = reader.little(1))
    reader.take(length);
}

void skip_colors(Reader& reader, std::uint32_t flags) {
  if ((flags & 0x80) != 0) reader.take(std::size_t{3} << ((flags & 7) + 1));
}

/// GIF89a: a screen, then blocks. Browsers let a frame be larger than the screen, so all are looked at.
std::optional<StickerImage> measure_gif(Reader reader) {
  reader.take(6);
  std::uint32_t width = reader.little(2), height = reader.little(2);
  const std::uint32_t screen_flags = reader.little(1);
  reader.take(2);
  skip_colors(reader, screen_flags);
  int frames = 0;
  while (reader.good()) {
    switch (reader.little(1)) {
      case 0x21:
        reader.take(1);
        skip_sub_blocks(reader);
        break;
      case 0x2C: {
        const std::uint32_t left = reader.little(2), top = reader.little(2);
        width = std::max(width, left + reader.little(2));
        height = std::max(height, top + reader.little(2));
        skip_colors(reader, reader.little(1));
        reader.take(1);
        skip_sub_blocks(reader);
        if (!reader.good()) return std::nullopt;
        ++frames;
        // Not every program writes the trailer.
        if (reader.at_end()) return sized(width, height, frames > 1);
        break;
      }
      case 0x3B:
        return frames > 0 ? sized(width, height, frames > 1) : std::nullopt;
      default:
        return std::nullopt;
    }
  }
  return std::nullopt;
}

/// RFC 9649: the first chunk says which of the three forms it is.
std::optional<StickerImage> measure_webp(Reader reader) {
  reader.take(12);
  const std::string_view type = reader.take(4);
  const std::uint32_t length = reader.little(4);
  Reader data(reader.take(length));
  if (!reader.good()) return std::nullopt;
  if (type == "VP8X") {
    const std::uint32_t flags = data.little(1);
    data.take(3);
    const std::uint32_t width = data.little(3) + 1, height = data.little(3) + 1;
    return data.good() ? sized(width, height, (flags & 0x02) != 0) : std::nullopt;
  }
  if (type == "VP8L") {
    if (data.little(1) != 0x2F) return std::nullopt;
    const std::uint32_t sides = data.little(4);
    return data.good() ? sized((sides & 0x3FFF) + 1, (sides >> 14 & 0x3FFF) + 1, false) : std::nullopt;
  }
  if (type == "VP8 ") {
    data.take(3);
    if (data.take(3) != "\x9D\x01\x2A"sv) return std::nullopt;
    const std::uint32_t width = data.little(2) & 0x3FFF, height = data.little(2) & 0x3FFF;
    return sized(width, height, false);
  }
  return std::nullopt;
}

/// ITU T.81: segments of marker, length and data, up to the frame header, SOF.
std::optional<StickerImage> measure_jpeg(Reader reader) {
  reader.take(2);
  while (reader.good()) {
    if (reader.big(1) != 0xFF) return std::nullopt;
    std::uint32_t marker = 0xFF;
    while (marker == 0xFF && reader.good())
      marker = reader.big(1);
    const std::uint32_t length = reader.big(2);
    if (length < 2) return std::nullopt;
    Reader data(reader.take(length - 2));
    const bool is_frame = marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
    if (!is_frame) continue;
    data.take(1);
    const std::uint32_t height = data.big(2), width = data.big(2);
    return sized(width, height, false);
  }
  return std::nullopt;
}

}  // namespace

std::optional<StickerImage> measure_image(std::string_view bytes) {
  const Reader reader(bytes);
  if (bytes.starts_with("\x89PNG\r\n\x1a\n"sv)) return measure_png(reader);
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return measure_gif(reader);
  if (bytes.starts_with("RIFF") && bytes.substr(0, 12).ends_with("WEBP")) return measure_webp(reader);
  if (bytes.starts_with("\xFF\xD8\xFF"sv)) return measure_jpeg(reader);
  return std::nullopt;
}

}  // namespace ling
