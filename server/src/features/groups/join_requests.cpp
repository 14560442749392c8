#include "features/groups/join_requests.hpp"

#include "features/chat/group_conversation_service.hpp"
#include "features/groups/join_request_store.hpp"

namespace ling::join_requests {
namespace {

constexpr Milliseconds lifetime = 7LL * 24 * 60 * 60 * 1000;

}  // namespace

void ask(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& users, std::optional<UserId> inviter,
         const std::string& reason) {
  for (const UserId user_id : users) {
    if (const auto before = join_request_store::waiting(tx, conversation_id, user_id)) {
      if (!reason.empty()) join_request_store::set_reason(tx, before->request_id, reason);
      continue;
    }
    join_request_store::add(tx, {.conversation_id = conversation_id,
                                 .user_id = user_id,
                                 .inviter_id = inviter,
                                 .reason = reason,
                                 .expires_at = tx.now() + lifetime});
  }
  tell(tx, conversation_id);
}

void settle(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& users, UserId decider) {
  bool settled = false;
  for (const UserId user_id : users) {
    const auto request = join_request_store::waiting(tx, conversation_id, user_id);
    if (!request) continue;
    join_request_store::decide(tx, request->request_id, JoinState::admitted, decider);
    settled = true;
  }
  if (settled) tell(tx, conversation_id);
}

int expire(Tx& tx) {
  constexpr int at_once = 100;
  const auto groups = join_request_store::with_expired(tx, at_once);
  for (const ConversationId conversation_id : groups)
    tell(tx, conversation_id);
  return static_cast<int>(groups.size());
}

void tell(Tx& tx, ConversationId conversation_id) {
  join_request_store::expire(tx, conversation_id);
  group_conversation_service::set_waiting(tx, conversation_id, join_request_store::count_waiting(tx, conversation_id));
}

}  // namespace ling::join_requests
