// Packs of stickers, of users and of groups. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/files/file_service.hpp"
#include "features/stickers/sticker_reader.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <optional>
#include <vector>

namespace ling {

class StickerPackService {
 public:
  StickerPackService(Database& database, FileService& files, StickerReader& reader)
      : database_(database), files_(files), reader_(reader) {}

  void bind(Dispatcher& dispatcher);

  static void add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot);
  /// Whether a pack that the user may look into has a sticker of this file.
  static bool may_read_file(Tx& tx, UserId user_id, FileId file_id);
  /// Removes packs of groups that were ended, and returns the files that they held; at most `limit`, but whole packs.
  static std::vector<FileId> release_files(Tx& tx, int limit);

 private:
  /// Refuses not_found (a file, or a group that the user does not lead), sticker_invalid, stickers_full, quota_full,
  /// bad_request, too_large.
  Task<Result<StickerPack>> create(UserId user_id, CreateStickerPack command);
  Result<StickerPack> copy(Tx& tx, UserId user_id, const CopyStickerPack& command) const;
  // Each refuses not_found for what the user may not see, or not change.
  static Result<StickerPacks> list(Tx& tx, UserId user_id, const ListStickerPacks& command);
  static Result<StickerPackContent> read(Tx& tx, UserId user_id, const ReadStickerPack& command);
  static Result<StickerPackContent> find(Tx& tx, UserId user_id, const FindStickerPack& command);
  static Result<StickerPack> configure(Tx& tx, UserId user_id, const ConfigureStickerPack& command);
  static Result<Done> place(Tx& tx, UserId user_id, const PlaceStickerPack& command);
  static Result<Done> remove(Tx& tx, UserId user_id, const RemoveStickerPack& command);

  /// The files become the user's, wherever the pack stands.
  Result<StickerPack> make(Tx& tx, UserId user_id, const std::string& name, const std::vector<Sticker>& stickers,
                           std::optional<ConversationId> conversation_id) const;

  Database& database_;
  FileService& files_;
  StickerReader& reader_;
};

}  // namespace ling
