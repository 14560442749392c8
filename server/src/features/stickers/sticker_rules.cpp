#include "features/stickers/sticker_rules.hpp"

#include "foundation/text.hpp"

namespace ling {
namespace {

constexpr int widest = 512;
constexpr std::size_t longest_word = 32;

}  // namespace

Result<StickerImage> valid_sticker(std::string_view bytes) {
  const auto image = measure_image(bytes);
  if (!image) return refuse(ErrorCode::sticker_invalid, "a GIF, WebP, PNG or JPEG picture expected");
  if (image->width > widest || image->height > widest)
    return refuse(ErrorCode::sticker_invalid, "at most 512 pixels each way expected");
  return *image;
}

Result<std::string> valid_sticker_word(std::string_view word) {
  const std::string_view trimmed = text::trimmed(word);
  if (!text::is_utf8(trimmed) || text::has_control(trimmed)) return refuse(ErrorCode::bad_request, "word");
  if (text::characters(trimmed) > longest_word) return refuse(ErrorCode::too_large, "word");
  return text::has_visible(trimmed) ? std::string(trimmed) : std::string();
}

Result<std::string> valid_sticker_pack_name(std::string_view name) {
  auto valid = valid_sticker_word(name);
  if (valid && valid->empty()) return refuse(ErrorCode::bad_request, "name: something to see expected");
  return valid;
}

}  // namespace ling
