// Sending messages and reading them back. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/chat.hpp"
#include "storage/database.hpp"

namespace ling {

class MessageService {
 public:
  explicit MessageService(Database& database) : database_(database) {}

  void bind(Dispatcher& dispatcher);

  /// Stores a message and tells the members. Answers once it is safe on disk; the same client_id again gives the first
  /// answer again. Refuses message_empty, message_too_long, bad_request, not_found, not_friends, client_id_reused.
  Task<Result<MessageAck>> send(UserId sender_id, SendMessage command);
  /// Refuses not_found and bad_request.
  Task<Result<MessagePage>> history(UserId user_id, ReadHistory command);

  /// Stores a message inside a running transaction and tells the members; the sender has then read up to it.
  static Message store(Tx& tx, Message message);

 private:
  Database& database_;
};

}  // namespace ling
