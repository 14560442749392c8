// What files take, and making room, for administrators. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/files/file_store.hpp"
#include "ling/protocol/storage.hpp"
#include "storage/database.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace ling {

class StorageService {
 public:
  /// Which messages hold what is the business of another feature.
  struct Holders {
    std::vector<StoredByConversation> (*by_conversation)(Tx&, int limit);
    /// How many messages hold a file: all, or those of one conversation.
    int (*messages_with)(Tx&, FileId, std::optional<ConversationId>);
  };

  /// `folder`: where the files lie.
  StorageService(Database& database, std::filesystem::path folder, Holders holders)
      : database_(database), folder_(std::move(folder)), holders_(holders) {}

  void bind(Dispatcher& dispatcher);
  /// Told of bytes that one file less has, once that is sure; on any thread.
  void on_removed(std::function<void(const std::string& hash)> told) { removed_ = std::move(told); }

  Task<Result<StorageReport>> report();
  /// What anything but messages holds stays. Refuses bad_request.
  Task<Result<FilesRemoved>> remove(RemoveFiles command);

 private:
  struct Step {
    FilesRemoved removed = {};
    std::vector<std::string> hashes = {};
    FileId last = {};
    bool done = false;
  };
  Step step(Tx& tx, const RemoveFiles& command, FileId after) const;

  Database& database_;
  std::filesystem::path folder_;
  Holders holders_;
  std::function<void(const std::string& hash)> removed_;
};

}  // namespace ling
