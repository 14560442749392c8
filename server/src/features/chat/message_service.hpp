// Sending messages and reading them back. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/files/file_service.hpp"
#include "ling/protocol/chat.hpp"
#include "ling/protocol/storage.hpp"
#include "storage/database.hpp"

#include <functional>
#include <utility>
#include <vector>

namespace ling {

/// Whether a member of a group may write in it now; the rules of groups are the business of another feature.
using GroupWriteRule = Result<void> (*)(Tx&, UserId, ConversationId, bool to_everybody);

class MessageService {
 public:
  /// `lent` tells which files of others a user may send as stickers.
  MessageService(Database& database, GroupWriteRule in_group, FileService::MayRead lent)
      : database_(database), in_group_(in_group), lent_(lent) {}

  void bind(Dispatcher& dispatcher);

  /// Completes what a sender says of files of theirs before it is looked at; may take its time. Only asked for messages
  /// that are new, of senders who may write.
  using Complete = std::function<Task<void>(UserId, std::vector<NewAttachment>&)>;
  void before_attaching(Complete complete) { complete_ = std::move(complete); }

  /// Stores a message and tells the members. Answers once it is safe on disk; the same client_id again gives the first
  /// answer again. Refuses message_empty, message_too_long, bad_request, not_found (also for files that are not the sender's), not_friends, muted,
  /// mention_refused, mention_too_soon, client_id_reused.
  Task<Result<MessageAck>> send(UserId sender_id, SendMessage command);
  /// Refuses not_found and bad_request.
  /// Refuses: bad_request, not_found.
  Task<Result<MessagePage>> files(UserId user_id, ListFiles command);
  Task<Result<MessagePage>> history(UserId user_id, ReadHistory command);

  /// Files that only messages of ended groups hold, at most so many at once, are held by them no longer.
  static std::vector<FileId> release_files(Tx& tx, int limit);
  /// What the files of conversations take, the largest first.
  static std::vector<StoredByConversation> bytes_by_conversation(Tx& tx, int limit);
  /// How many messages hold a file: all, or those of one conversation.
  static int messages_with(Tx& tx, FileId file_id, std::optional<ConversationId> conversation_id);
  /// Whether a message that the user may read holds a file.
  static bool may_read_file(Tx& tx, UserId user_id, FileId file_id);

  /// Stores a message inside a running transaction and tells the members; the sender has then read up to it,
  /// unless it is of kind call.
  static Message store(Tx& tx, Message message);

 private:
  static Message store(Tx& tx, Message message, const std::vector<UserId>& audience);

  Database& database_;
  GroupWriteRule in_group_;
  Complete complete_;
  FileService::MayRead lent_;
};

}  // namespace ling
