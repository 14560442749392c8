// The blob store together with the table that counts who uses what is in it: what a row names is always there, and what
// no row names goes away. A hash belongs to its lane, where storing and removing it come one after the other.
#pragma once

#include "features/files/blob_store.hpp"
#include "foundation/lanes.hpp"
#include "storage/database.hpp"

#include <map>
#include <string>
#include <vector>

namespace ling {

class BlobContents {
 public:
  BlobContents(BlobStore& store, Lanes& lanes, Database& database)
      : store_(store), lanes_(lanes), database_(database), pins_(lanes.count()) {}

  /// Stores a local file. Until unpin() it is not removed though no row may name it yet.
  Task<void> keep_pinned(std::string hash, std::filesystem::path file);
  void unpin(const std::string& hash);
  /// Removes it, unless it is pinned or a row with a file names it. Any thread; nobody waits.
  void remove_unless_used(const std::string& hash);
  /// Sets it aside, unless it is pinned or there is a row of it. Any thread; nobody waits.
  void set_aside_unless_known(const std::string& hash);

 private:
  BlobStore& store_;
  Lanes& lanes_;
  Database& database_;
  std::vector<std::map<std::string, int>> pins_;  ///< By lane.
};

}  // namespace ling
