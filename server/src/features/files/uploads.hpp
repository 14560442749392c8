// Uploads on their way to becoming files: a row and a partial file each, until all bytes are there. Any loop may call.
#pragma once

#include "features/files/blob_contents.hpp"
#include "features/files/file_rules.hpp"
#include "features/files/file_store.hpp"
#include "features/files/partial_files.hpp"
#include "foundation/lanes.hpp"
#include "storage/database.hpp"

#include <optional>
#include <string>

namespace ling {

class Uploads {
 public:
  using Row = file_store::UploadRow;

  /// What it is built upon must outlive it. `lanes` are those of the partial files.
  Uploads(Database& database, Lanes& lanes, PartialFiles& partials, BlobContents& contents, FileLimits limits)
      : database_(database), lanes_(lanes), partials_(partials), contents_(contents), limits_(limits) {}

  /// An empty one of a user's, of a file that will be called so. Refuses quota_full, and too_many_requests while too
  /// many are unfinished. Throws StorageFull.
  Task<Result<Row>> begin(UserId owner_id, std::uint64_t size, std::string name);
  /// The asker's own; nullopt for any other, expired or not.
  Task<std::optional<Row>> find(UserId user_id, std::string upload_id);
  /// Bytes that have safely arrived; nullopt when it is over.
  Task<std::optional<std::uint64_t>> length(const std::string& upload_id);
  /// Something arrived: it is kept for longer.
  Task<void> postpone_expiry(const Row& upload);
  /// The file that it became. nullopt: not all of it is there for good, or it is no longer there.
  Task<std::optional<FileId>> complete(Row upload);
  /// With what has arrived.
  Task<void> end(Row upload);

  /// A file of a user's out of bytes that were made here. nullopt where the user may not have more.
  Task<std::optional<FileId>> store(UserId owner_id, std::string name, std::string bytes);

 private:
  Database& database_;
  Lanes& lanes_;
  PartialFiles& partials_;
  BlobContents& contents_;
  FileLimits limits_;
};

}  // namespace ling
