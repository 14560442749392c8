// Who may look into a pack of stickers and who may change it; what others are shown of it. Runs in the caller's transaction.
#pragma once

#include "features/stickers/sticker_pack_store.hpp"
#include "ling/protocol/stickers.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <vector>

namespace ling::sticker_packs {

using sticker_pack_store::PackRow;

/// Who owns a group, or is an admin of it.
bool leads(Tx& tx, UserId user_id, ConversationId conversation_id);
/// Nothing when the user may not look into it: it is theirs, of a group they are in, or a message that they may read
/// holds a sticker of it.
std::optional<PackRow> readable(Tx& tx, UserId user_id, StickerPackId pack_id);
/// Nothing when the user may not change it: it is theirs, or of a group that they lead.
std::optional<PackRow> changeable(Tx& tx, UserId user_id, StickerPackId pack_id);

StickerPack seen(Tx& tx, const PackRow& pack);
std::vector<StickerPack> seen_of(Tx& tx, const sticker_pack_store::Owner& owner);
/// Those whose copy is wrong, now that a pack or the order is another.
void tell(Tx& tx, const sticker_pack_store::Owner& owner);
/// What is in it has changed: counts it, sees to the cover, and tells.
void touch(Tx& tx, PackRow pack);
/// With all that is in it.
void remove(Tx& tx, const PackRow& pack);

}  // namespace ling::sticker_packs
