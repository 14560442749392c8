// All SQL on requests to come into a group.
#pragma once

#include "ling/protocol/joining.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace ling::join_request_store {

struct Row {
  JoinRequestId request_id;
  ConversationId conversation_id;
  UserId user_id;
  std::optional<UserId> inviter_id;
  std::string reason;
  JoinState state = JoinState::waiting;
  std::optional<UserId> decider_id;
  Milliseconds asked_at = 0, expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (request_id, conversation_id, user_id, inviter_id, reason, state, decider_id, asked_at,
                       expires_at))

void add(Tx& tx, const Row& row);
/// The user's request that waits.
std::optional<Row> waiting(Tx& tx, ConversationId conversation_id, UserId user_id);
std::optional<Row> one(Tx& tx, ConversationId conversation_id, JoinRequestId request_id);
/// Newest first.
std::vector<Row> of_group(Tx& tx, ConversationId conversation_id, int limit);
int count_waiting(Tx& tx, ConversationId conversation_id);
/// Those whose time is over wait no longer.
/// Groups in which a request still waits that has expired; at most `limit`.
std::vector<ConversationId> with_expired(Tx& tx, int limit);
void expire(Tx& tx, ConversationId conversation_id);
void set_reason(Tx& tx, JoinRequestId request_id, std::string_view reason);
void decide(Tx& tx, JoinRequestId request_id, JoinState state, UserId decider_id);

}  // namespace ling::join_request_store
