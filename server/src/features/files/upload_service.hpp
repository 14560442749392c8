// Uploads by tus 1.0.0 (https://tus.io/protocols/resumable-upload): POST makes one, PATCH adds a piece, HEAD tells how far
// it is, DELETE ends it. What was acknowledged is on disk, also after a crash. Memory per upload is one buffer.
// Once all bytes are there the answer names the file they became: "Ling-File-Id: 17". Any loop may call.
#pragma once

#include "dispatch/web_route.hpp"
#include "features/files/blob_contents.hpp"
#include "features/files/file_rules.hpp"
#include "features/files/file_store.hpp"
#include "features/files/partial_files.hpp"
#include "features/files/tus.hpp"
#include "foundation/lanes.hpp"
#include "storage/database.hpp"

#include <optional>
#include <string>

namespace ling {

class UploadService {
 public:
  UploadService(Database& database, Lanes& lanes, PartialFiles& partials, BlobContents& contents, FileLimits limits)
      : database_(database), lanes_(lanes), partials_(partials), contents_(contents), limits_(limits) {}

  /// What is at /uploads and below.
  Task<WebAnswer> answer(WebRequest& request);

  /// A file of a user's out of bytes that were made here. nullopt where the user may not have more.
  Task<std::optional<FileId>> store(UserId owner_id, std::string name, std::string bytes);

 private:
  using UploadRow = file_store::UploadRow;

  Task<WebAnswer> create(WebRequest& request);
  Task<WebAnswer> tell(UploadRow upload);
  Task<WebAnswer> add(WebRequest& request, UploadRow upload);
  Task<WebAnswer> end(UploadRow upload);

  Task<Result<UploadRow>> new_upload(UserId owner_id, std::uint64_t size, std::string name);
  /// The asker's own upload; not_found for any other, expired or not.
  Task<std::optional<UploadRow>> find(UserId user_id, std::string upload_id);
  Task<std::optional<std::uint64_t>> length(const std::string& upload_id);
  struct Received {
    PartialFiles::End end = PartialFiles::End::superseded;
    bool at_offset = true;  ///< false: the upload is elsewhere, and nothing was taken.
  };
  /// Takes the body. nullopt: there is no such upload any more.
  Task<std::optional<Received>> receive(WebRequest& request, const std::string& upload_id, std::uint64_t offset,
                                        std::optional<tus::Checksum> checksum);
  /// The same; on a full disk the whole upload ends before StorageFull is thrown.
  Task<std::optional<Received>> receive_or_end(WebRequest& request, UploadRow upload, std::uint64_t offset,
                                               std::optional<tus::Checksum> checksum);
  Task<WebAnswer> progress(UploadRow upload, unsigned status);
  /// nullopt: not all of it is there for good, or it is no longer there.
  Task<std::optional<FileId>> complete(UploadRow upload);

  Database& database_;
  Lanes& lanes_;
  PartialFiles& partials_;
  BlobContents& contents_;
  FileLimits limits_;
};

}  // namespace ling
