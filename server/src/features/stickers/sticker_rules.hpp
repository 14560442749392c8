// What a sticker and a pack may be and may be called. Pure.
#pragma once

#include "features/stickers/sticker_image.hpp"
#include "foundation/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>

namespace ling {

inline constexpr std::size_t most_stickers = 300, most_in_pack = 120, most_packs = 30, most_group_packs = 10;
inline constexpr std::int64_t largest_sticker = 1024 * 1024;  ///< Bytes.

/// Of a picture's bytes. Refuses sticker_invalid.
Result<StickerImage> valid_sticker(std::string_view bytes);
/// Trimmed. Refuses bad_request, and too_large above 32 characters.
Result<std::string> valid_sticker_word(std::string_view word);
/// The same, and something must be there to see.
Result<std::string> valid_sticker_pack_name(std::string_view name);

}  // namespace ling
