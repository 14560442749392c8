#include "features/stickers/sticker_service.hpp"

#include "binding/bind.hpp"
#include "features/stickers/order.hpp"
#include "features/stickers/sticker_pack_rights.hpp"
#include "features/stickers/sticker_rules.hpp"
#include "features/stickers/sticker_store.hpp"
#include "storage/event_log.hpp"

#include <algorithm>
#include <map>

namespace ling {
namespace {

using sticker_store::Shelf;

/// Where a sticker stands, for somebody who may change it there.
struct Place {
  Shelf shelf;
  std::optional<sticker_packs::PackRow> pack;  ///< None: it is one of the user's own.
};

std::optional<Place> place_of(Tx& tx, UserId user_id, StickerId sticker_id) {
  const auto shelf = sticker_store::shelf_of(tx, sticker_id);
  if (!shelf) return std::nullopt;
  if (shelf->pack_id == StickerPackId{})
    return shelf->user_id == user_id ? std::optional(Place{*shelf, {}}) : std::nullopt;
  auto pack = sticker_packs::changeable(tx, user_id, shelf->pack_id);
  return pack ? std::optional(Place{*shelf, std::move(pack)}) : std::nullopt;
}

}  // namespace

void StickerService::bind(Dispatcher& dispatcher) {
  dispatcher.on<AddSticker>(RateClass::sending, [this](Request& request, AddSticker command) {
    return add(request.user(), std::move(command));
  });
  bind_write<RemoveStickers>(dispatcher, database_, RateClass::cheap, remove);
  bind_write<PlaceSticker>(dispatcher, database_, RateClass::cheap, place);
  bind_write<DescribeSticker>(dispatcher, database_, RateClass::cheap, describe);
}

void StickerService::add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot) {
  snapshot.stickers = sticker_store::on(tx, {.user_id = user_id});
}

Task<Result<Sticker>> StickerService::add(UserId user_id, AddSticker command) {
  std::vector<NewSticker> wanted{{command.file_id, command.word}};
  const auto measured = co_await reader_.measure(user_id, std::move(wanted));
  if (!measured) co_return tl::unexpected(measured.error());
  auto work = [&](Tx& tx) { return keep(tx, user_id, command, measured->front()); };
  co_return co_await database_.write(std::move(work));
}

Result<Sticker> StickerService::keep(Tx& tx, UserId user_id, const AddSticker& command, Sticker sticker) const {
  std::optional<sticker_packs::PackRow> pack;
  if (command.pack_id && !(pack = sticker_packs::changeable(tx, user_id, *command.pack_id)))
    return refuse(ErrorCode::not_found);
  const Shelf shelf = pack ? Shelf{.pack_id = pack->pack_id} : Shelf{.user_id = user_id};
  // Whether it may be read can have changed while it was measured; what it is cannot.
  const auto file = files_.look_up(tx, user_id, command.file_id);
  if (!file || file->removed) return refuse(ErrorCode::not_found);
  if (auto had = sticker_store::one_with(tx, shelf, file->hash)) return *std::move(had);
  const auto most = static_cast<int>(pack ? most_in_pack : most_stickers);
  if (sticker_store::count(tx, shelf) >= most) return refuse(ErrorCode::stickers_full);
  const auto taken = files_.take(tx, user_id, command.file_id);
  if (!taken) return tl::unexpected(taken.error());
  sticker.file_id = *taken;
  const auto end = pack ? sticker_store::End::back : sticker_store::End::front;
  sticker = sticker_store::add(tx, shelf, std::move(sticker), file->hash, end);
  if (pack) {
    sticker_packs::touch(tx, *std::move(pack));
  } else {
    emit(tx, user_id, StickerAdded{sticker});
  }
  return sticker;
}

Result<Done> StickerService::remove(Tx& tx, UserId user_id, const RemoveStickers& command) {
  if (command.sticker_ids.size() > most_stickers) return refuse(ErrorCode::too_large, "sticker_ids");
  std::vector<StickerId> all = command.sticker_ids;
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::map<StickerPackId, sticker_packs::PackRow> packs;
  std::vector<StickerId> own;
  std::vector<FileId> files;
  for (const StickerId sticker_id : all) {
    auto place = place_of(tx, user_id, sticker_id);
    if (!place) return refuse(ErrorCode::not_found);
    files.push_back(sticker_store::one(tx, sticker_id).value().file_id);
    if (place->pack) {
      packs.emplace(place->pack->pack_id, *std::move(place->pack));
    } else {
      own.push_back(sticker_id);
    }
  }
  for (const StickerId sticker_id : all)
    sticker_store::remove(tx, sticker_id);
  FileService::release(tx, files);
  if (!own.empty()) emit(tx, user_id, StickersRemoved{std::move(own)});
  for (auto& [pack_id, pack] : packs)
    sticker_packs::touch(tx, std::move(pack));
  return Done{};
}

Result<Done> StickerService::place(Tx& tx, UserId user_id, const PlaceSticker& command) {
  auto where = place_of(tx, user_id, command.sticker_id);
  if (!where) return refuse(ErrorCode::not_found);
  if (command.place < 0) return refuse(ErrorCode::bad_request, "place: not negative expected");
  std::vector<Sticker> order = sticker_store::on(tx, where->shelf);
  const auto found = std::find_if(order.begin(), order.end(),
                                  [&](const Sticker& one) { return one.sticker_id == command.sticker_id; });
  const auto before = found - order.begin();
  const int place = move_to(order, found, command.place);
  if (place == before) return Done{};
  for (std::size_t at = 0; at < order.size(); ++at)
    sticker_store::set_place(tx, order[at].sticker_id, static_cast<int>(at));
  if (where->pack) {
    sticker_packs::touch(tx, *std::move(where->pack));
  } else {
    emit(tx, user_id, StickerPlaced{command.sticker_id, place});
  }
  return Done{};
}

Result<Sticker> StickerService::describe(Tx& tx, UserId user_id, const DescribeSticker& command) {
  auto where = place_of(tx, user_id, command.sticker_id);
  if (!where) return refuse(ErrorCode::not_found);
  auto word = valid_sticker_word(command.word);
  if (!word) return tl::unexpected(word.error());
  Sticker sticker = sticker_store::one(tx, command.sticker_id).value();
  if (sticker.word == *word) return sticker;
  sticker.word = *std::move(word);
  sticker_store::describe(tx, sticker.sticker_id, sticker.word);
  if (where->pack) {
    sticker_packs::touch(tx, *std::move(where->pack));
  } else {
    emit(tx, user_id, StickerChanged{sticker});
  }
  return sticker;
}

}  // namespace ling
