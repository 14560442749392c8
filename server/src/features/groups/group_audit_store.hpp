// All SQL on the record of what was done to groups.
#pragma once

#include "ling/protocol/ids.hpp"
#include "storage/tx.hpp"

namespace ling {

/// Stored as a number: only ever append.
enum class GroupAct { create, leave, dissolve };

namespace group_audit_store {

void add(Tx& tx, ConversationId conversation_id, UserId user_id, GroupAct act);

}  // namespace group_audit_store
}  // namespace ling
