#include "pictures/webp.hpp"

#include <gtest/gtest.h>

namespace ling::pictures {
namespace {

std::string number(std::size_t value) {
  std::string bytes;
  for (int i = 0; i < 4; ++i, value >>= 8)
    bytes += static_cast<char>(value & 255);
  return bytes;
}

std::string chunk(const std::string& name, const std::string& data) {
  return name + number(data.size()) + data + std::string(data.size() % 2, '\0');
}

std::string file(const std::string& chunks) {
  return "RIFF" + number(4 + chunks.size()) + "WEBP" + chunks;
}

TEST(WebP, loses_its_metadata_and_keeps_its_picture) {
  const std::string size(9, '\7');
  const std::string all = chunk("VP8X", "\x3C" + size) + chunk("ICCP", "profile") + chunk("ALPH", "abc") +
                          chunk("VP8 ", "picture") + chunk("EXIF", "Kowloon") + chunk("XMP ", "x");
  const std::string rest = chunk("VP8X", "\x10" + size) + chunk("ALPH", "abc") + chunk("VP8 ", "picture");
  EXPECT_EQ(without_metadata(file(all)), file(rest));
  EXPECT_EQ(without_metadata(file(rest)), file(rest));
}

TEST(WebP, nothing_is_left_of_what_is_none) {
  const std::string whole = file(chunk("VP8 ", "picture"));
  EXPECT_EQ(without_metadata(""), "");
  EXPECT_EQ(without_metadata("RIFF"), "");
  EXPECT_EQ(without_metadata("RIFX" + whole.substr(4)), "");
  EXPECT_EQ(without_metadata(whole.substr(0, whole.size() - 1)), "");
  EXPECT_EQ(without_metadata(whole.substr(0, 15)), "");
  EXPECT_EQ(without_metadata(file("VP8 \xFF\xFF\xFF\xFF")), "");
}

}  // namespace
}  // namespace ling::pictures
