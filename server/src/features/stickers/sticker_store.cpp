#include "features/stickers/sticker_store.hpp"

namespace ling::sticker_store {

std::vector<Sticker> on(Tx& tx, const Shelf& shelf) {
  return tx.all<Sticker>(
      "SELECT sticker_id, file_id, word, width, height, animated FROM sticker WHERE user_id = ? AND pack_id = ? "
      "ORDER BY place, sticker_id",
      shelf.user_id, shelf.pack_id);
}

int count(Tx& tx, const Shelf& shelf) {
  return tx.one<int>("SELECT COUNT(*) FROM sticker WHERE user_id = ? AND pack_id = ?", shelf.user_id, shelf.pack_id)
      .value();
}

std::optional<Sticker> one(Tx& tx, StickerId sticker_id) {
  return tx.one<Sticker>("SELECT sticker_id, file_id, word, width, height, animated FROM sticker WHERE sticker_id = ?",
                         sticker_id);
}

std::optional<Sticker> one_with(Tx& tx, const Shelf& shelf, std::string_view hash) {
  return tx.one<Sticker>(
      "SELECT sticker_id, file_id, word, width, height, animated FROM sticker "
      "WHERE user_id = ? AND pack_id = ? AND hash = ?",
      shelf.user_id, shelf.pack_id, hash);
}

std::optional<Shelf> shelf_of(Tx& tx, StickerId sticker_id) {
  return tx.one<Shelf>("SELECT user_id, pack_id FROM sticker WHERE sticker_id = ?", sticker_id);
}

std::vector<StickerPackId> packs_with(Tx& tx, FileId file_id) {
  return tx.all<StickerPackId>(
      "SELECT DISTINCT pack_id FROM sticker WHERE file_id = ? AND pack_id > 0 ORDER BY pack_id DESC", file_id);
}

Sticker add(Tx& tx, const Shelf& shelf, Sticker sticker, std::string_view hash, End end) {
  const auto outermost =
      end == End::front
          ? tx.one<std::optional<std::int64_t>>("SELECT MIN(place) FROM sticker WHERE user_id = ? AND pack_id = ?",
                                                shelf.user_id, shelf.pack_id)
          : tx.one<std::optional<std::int64_t>>("SELECT MAX(place) FROM sticker WHERE user_id = ? AND pack_id = ?",
                                                shelf.user_id, shelf.pack_id);
  const std::int64_t place = outermost.value().value_or(0) + (end == End::front ? -1 : 1);
  sticker.sticker_id = {
      tx.insert("INSERT INTO sticker (user_id, pack_id, file_id, hash, word, width, height, animated, place) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                shelf.user_id, shelf.pack_id, sticker.file_id, hash, sticker.word, sticker.width, sticker.height,
                sticker.animated, place)};
  return sticker;
}

void describe(Tx& tx, StickerId sticker_id, std::string_view word) {
  tx.run("UPDATE sticker SET word = ? WHERE sticker_id = ?", word, sticker_id);
}

void set_place(Tx& tx, StickerId sticker_id, int place) {
  tx.run("UPDATE sticker SET place = ? WHERE sticker_id = ?", place, sticker_id);
}

void remove(Tx& tx, StickerId sticker_id) {
  tx.run("DELETE FROM sticker WHERE sticker_id = ?", sticker_id);
}

}  // namespace ling::sticker_store
