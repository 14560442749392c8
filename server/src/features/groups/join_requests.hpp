// Requests to come into a group, for those who bring people and those who decide. Runs inside the caller's transaction;
// checks no rights.
#pragma once

#include "ling/protocol/groups.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string>

namespace ling::join_requests {

/// Lets the user wait for an admin, who is told. One who waits already only says their reason anew.
void ask(Tx& tx, ConversationId conversation_id, UserId user_id, std::optional<UserId> inviter,
         const std::string& reason);
/// The user came in by another way: nobody has to decide any more.
void settle(Tx& tx, ConversationId conversation_id, UserId user_id, UserId decider);
/// Tells those who decide how many wait now.
void tell(Tx& tx, ConversationId conversation_id);

}  // namespace ling::join_requests
