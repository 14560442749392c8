#include "features/stickers/sticker_image.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ling {
namespace {

using namespace std::literals;

std::string png(std::string_view before_pixels = {}) {
  std::string bytes("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0\0\0\0\x80\x08\6\0\0\0CRC!"s);
  bytes.append(before_pixels);
  return bytes + "\0\0\0\0IDATCRC!"s;
}

const std::string frame = "\x2C\0\0\0\0\x10\0\x08\0\0\x02\x01x\0"s;
const std::string gif_head = "GIF89a\x10\0\x08\0\0\0\0"s;

struct Sample {
  const char* what;
  std::string bytes;
  int width, height;
  bool animated;
};

TEST(StickerImage, is_measured_by_its_headers) {
  const Sample samples[] = {
      {"png", png(), 256, 128, false},
      {"animated png",
       png("\0\0\0\x08"
           "acTL12345678CRC!"s),
       256, 128, true},
      {"gif", gif_head + frame + ";", 16, 8, false},
      {"animated gif", gif_head + "\x21\xF9\x04\0\0\0\0\0"s + frame + frame + ";", 16, 8, true},
      {"a gif whose frame is larger than the whole", "GIF89a\1\0\1\0\0\0\0"s + frame + ";", 16, 8, false},
      {"a gif without a trailer", gif_head + frame, 16, 8, false},
      {"a gif with colors", "GIF89a\x10\0\x08\0\x80\0\0rgbrgb"s + frame + ";", 16, 8, false},
      {"lossy webp", "RIFF----WEBPVP8 \x0A\0\0\0...\x9D\x01\x2A\x40\x01\xF0\0"s, 320, 240, false},
      {"lossless webp", "RIFF----WEBPVP8L\x05\0\0\0\x2F\x3F\xC1\x3B\x10"s, 320, 240, false},
      {"extended webp", "RIFF----WEBPVP8X\x0A\0\0\0\x10\0\0\0\x3F\1\0\xEF\0\0"s, 320, 240, false},
      {"animated webp", "RIFF----WEBPVP8X\x0A\0\0\0\x12\0\0\0\x3F\1\0\xEF\0\0"s, 320, 240, true},
      {"jpeg", "\xFF\xD8\xFF\xE0\0\x04..\xFF\xFF\xC2\0\x08\x08\0\xF0\1\x40\3"s, 320, 240, false},
  };
  for (const Sample& sample : samples) {
    const auto image = measure_image(sample.bytes);
    ASSERT_TRUE(image) << sample.what;
    EXPECT_EQ(image->width, sample.width) << sample.what;
    EXPECT_EQ(image->height, sample.height) << sample.what;
    EXPECT_EQ(image->animated, sample.animated) << sample.what;
    // Whatever is cut off: no answer, or the same one.
    for (std::size_t size = 0; size < sample.bytes.size(); ++size) {
      const auto part = measure_image(sample.bytes.substr(0, size));
      if (part) EXPECT_EQ(part->width, sample.width) << sample.what << " of " << size;
    }
  }
}

TEST(StickerImage, is_nothing_else_and_nothing_that_lies) {
  const std::string others[] = {
      "",
      "<svg xmlns='http://www.w3.org/2000/svg'/>",
      "\x89PNG\r\n\x1a\n\0\0\0\0IDAT"s,                                              // pixels before the header
      "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\0\0\0\0\0\x08\6\0\0\0CRC!\0\0\0\0IDAT"s,  // without a side
      "\x89PNG\r\n\x1a\n\xFF\xFF\xFF\xFFIHDR"s,                                      // longer than there is
      gif_head + ";",                                                                // without a frame
      gif_head + frame.substr(0, frame.size() - 1),                                  // a frame without an end
      "RIFF----WEBPVP8X\xFF\xFF\xFF\xFF\x10"s,
      "RIFF----WEBPVP8 \x0A\0\0\0..........",
      "\xFF\xD8\xFF\xC0\0\0"s,  // a segment shorter than its length
      "\xFF\xD8\xFF\xD9"s,
  };
  for (const std::string& bytes : others)
    EXPECT_FALSE(measure_image(bytes)) << bytes;
}

}  // namespace
}  // namespace ling
