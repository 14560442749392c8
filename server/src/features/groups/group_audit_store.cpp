#include "features/groups/group_audit_store.hpp"

namespace ling::group_audit_store {

void add(Tx& tx, ConversationId conversation_id, UserId user_id, GroupAct act, std::optional<UserId> target) {
  tx.run("INSERT INTO group_audit (conversation_id, user_id, act, target_id, done_at) VALUES (?, ?, ?, ?, ?)",
         conversation_id, user_id, act, target, tx.now());
}

}  // namespace ling::group_audit_store
