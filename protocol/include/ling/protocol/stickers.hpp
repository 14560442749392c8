// Stickers: small pictures that stand for a mood. Each is a file; a message carries it as an attachment of kind sticker.
// A user keeps some of their own, and packs; a group has packs that all members may send from.
#pragma once

#include "ling/protocol/declaration.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

struct Sticker {
  StickerId sticker_id;
  FileId file_id;         ///< A GIF, WebP, PNG or JPEG picture of at most 1 MiB.
  std::string word = {};  ///< What it says, to find it by: at most 32 characters in one line; may be empty.
  int width = 0;          ///< In pixels, at most 512, as the server made it out from the bytes; so is height.
  int height = 0;
  bool animated = false;
};
BOOST_DESCRIBE_STRUCT(Sticker, (), (sticker_id, file_id, word, width, height, animated))

struct StickerPack {
  StickerPackId pack_id;
  std::string name;  ///< 1 to 32 visible characters in one line.
  Sticker cover;
  int count = 0;     ///< How many stickers are in it, 1 to 120.
  int revision = 0;  ///< Goes up whenever one of them changes.
};
BOOST_DESCRIBE_STRUCT(StickerPack, (), (pack_id, name, cover, count, revision))

struct AddSticker {
  static constexpr CommandInfo command{
      "sticker.add", Access::signed_in,
      "Put a picture that I may read among my stickers, in front, or at the end of a pack that I may change: one that I "
      "uploaded, or one out of a message. One that is there already is answered as it is. Refuses sticker_invalid, and "
      "stickers_full above 300, or 120 in a pack."};
  using Answer = Sticker;
  FileId file_id;
  std::optional<std::string> word;
  std::optional<StickerPackId> pack_id;
};
BOOST_DESCRIBE_STRUCT(AddSticker, (), (file_id, word, pack_id))

struct RemoveStickers {
  static constexpr CommandInfo command{
      "sticker.remove", Access::signed_in,
      "Remove stickers of mine, or of packs that I may change, all or none. What was sent stays. A pack goes with the "
      "last of its stickers."};
  using Answer = Done;
  std::vector<StickerId> sticker_ids;  ///< At most 300.
};
BOOST_DESCRIBE_STRUCT(RemoveStickers, (), (sticker_ids))

struct PlaceSticker {
  static constexpr CommandInfo command{"sticker.place", Access::signed_in,
                                       "Move a sticker of mine, or of a pack that I may change, to another place."};
  using Answer = Done;
  StickerId sticker_id;
  int place = 0;  ///< Among those it stands with, 0 first; past the end is the end.
};
BOOST_DESCRIBE_STRUCT(PlaceSticker, (), (sticker_id, place))

struct DescribeSticker {
  static constexpr CommandInfo command{"sticker.describe", Access::signed_in,
                                       "Say what a sticker says: one of mine, or of a pack that I may change."};
  using Answer = Sticker;
  StickerId sticker_id;
  std::string word;
};
BOOST_DESCRIBE_STRUCT(DescribeSticker, (), (sticker_id, word))

/// A picture that I may read, on its way into a pack.
struct NewSticker {
  FileId file_id;
  std::optional<std::string> word;
};
BOOST_DESCRIBE_STRUCT(NewSticker, (), (file_id, word))

struct CreateStickerPack {
  static constexpr CommandInfo command{
      "sticker_pack.create", Access::signed_in,
      "Make a pack of stickers, for me in front of my packs, or at the end of those of a group that I own or am an admin "
      "of. All of them or none. Refuses sticker_invalid, and stickers_full above 30 packs, or 10 of a group."};
  using Answer = StickerPack;
  std::string name;
  std::vector<NewSticker> stickers;  ///< 1 to 120; of pictures with the same bytes the first counts.
  std::optional<ConversationId> conversation_id;
};
BOOST_DESCRIBE_STRUCT(CreateStickerPack, (), (name, stickers, conversation_id))

struct StickerPacks {
  std::vector<StickerPack> packs;  ///< In their order.
};
BOOST_DESCRIBE_STRUCT(StickerPacks, (), (packs))

struct ListStickerPacks {
  static constexpr CommandInfo command{"sticker_pack.list", Access::signed_in,
                                       "The packs of a group that I am in; mine are in the snapshot."};
  using Answer = StickerPacks;
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(ListStickerPacks, (), (conversation_id))

struct StickerPackContent {
  StickerPack pack;
  std::vector<Sticker> stickers;  ///< In their order.
};
BOOST_DESCRIBE_STRUCT(StickerPackContent, (), (pack, stickers))

struct ReadStickerPack {
  static constexpr CommandInfo command{
      "sticker_pack.read", Access::signed_in,
      "What is in a pack of mine, of a group that I am in, or of which I may read a message with a sticker."};
  using Answer = StickerPackContent;
  StickerPackId pack_id;
};
BOOST_DESCRIBE_STRUCT(ReadStickerPack, (), (pack_id))

struct FindStickerPack {
  static constexpr CommandInfo command{"sticker_pack.find", Access::signed_in,
                                       "The pack that a sticker in a message comes from, if it is in one still."};
  using Answer = StickerPackContent;
  FileId file_id;
};
BOOST_DESCRIBE_STRUCT(FindStickerPack, (), (file_id))

struct CopyStickerPack {
  static constexpr CommandInfo command{
      "sticker_pack.copy", Access::signed_in,
      "Make a pack that I may read one of mine, or one of a group that I own or am an admin of. The copy is on its own "
      "from then on."};
  using Answer = StickerPack;
  StickerPackId pack_id;
  std::optional<ConversationId> conversation_id;
};
BOOST_DESCRIBE_STRUCT(CopyStickerPack, (), (pack_id, conversation_id))

struct ConfigureStickerPack {
  static constexpr CommandInfo command{
      "sticker_pack.configure", Access::signed_in,
      "Name and cover of a pack of mine, or of a group that I own or am an admin of; null leaves a thing as it is."};
  using Answer = StickerPack;
  StickerPackId pack_id;
  std::optional<std::string> name;
  std::optional<StickerId> cover_id;  ///< One of its stickers.
};
BOOST_DESCRIBE_STRUCT(ConfigureStickerPack, (), (pack_id, name, cover_id))

struct PlaceStickerPack {
  static constexpr CommandInfo command{"sticker_pack.place", Access::signed_in,
                                       "Move a pack that I may change to another place."};
  using Answer = Done;
  StickerPackId pack_id;
  int place = 0;  ///< Among those it stands with, 0 first; past the end is the end.
};
BOOST_DESCRIBE_STRUCT(PlaceStickerPack, (), (pack_id, place))

struct RemoveStickerPack {
  static constexpr CommandInfo command{"sticker_pack.remove", Access::signed_in,
                                       "Remove a pack that I may change. What was sent stays."};
  using Answer = Done;
  StickerPackId pack_id;
};
BOOST_DESCRIBE_STRUCT(RemoveStickerPack, (), (pack_id))

using StickerCommands = CommandList<AddSticker, RemoveStickers, PlaceSticker, DescribeSticker, CreateStickerPack,
                                    ListStickerPacks, ReadStickerPack, FindStickerPack, CopyStickerPack,
                                    ConfigureStickerPack, PlaceStickerPack, RemoveStickerPack>;

struct StickerAdded {
  static constexpr EventInfo event{"sticker.added", Durability::durable,
                                   "I have one more sticker of my own; it stands in front."};
  Sticker sticker;
};
BOOST_DESCRIBE_STRUCT(StickerAdded, (), (sticker))

struct StickersRemoved {
  static constexpr EventInfo event{"stickers.removed", Durability::durable, "I no longer have these of my own."};
  std::vector<StickerId> sticker_ids;
};
BOOST_DESCRIBE_STRUCT(StickersRemoved, (), (sticker_ids))

struct StickerPlaced {
  static constexpr EventInfo event{"sticker.placed", Durability::durable, "A sticker of my own stands elsewhere."};
  StickerId sticker_id;
  int place = 0;  ///< Among all of them, once it was taken out.
};
BOOST_DESCRIBE_STRUCT(StickerPlaced, (), (sticker_id, place))

struct StickerChanged {
  static constexpr EventInfo event{"sticker.changed", Durability::durable, "A sticker of my own says something else."};
  Sticker sticker;
};
BOOST_DESCRIBE_STRUCT(StickerChanged, (), (sticker))

struct StickerPacksChanged {
  static constexpr EventInfo event{"sticker_packs.changed", Durability::durable,
                                   "I made, changed, placed or removed a pack of mine, or something in one."};
  std::vector<StickerPack> packs;  ///< All of them, in my order.
};
BOOST_DESCRIBE_STRUCT(StickerPacksChanged, (), (packs))

struct GroupStickerPacksChanged {
  static constexpr EventInfo event{"group.sticker_packs_changed", Durability::durable,
                                   "The packs of a group, or what is in them, are not what they were: "
                                   "sticker_pack.list."};
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(GroupStickerPacksChanged, (), (conversation_id))

using StickerEvents = EventList<StickerAdded, StickersRemoved, StickerPlaced, StickerChanged, StickerPacksChanged,
                                GroupStickerPacksChanged>;

}  // namespace ling
