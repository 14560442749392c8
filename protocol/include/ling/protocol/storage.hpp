// What files take on the server, and how its administrator makes room.
#pragma once

#include "ling/protocol/chat.hpp"
#include "ling/protocol/declaration.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

/// What a file is, as the server made it out from its bytes.
enum class StorageKind { picture, video, audio, other };
BOOST_DESCRIBE_ENUM(StorageKind, picture, video, audio, other)

struct StoredByKind {
  StorageKind kind = StorageKind::other;
  std::int64_t files = 0, bytes = 0;
};
BOOST_DESCRIBE_STRUCT(StoredByKind, (), (kind, files, bytes))

struct StoredByAge {
  int days = 0;  ///< Stored at least so long ago, and less than the next in the list says.
  std::int64_t files = 0, bytes = 0;
};
BOOST_DESCRIBE_STRUCT(StoredByAge, (), (days, files, bytes))

struct StoredByConversation {
  ConversationId conversation_id;
  ConversationKind kind = ConversationKind::direct;
  std::string name;  ///< Of a group; empty for two people, whose conversation is their own business.
  std::int64_t files = 0, bytes = 0;
};
BOOST_DESCRIBE_STRUCT(StoredByConversation, (), (conversation_id, kind, name, files, bytes))

struct StorageReport {
  std::int64_t files = 0, bytes = 0;  ///< On disk: the same bytes are stored once, however many have them.
  std::int64_t free_bytes = 0;        ///< On the disk that they lie on.
  std::vector<StoredByKind> kinds;
  std::vector<StoredByAge> ages;
  /// The largest, at most 20. What was sent to two conversations counts in both.
  std::vector<StoredByConversation> conversations;
};
BOOST_DESCRIBE_STRUCT(StorageReport, (), (files, bytes, free_bytes, kinds, ages, conversations))

struct GetStorage {
  static constexpr CommandInfo command{"storage.report", Access::administrator, "What files take on the server."};
  using Answer = StorageReport;
};
BOOST_DESCRIBE_STRUCT(GetStorage, (), ())

struct FilesRemoved {
  std::int64_t files = 0, bytes = 0;  ///< What somebody else still has keeps its bytes on the disk.
};
BOOST_DESCRIBE_STRUCT(FilesRemoved, (), (files, bytes))

struct RemoveFiles {
  static constexpr CommandInfo command{
      "storage.remove", Access::administrator,
      "Remove files that messages hold, for good: the messages stay, their files answer 410. With try_only nothing is "
      "removed, and what would be is counted. Of a conversation only what no other one holds too."};
  using Answer = FilesRemoved;
  Milliseconds before = 0;                             ///< Only what was uploaded before this time.
  std::int64_t larger_than = 0;                        ///< Bytes: only files of more.
  std::optional<StorageKind> kind;                     ///< Only these; null = all.
  std::optional<ConversationId> conversation_id = {};  ///< Only what was sent there; null = anywhere.
  bool try_only = true;
};
BOOST_DESCRIBE_STRUCT(RemoveFiles, (), (before, larger_than, kind, conversation_id, try_only))

using StorageCommands = CommandList<GetStorage, RemoveFiles>;

}  // namespace ling
