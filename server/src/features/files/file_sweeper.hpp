// Removes what nobody needs: uploads that were given up, files that nothing holds, bytes without a file, and files on
// disk that no row knows of. Blocks; runs on the chores thread.
#pragma once

#include "features/files/blob_contents.hpp"
#include "features/files/file_rules.hpp"
#include "features/files/partial_files.hpp"
#include "storage/database.hpp"

namespace ling {

class FileSweeper {
 public:
  FileSweeper(Database& database, Lanes& lanes, PartialFiles& partials, BlobStore& store, BlobContents& contents,
              FileLimits limits)
      : database_(database), lanes_(lanes), partials_(partials), store_(store), contents_(contents), limits_(limits) {}

  void sweep();

 private:
  void end_expired_uploads();
  void remove_stray_uploads();
  void remove_unused_files();
  void remove_stray_contents();

  Database& database_;
  Lanes& lanes_;
  PartialFiles& partials_;
  BlobStore& store_;
  BlobContents& contents_;
  FileLimits limits_;
};

}  // namespace ling
