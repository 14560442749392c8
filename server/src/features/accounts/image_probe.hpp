// Recognises small pictures by their first bytes, without decoding them. Pure; never trusts a length in the data.
#pragma once

#include <optional>
#include <string_view>

namespace ling {

struct ImageInfo {
  std::string_view type;  ///< "image/png", "image/jpeg" or "image/webp".
  unsigned width = 0, height = 0;
};

/// nullopt: not a PNG, JPEG or WebP whose size can be told.
std::optional<ImageInfo> probe_image(std::string_view bytes);

}  // namespace ling
