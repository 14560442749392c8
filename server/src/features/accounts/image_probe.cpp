#include "features/accounts/image_probe.hpp"

#include <cstddef>

namespace ling {
namespace {

using namespace std::string_view_literals;

class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool has(std::size_t at, std::size_t size) const {
    return at <= bytes_.size() && size <= bytes_.size() - at;
  }
  [[nodiscard]] bool is(std::size_t at, std::string_view expected) const {
    return has(at, expected.size()) && bytes_.substr(at, expected.size()) == expected;
  }
  [[nodiscard]] unsigned byte(std::size_t at) const { return static_cast<unsigned char>(bytes_[at]); }
  [[nodiscard]] unsigned big16(std::size_t at) const { return byte(at) << 8 | byte(at + 1); }
  [[nodiscard]] unsigned big32(std::size_t at) const { return big16(at) << 16 | big16(at + 2); }
  [[nodiscard]] unsigned little16(std::size_t at) const { return byte(at) | byte(at + 1) << 8; }
  [[nodiscard]] unsigned little24(std::size_t at) const { return little16(at) | byte(at + 2) << 16; }

 private:
  std::string_view bytes_;
};

// PNG, 5.6 and 11.2.2: the first chunk is IHDR.
std::optional<ImageInfo> probe_png(const Reader& in) {
  if (!in.is(0, "\x89PNG\r\n\x1a\n"sv) || !in.is(12, "IHDR"sv) || !in.has(16, 8)) return std::nullopt;
  return ImageInfo{"image/png", in.big32(16), in.big32(20)};
}

// JPEG (T.81, B.1): segments until a start of frame, which holds the size.
std::optional<ImageInfo> probe_jpeg(const Reader& in) {
  if (!in.is(0, "\xff\xd8\xff"sv)) return std::nullopt;
  std::size_t at = 2;
  while (in.has(at, 4)) {
    if (in.byte(at) != 0xff) return std::nullopt;
    const unsigned marker = in.byte(at + 1);
    const bool start_of_frame = marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
    if (start_of_frame) {
      if (!in.has(at, 9)) return std::nullopt;
      return ImageInfo{"image/jpeg", in.big16(at + 7), in.big16(at + 5)};
    }
    const unsigned length = in.big16(at + 2);
    if (marker == 0xda || length < 2) return std::nullopt;
    at += 2 + length;
  }
  return std::nullopt;
}

// WebP (RFC 9649, 2.5 to 2.7).
std::optional<ImageInfo> probe_webp(const Reader& in) {
  if (!in.is(0, "RIFF"sv) || !in.is(8, "WEBP"sv) || !in.has(20, 10)) return std::nullopt;
  if (in.is(12, "VP8X"sv)) return ImageInfo{"image/webp", in.little24(24) + 1, in.little24(27) + 1};
  if (in.is(12, "VP8L"sv) && in.byte(20) == 0x2f) {
    const unsigned bits = in.little16(21) | in.little16(23) << 16;
    return ImageInfo{"image/webp", (bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1};
  }
  if (in.is(12, "VP8 "sv) && in.is(23, "\x9d\x01\x2a"sv)) {
    return ImageInfo{"image/webp", in.little16(26) & 0x3fff, in.little16(28) & 0x3fff};
  }
  return std::nullopt;
}

}  // namespace

std::optional<ImageInfo> probe_image(std::string_view bytes) {
  const Reader in(bytes);
  std::optional<ImageInfo> info = probe_png(in);
  if (!info) info = probe_jpeg(in);
  if (!info) info = probe_webp(in);
  if (info && (info->width == 0 || info->height == 0)) return std::nullopt;
  return info;
}

}  // namespace ling
