#include "features/stickers/sticker_pack_service.hpp"

#include "binding/bind.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/stickers/order.hpp"
#include "features/stickers/sticker_pack_rights.hpp"
#include "features/stickers/sticker_pack_store.hpp"
#include "features/stickers/sticker_rules.hpp"
#include "features/stickers/sticker_store.hpp"

#include <algorithm>

namespace ling {
namespace {

using sticker_pack_store::Owner;
using sticker_pack_store::PackRow;

StickerPackContent content_of(Tx& tx, const PackRow& pack) {
  return {sticker_packs::seen(tx, pack), sticker_store::on(tx, {.pack_id = pack.pack_id})};
}

Owner owner_of(const PackRow& pack) {
  return {pack.user_id, pack.conversation_id};
}

}  // namespace

void StickerPackService::bind(Dispatcher& dispatcher) {
  dispatcher.on<CreateStickerPack>(RateClass::sending, [this](Request& request, CreateStickerPack command) {
    return create(request.user(), std::move(command));
  });
  bind_write<CopyStickerPack>(
      dispatcher, database_, RateClass::sending,
      [this](Tx& tx, UserId user_id, const CopyStickerPack& command) { return copy(tx, user_id, command); });
  bind_read<ListStickerPacks>(dispatcher, database_, RateClass::cheap, list);
  bind_read<ReadStickerPack>(dispatcher, database_, RateClass::cheap, read);
  bind_read<FindStickerPack>(dispatcher, database_, RateClass::cheap, find);
  bind_write<ConfigureStickerPack>(dispatcher, database_, RateClass::cheap, configure);
  bind_write<PlaceStickerPack>(dispatcher, database_, RateClass::cheap, place);
  bind_write<RemoveStickerPack>(dispatcher, database_, RateClass::cheap, remove);
}

void StickerPackService::add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot) {
  snapshot.sticker_packs = sticker_packs::seen_of(tx, {.user_id = user_id});
}

bool StickerPackService::may_read_file(Tx& tx, UserId user_id, FileId file_id) {
  const auto packs = sticker_store::packs_with(tx, file_id);
  return std::any_of(packs.begin(), packs.end(),
                     [&](StickerPackId pack_id) { return sticker_packs::readable(tx, user_id, pack_id).has_value(); });
}

std::vector<FileId> StickerPackService::release_files(Tx& tx, int limit) {
  std::vector<FileId> released;
  for (const ConversationId group : sticker_pack_store::groups(tx)) {
    // A group always has an owner, until it is ended.
    if (!group_conversation_service::leaders(tx, group).empty()) continue;
    for (const PackRow& pack : sticker_pack_store::of(tx, {.conversation_id = group})) {
      const auto stickers = sticker_store::on(tx, {.pack_id = pack.pack_id});
      if (released.size() + stickers.size() > static_cast<std::size_t>(limit)) return released;
      for (const Sticker& sticker : stickers)
        released.push_back(sticker.file_id);
      sticker_pack_store::remove(tx, pack.pack_id);
    }
  }
  return released;
}

Task<Result<StickerPack>> StickerPackService::create(UserId user_id, CreateStickerPack command) {
  auto name = valid_sticker_pack_name(command.name);
  if (!name) co_return tl::unexpected(name.error());
  if (command.stickers.empty()) co_return refuse(ErrorCode::bad_request, "stickers: at least one expected");
  if (command.stickers.size() > most_in_pack) co_return refuse(ErrorCode::stickers_full);
  const auto measured = co_await reader_.measure(user_id, std::move(command.stickers));
  if (!measured) co_return tl::unexpected(measured.error());
  auto work = [&](Tx& tx) { return make(tx, user_id, *name, *measured, command.conversation_id); };
  co_return co_await database_.write(std::move(work));
}

Result<StickerPack> StickerPackService::make(Tx& tx, UserId user_id, const std::string& name,
                                             const std::vector<Sticker>& stickers,
                                             std::optional<ConversationId> conversation_id) const {
  if (conversation_id && !sticker_packs::leads(tx, user_id, *conversation_id)) return refuse(ErrorCode::not_found);
  const Owner owner = conversation_id ? Owner{.conversation_id = *conversation_id} : Owner{.user_id = user_id};
  if (sticker_pack_store::of(tx, owner).size() >= (conversation_id ? most_group_packs : most_packs))
    return refuse(ErrorCode::stickers_full);
  PackRow pack = sticker_pack_store::add(tx, owner, name);
  for (const Sticker& sticker : stickers) {
    const auto file = files_.look_up(tx, user_id, sticker.file_id);
    if (!file || file->removed) return refuse(ErrorCode::not_found);
    if (sticker_store::one_with(tx, {.pack_id = pack.pack_id}, file->hash)) continue;
    const auto taken = files_.take(tx, user_id, sticker.file_id);
    if (!taken) return tl::unexpected(taken.error());
    Sticker added = sticker;
    added.file_id = *taken;
    added = sticker_store::add(tx, {.pack_id = pack.pack_id}, added, file->hash, sticker_store::End::back);
    if (pack.cover_id == StickerId{}) pack.cover_id = added.sticker_id;
  }
  sticker_packs::touch(tx, pack);
  return sticker_packs::seen(tx, sticker_pack_store::one(tx, pack.pack_id).value());
}

Result<StickerPack> StickerPackService::copy(Tx& tx, UserId user_id, const CopyStickerPack& command) const {
  const auto pack = sticker_packs::readable(tx, user_id, command.pack_id);
  if (!pack) return refuse(ErrorCode::not_found);
  const auto stickers = sticker_store::on(tx, {.pack_id = pack->pack_id});
  return make(tx, user_id, pack->name, stickers, command.conversation_id);
}

Result<StickerPacks> StickerPackService::list(Tx& tx, UserId user_id, const ListStickerPacks& command) {
  if (!group_conversation_service::seat_of(tx, command.conversation_id, user_id)) return refuse(ErrorCode::not_found);
  return StickerPacks{sticker_packs::seen_of(tx, {.conversation_id = command.conversation_id})};
}

Result<StickerPackContent> StickerPackService::read(Tx& tx, UserId user_id, const ReadStickerPack& command) {
  const auto pack = sticker_packs::readable(tx, user_id, command.pack_id);
  if (!pack) return refuse(ErrorCode::not_found);
  return content_of(tx, *pack);
}

Result<StickerPackContent> StickerPackService::find(Tx& tx, UserId user_id, const FindStickerPack& command) {
  for (const StickerPackId pack_id : sticker_store::packs_with(tx, command.file_id)) {
    if (const auto pack = sticker_packs::readable(tx, user_id, pack_id)) return content_of(tx, *pack);
  }
  return refuse(ErrorCode::not_found);
}

Result<StickerPack> StickerPackService::configure(Tx& tx, UserId user_id, const ConfigureStickerPack& command) {
  auto pack = sticker_packs::changeable(tx, user_id, command.pack_id);
  if (!pack) return refuse(ErrorCode::not_found);
  const PackRow before = *pack;
  if (command.name) {
    auto name = valid_sticker_pack_name(*command.name);
    if (!name) return tl::unexpected(name.error());
    pack->name = *std::move(name);
  }
  if (command.cover_id) {
    const auto shelf = sticker_store::shelf_of(tx, *command.cover_id);
    if (!shelf || shelf->pack_id != pack->pack_id) return refuse(ErrorCode::not_found);
    pack->cover_id = *command.cover_id;
  }
  if (pack->name != before.name || pack->cover_id != before.cover_id) {
    sticker_pack_store::change(tx, *pack);
    sticker_packs::tell(tx, owner_of(*pack));
  }
  return sticker_packs::seen(tx, *pack);
}

Result<Done> StickerPackService::place(Tx& tx, UserId user_id, const PlaceStickerPack& command) {
  const auto pack = sticker_packs::changeable(tx, user_id, command.pack_id);
  if (!pack) return refuse(ErrorCode::not_found);
  if (command.place < 0) return refuse(ErrorCode::bad_request, "place: not negative expected");
  std::vector<PackRow> order = sticker_pack_store::of(tx, owner_of(*pack));
  const auto found =
      std::find_if(order.begin(), order.end(), [&](const PackRow& one) { return one.pack_id == pack->pack_id; });
  const auto before = found - order.begin();
  if (move_to(order, found, command.place) == before) return Done{};
  for (std::size_t at = 0; at < order.size(); ++at)
    sticker_pack_store::set_place(tx, order[at].pack_id, static_cast<int>(at));
  sticker_packs::tell(tx, owner_of(*pack));
  return Done{};
}

Result<Done> StickerPackService::remove(Tx& tx, UserId user_id, const RemoveStickerPack& command) {
  const auto pack = sticker_packs::changeable(tx, user_id, command.pack_id);
  if (!pack) return refuse(ErrorCode::not_found);
  sticker_packs::remove(tx, *pack);
  return Done{};
}

}  // namespace ling
