// A picture in about 25 bytes, to be drawn blurred until the picture is there: https://evanw.github.io/thumbhash. Pure.
#pragma once

#include <cstdint>
#include <span>
#include <string>

namespace ling::pictures {

/// `rgba`: 4 bytes a pixel, not premultiplied; both sides from 1 to 100.
std::string thumbhash(std::size_t width, std::size_t height, std::span<const std::uint8_t> rgba);

}  // namespace ling::pictures
