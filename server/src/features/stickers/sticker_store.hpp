// All SQL on stickers. Functions take the transaction they run in.
#pragma once

#include "ling/protocol/stickers.hpp"
#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ling::sticker_store {

/// Where stickers stand in an order: among a user's own, or in a pack. The other one is 0.
struct Shelf {
  UserId user_id;
  StickerPackId pack_id;
};
BOOST_DESCRIBE_STRUCT(Shelf, (), (user_id, pack_id))

/// In their order.
std::vector<Sticker> on(Tx& tx, const Shelf& shelf);
int count(Tx& tx, const Shelf& shelf);
std::optional<Sticker> one(Tx& tx, StickerId sticker_id);
/// With these bytes.
std::optional<Sticker> one_with(Tx& tx, const Shelf& shelf, std::string_view hash);
/// Nothing for a sticker that nobody has.
std::optional<Shelf> shelf_of(Tx& tx, StickerId sticker_id);
/// Packs with a sticker of this file, the newest first.
std::vector<StickerPackId> packs_with(Tx& tx, FileId file_id);

enum class End { front, back };
Sticker add(Tx& tx, const Shelf& shelf, Sticker sticker, std::string_view hash, End end);
void describe(Tx& tx, StickerId sticker_id, std::string_view word);
void set_place(Tx& tx, StickerId sticker_id, int place);
void remove(Tx& tx, StickerId sticker_id);

}  // namespace ling::sticker_store
