#include "pictures/thumbhash.hpp"

#include "foundation/text.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace ling::pictures {
namespace {

std::vector<std::uint8_t> gradient(std::size_t width, std::size_t height, bool opaque) {
  std::vector<std::uint8_t> rgba;
  for (std::size_t y = 0; y < height; ++y) {
    for (std::size_t x = 0; x < width; ++x) {
      const auto alpha = opaque ? std::size_t{255} : (x + y) * 255 / (width + height);
      for (const std::size_t part : {x * 255 / width, y * 255 / height, (x * y) % 256, alpha})
        rgba.push_back(static_cast<std::uint8_t>(part));
    }
  }
  return rgba;
}

std::string hash_of(std::size_t width, std::size_t height, bool opaque) {
  return text::base64(thumbhash(width, height, gradient(width, height, opaque)));
}

// What the package "thumbhash" of the web client makes of the same pixels.
TEST(ThumbHash, is_that_of_the_browser) {
  EXPECT_EQ(hash_of(100, 75, true), "HwgKLZpwdndwd3d3d2d3d5CACfiI");
  EXPECT_EQ(hash_of(40, 90, true), "XvgJKxpwcHd3dnd3oJAJ94g=");
  EXPECT_EQ(hash_of(64, 64, false), "oviFFQwnkIawiIlniLDAC/lngIeAiIh4iA==");
  EXPECT_EQ(hash_of(1, 1, true), "AAgCBwAAAAAAAAAAAAAAAAAAAAAAAAAA");
}

}  // namespace
}  // namespace ling::pictures
