// The rules of a group, and who may not write in it. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

namespace ling {

class ModerationService {
 public:
  explicit ModerationService(Database& database) : database_(database) {}

  void bind(Dispatcher& dispatcher);

  /// Whether a member may write in a group now, and there to everybody at once. Refuses not_found, muted and
  /// mention_refused.
  static Result<void> may_write_in(Tx& tx, UserId user_id, ConversationId conversation_id, bool to_everybody);

 private:
  /// Refuses not_found.
  static Result<Done> configure(Tx& tx, UserId user_id, const ConfigureGroup& command);
  /// Refuses not_found and bad_request.
  static Result<Done> mute(Tx& tx, UserId user_id, const MuteMember& command);
  /// Refuses not_found.
  static Result<Done> exempt(Tx& tx, UserId user_id, const ExemptMember& command);

  Database& database_;
};

}  // namespace ling
