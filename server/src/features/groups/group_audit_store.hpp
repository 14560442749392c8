// All SQL on the record of what was done to groups.
#pragma once

#include "features/groups/group_rights.hpp"
#include "ling/protocol/ids.hpp"
#include "storage/tx.hpp"

#include <optional>

namespace ling::group_audit_store {

/// `target`: to whom it was done; nothing where it was done to the group.
void add(Tx& tx, ConversationId conversation_id, UserId user_id, GroupAct act, std::optional<UserId> target);

}  // namespace ling::group_audit_store
