// A member's own view of a conversation: marks, pin, mute, draft; and typing. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "hub/hub.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <optional>
#include <vector>

namespace ling {

class ConversationService {
 public:
  ConversationService(Database& database, Hub& hub) : database_(database), hub_(hub) {}

  void bind(Dispatcher& dispatcher);

  static void add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot);
  /// The conversation as the user sees it; the user must be a member.
  static Conversation view(Tx& tx, ConversationId conversation_id, UserId user_id);
  /// The one of these two.
  static std::optional<ConversationId> direct(Tx& tx, UserId a, UserId b);
  /// The group conversations both are in; ascending.
  static std::vector<ConversationId> groups_of_both(Tx& tx, UserId a, UserId b);
  /// Hiding or showing read marks changes what both sides see, everywhere.
  static void settings_changed(Tx& tx, UserId user_id, const Settings& before, const Settings& after);

 private:
  Result<Done> mark(Tx& tx, UserId user_id, ConversationId conversation_id, Seq delivered_seq, Seq read_seq);
  Result<Conversation> configure(Tx& tx, UserId user_id, const ConfigureConversation& command);
  Result<Done> set_draft(Tx& tx, UserId user_id, const SetDraft& command);
  Task<Result<Done>> type(UserId user_id, StartTyping command);

  Database& database_;
  Hub& hub_;
};

}  // namespace ling
