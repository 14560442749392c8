#include "features/stickers/sticker_pack_rights.hpp"

#include "features/chat/group_conversation_service.hpp"
#include "features/chat/message_service.hpp"
#include "features/files/file_service.hpp"
#include "features/stickers/sticker_store.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/event_log.hpp"

#include <algorithm>

namespace ling::sticker_packs {
namespace {

std::vector<Sticker> stickers_in(Tx& tx, StickerPackId pack_id) {
  return sticker_store::on(tx, {.pack_id = pack_id});
}

bool is_readable(Tx& tx, UserId user_id, const PackRow& pack) {
  if (pack.user_id == user_id) return true;
  if (pack.conversation_id != ConversationId{} &&
      group_conversation_service::seat_of(tx, pack.conversation_id, user_id))
    return true;
  const auto stickers = stickers_in(tx, pack.pack_id);
  return std::any_of(stickers.begin(), stickers.end(),
                     [&](const Sticker& one) { return MessageService::may_read_file(tx, user_id, one.file_id); });
}

}  // namespace

bool leads(Tx& tx, UserId user_id, ConversationId conversation_id) {
  const auto seat = group_conversation_service::seat_of(tx, conversation_id, user_id);
  return seat && seat->role != GroupRole::member;
}

std::optional<PackRow> readable(Tx& tx, UserId user_id, StickerPackId pack_id) {
  auto pack = sticker_pack_store::one(tx, pack_id);
  return pack && is_readable(tx, user_id, *pack) ? pack : std::nullopt;
}

std::optional<PackRow> changeable(Tx& tx, UserId user_id, StickerPackId pack_id) {
  auto pack = sticker_pack_store::one(tx, pack_id);
  if (!pack) return std::nullopt;
  const bool may = pack->user_id == user_id || (pack->user_id == UserId{} && leads(tx, user_id, pack->conversation_id));
  return may ? pack : std::nullopt;
}

StickerPack seen(Tx& tx, const PackRow& pack) {
  return {pack.pack_id, pack.name, sticker_store::one(tx, pack.cover_id).value(),
          sticker_store::count(tx, {.pack_id = pack.pack_id}), pack.revision};
}

std::vector<StickerPack> seen_of(Tx& tx, const sticker_pack_store::Owner& owner) {
  std::vector<StickerPack> packs;
  for (const PackRow& pack : sticker_pack_store::of(tx, owner))
    packs.push_back(seen(tx, pack));
  return packs;
}

void tell(Tx& tx, const sticker_pack_store::Owner& owner) {
  if (owner.conversation_id == ConversationId{})
    return emit(tx, owner.user_id, StickerPacksChanged{seen_of(tx, owner)});
  emit(tx, group_conversation_service::member_ids(tx, owner.conversation_id),
       GroupStickerPacksChanged{owner.conversation_id});
}

void touch(Tx& tx, PackRow pack) {
  const auto stickers = stickers_in(tx, pack.pack_id);
  if (stickers.empty()) return remove(tx, pack);
  const bool covered = std::any_of(stickers.begin(), stickers.end(),
                                   [&](const Sticker& one) { return one.sticker_id == pack.cover_id; });
  if (!covered) pack.cover_id = stickers.front().sticker_id;
  ++pack.revision;
  sticker_pack_store::change(tx, pack);
  tell(tx, {pack.user_id, pack.conversation_id});
}

void remove(Tx& tx, const PackRow& pack) {
  std::vector<FileId> files;
  for (const Sticker& sticker : stickers_in(tx, pack.pack_id))
    files.push_back(sticker.file_id);
  sticker_pack_store::remove(tx, pack.pack_id);
  FileService::release(tx, files);
  tell(tx, {pack.user_id, pack.conversation_id});
}

}  // namespace ling::sticker_packs
