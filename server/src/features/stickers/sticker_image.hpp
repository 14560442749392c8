// What a picture says of itself in its headers, read without decoding it. Pure; never trusts the bytes.
#pragma once

#include <optional>
#include <string_view>

namespace ling {

struct StickerImage {
  int width = 0, height = 0;  ///< In pixels, at least 1; of the largest frame where frames are larger than the whole.
  bool animated = false;
};

/// Of a GIF, PNG, WebP or JPEG picture. Nothing for all else, and for what ends too early or contradicts itself.
std::optional<StickerImage> measure_image(std::string_view bytes);

}  // namespace ling
