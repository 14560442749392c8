#include "features/stickers/sticker_reader.hpp"

#include "features/stickers/sticker_rules.hpp"

namespace ling {

Task<Result<std::vector<Sticker>>> StickerReader::measure(UserId user_id, std::vector<NewSticker> files) {
  std::vector<Sticker> measured;
  for (const NewSticker& given : files) {
    auto word = valid_sticker_word(given.word.value_or(""));
    if (!word) co_return tl::unexpected(word.error());
    measured.push_back({.file_id = given.file_id, .word = *std::move(word)});
  }
  auto look = [&](Tx& tx) -> Result<std::vector<FileService::Readable>> {
    std::vector<FileService::Readable> found;
    for (const Sticker& sticker : measured) {
      auto file = files_.look_up(tx, user_id, sticker.file_id);
      if (!file || file->removed) return refuse(ErrorCode::not_found);
      found.push_back(*std::move(file));
    }
    return found;
  };
  const auto found = co_await database_.read(std::move(look));
  if (!found) co_return tl::unexpected(found.error());
  for (std::size_t i = 0; i < measured.size(); ++i) {
    const auto& [hash, size, name, type, removed] = (*found)[i];
    if (size > largest_sticker) co_return refuse(ErrorCode::sticker_invalid, "at most 1 MiB expected");
    const std::string bytes = co_await read_(hash, size);
    const auto image = valid_sticker(bytes);
    if (!image) co_return tl::unexpected(image.error());
    measured[i].width = image->width;
    measured[i].height = image->height;
    measured[i].animated = image->animated;
  }
  co_return measured;
}

}  // namespace ling
