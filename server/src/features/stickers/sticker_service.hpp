// Single stickers: those that users keep for themselves, and those in packs. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/files/file_service.hpp"
#include "features/stickers/sticker_reader.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

namespace ling {

class StickerService {
 public:
  StickerService(Database& database, FileService& files, StickerReader& reader)
      : database_(database), files_(files), reader_(reader) {}

  void bind(Dispatcher& dispatcher);

  static void add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot);

 private:
  /// Refuses not_found (also a file that the user may not read), sticker_invalid, stickers_full, quota_full, bad_request,
  /// too_large.
  Task<Result<Sticker>> add(UserId user_id, AddSticker command);
  /// Each refuses not_found for what is neither the user's nor in a pack that they may change.
  static Result<Done> remove(Tx& tx, UserId user_id, const RemoveStickers& command);
  static Result<Done> place(Tx& tx, UserId user_id, const PlaceSticker& command);
  static Result<Sticker> describe(Tx& tx, UserId user_id, const DescribeSticker& command);

  Result<Sticker> keep(Tx& tx, UserId user_id, const AddSticker& command, Sticker sticker) const;

  Database& database_;
  FileService& files_;
  StickerReader& reader_;
};

}  // namespace ling
