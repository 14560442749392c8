// All SQL on the record of what was done to groups.
#pragma once

#include "features/groups/group_rights.hpp"
#include "ling/protocol/ids.hpp"
#include "storage/tx.hpp"

namespace ling::group_audit_store {

void add(Tx& tx, ConversationId conversation_id, UserId user_id, GroupAct act);

}  // namespace ling::group_audit_store
