#include "features/stickers/sticker_pack_store.hpp"

namespace ling::sticker_pack_store {

std::vector<PackRow> of(Tx& tx, const Owner& owner) {
  return tx.all<PackRow>(
      "SELECT pack_id, user_id, conversation_id, name, cover_id, revision FROM sticker_pack "
      "WHERE user_id = ? AND conversation_id = ? ORDER BY place, pack_id",
      owner.user_id, owner.conversation_id);
}

std::optional<PackRow> one(Tx& tx, StickerPackId pack_id) {
  return tx.one<PackRow>(
      "SELECT pack_id, user_id, conversation_id, name, cover_id, revision FROM sticker_pack WHERE pack_id = ?",
      pack_id);
}

PackRow add(Tx& tx, const Owner& owner, const std::string& name) {
  const bool in_front = owner.conversation_id == ConversationId{};
  const auto outermost =
      in_front
          ? tx.one<std::optional<std::int64_t>>(
                "SELECT MIN(place) FROM sticker_pack WHERE user_id = ? AND conversation_id = 0", owner.user_id)
          : tx.one<std::optional<std::int64_t>>(
                "SELECT MAX(place) FROM sticker_pack WHERE user_id = 0 AND conversation_id = ?", owner.conversation_id);
  const std::int64_t place = outermost.value().value_or(0) + (in_front ? -1 : 1);
  PackRow pack{.user_id = owner.user_id, .conversation_id = owner.conversation_id, .name = name};
  pack.pack_id = {
      tx.insert("INSERT INTO sticker_pack (user_id, conversation_id, name, cover_id, revision, place) "
                "VALUES (?, ?, ?, 0, 0, ?)",
                owner.user_id, owner.conversation_id, name, place)};
  return pack;
}

void change(Tx& tx, const PackRow& pack) {
  tx.run("UPDATE sticker_pack SET name = ?, cover_id = ?, revision = ? WHERE pack_id = ?", pack.name, pack.cover_id,
         pack.revision, pack.pack_id);
}

void set_place(Tx& tx, StickerPackId pack_id, int place) {
  tx.run("UPDATE sticker_pack SET place = ? WHERE pack_id = ?", place, pack_id);
}

void remove(Tx& tx, StickerPackId pack_id) {
  tx.run("DELETE FROM sticker WHERE user_id = 0 AND pack_id = ?", pack_id);
  tx.run("DELETE FROM sticker_pack WHERE pack_id = ?", pack_id);
}

std::vector<ConversationId> groups(Tx& tx) {
  return tx.all<ConversationId>("SELECT DISTINCT conversation_id FROM sticker_pack WHERE conversation_id > 0");
}

}  // namespace ling::sticker_pack_store
