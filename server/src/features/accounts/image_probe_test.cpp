#include "features/accounts/image_probe.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ling {
using namespace std::string_literals;

const std::string png = "\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\x01\0\0\0\0\x80\x08\x06"s;
const std::string jpeg = "\xff\xd8\xff\xe0\0\x04JF\xff\xc0\0\x11\x08\0\x80\x01\0\x03"s;
const std::string webp = "RIFF\x24\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\0\0\x7f\0\0"s;

TEST(ImageProbe, type_and_size_are_told) {
  const struct {
    const std::string& bytes;
    const char* type;
  } cases[] = {{png, "image/png"}, {jpeg, "image/jpeg"}, {webp, "image/webp"}};
  for (const auto& c : cases) {
    const auto info = probe_image(c.bytes);
    ASSERT_TRUE(info) << c.type;
    EXPECT_EQ(info->type, c.type);
    EXPECT_EQ(info->width, 256U);
    EXPECT_EQ(info->height, 128U);
  }
}

TEST(ImageProbe, every_truncation_is_refused_without_reading_past_the_end) {
  const struct {
    const std::string& bytes;
    std::size_t needed;
  } cases[] = {{png, 24}, {jpeg, 17}, {webp, 30}};
  for (const auto& c : cases) {
    for (std::size_t size = 0; size < c.needed; ++size)
      EXPECT_FALSE(probe_image(c.bytes.substr(0, size))) << size;
    EXPECT_TRUE(probe_image(c.bytes.substr(0, c.needed)));
  }
}

TEST(ImageProbe, other_things_are_refused) {
  for (const char* other :
       {"<svg xmlns=\"http://www.w3.org/2000/svg\"><script/></svg>", "GIF89a........................", "<html>", ""}) {
    EXPECT_FALSE(probe_image(other));
  }
}

}  // namespace ling
