// Removes what nobody needs: uploads that were given up, files that nothing holds, bytes without a file. Bytes that no
// row knows of are set aside for a month: a database that does not belong to them, or one of last week, must not cost
// anybody their files. Blocks; runs on the chores thread.
#pragma once

#include "features/files/blob_contents.hpp"
#include "features/files/file_rules.hpp"
#include "features/files/partial_files.hpp"
#include "storage/database.hpp"

#include <functional>
#include <utility>
#include <vector>

namespace ling {

class FileSweeper {
 public:
  /// Takes files from what holds them though nobody can read it any more, at most so many at once; returns those taken.
  using Release = std::function<std::vector<FileId>(Tx&, int limit)>;

  FileSweeper(Database& database, Lanes& lanes, PartialFiles& partials, BlobStore& store, BlobContents& contents,
              FileLimits limits, Release release)
      : database_(database),
        lanes_(lanes),
        partials_(partials),
        store_(store),
        contents_(contents),
        limits_(limits),
        release_(std::move(release)) {}

  void sweep();

 private:
  void end_expired_uploads();
  void remove_stray_uploads();
  void release_held_for_nobody();
  void remove_unused_files();
  void remove_unused_contents();
  void set_strays_aside();

  Database& database_;
  Lanes& lanes_;
  PartialFiles& partials_;
  BlobStore& store_;
  BlobContents& contents_;
  FileLimits limits_;
  Release release_;
};

}  // namespace ling
