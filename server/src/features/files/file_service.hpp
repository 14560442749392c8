// Files once they are complete: whose they are, who may read them, what holds them. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/files/file_rules.hpp"
#include "ling/protocol/files.hpp"
#include "storage/database.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ling {

class FileService {
 public:
  /// Whether a user may read something that holds a file; the rules of messages are the business of another feature.
  using MayRead = bool (*)(Tx&, UserId, FileId);

  FileService(Database& database, FileLimits limits, MayRead may_read)
      : database_(database), limits_(limits), may_read_(may_read) {}

  void bind(Dispatcher& dispatcher);

  struct Readable {
    std::string hash;
    std::int64_t size = 0;
    std::string name, type;
    bool removed = false;  ///< By the administrator: there are no bytes to read.
  };
  /// What a user may read: their own, and what is held by something they may read. Looked up at every request.
  Task<std::optional<Readable>> readable(UserId user_id, FileId file_id);
  /// The same, within a transaction.
  std::optional<Readable> look_up(Tx& tx, UserId user_id, FileId file_id) const;

  /// What a sender says of files of theirs, completed by what is known of them. Writes nothing. Refuses bad_request, and
  /// not_found for files that are not theirs; `lent` tells which of others they may send as stickers.
  static Result<std::vector<Attachment>> attach(Tx& tx, UserId sender_id, const std::vector<NewAttachment>& attachments,
                                                MayRead lent);
  /// Every file of attachments, previews included.
  static std::vector<FileId> files_of(const std::vector<Attachment>& attachments);
  /// Something holds them from now on.
  static void hold(Tx& tx, const std::vector<FileId>& files);
  /// One thing less holds them.
  static void release(Tx& tx, const std::vector<FileId>& files);
  /// A file of the user's with the bytes of one they may read, be it theirs already. Something holds it from now on.
  /// Refuses not_found, quota_full.
  Result<FileId> take(Tx& tx, UserId user_id, FileId file_id) const;

  /// So much more would not be too much for a user. Refuses quota_full.
  static Result<void> check_quota(Tx& tx, UserId user_id, std::int64_t more, const FileLimits& limits);

 private:
  Result<StoredFile> copy(Tx& tx, UserId user_id, const CopyFile& command);
  Result<StoredFile> find(Tx& tx, UserId user_id, const FindFile& command);

  Database& database_;
  FileLimits limits_;
  MayRead may_read_;
};

}  // namespace ling
