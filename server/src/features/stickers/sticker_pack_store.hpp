// All SQL on packs of stickers. Functions take the transaction they run in.
#pragma once

#include "ling/protocol/stickers.hpp"
#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling::sticker_pack_store {

/// Whose packs stand together in an order: a user's, or a group's. The other one is 0.
struct Owner {
  UserId user_id;
  ConversationId conversation_id;
};

struct PackRow {
  StickerPackId pack_id;
  UserId user_id;
  ConversationId conversation_id;
  std::string name;
  StickerId cover_id;
  int revision = 0;
};
BOOST_DESCRIBE_STRUCT(PackRow, (), (pack_id, user_id, conversation_id, name, cover_id, revision))

/// In their order.
std::vector<PackRow> of(Tx& tx, const Owner& owner);
std::optional<PackRow> one(Tx& tx, StickerPackId pack_id);
/// Without a cover and at revision 0; a user's in front of the others, a group's behind.
PackRow add(Tx& tx, const Owner& owner, const std::string& name);
/// Name, cover and revision.
void change(Tx& tx, const PackRow& pack);
void set_place(Tx& tx, StickerPackId pack_id, int place);
void remove(Tx& tx, StickerPackId pack_id);
/// Groups that have packs.
std::vector<ConversationId> groups(Tx& tx);

}  // namespace ling::sticker_pack_store
