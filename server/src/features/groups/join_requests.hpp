// Requests to come into a group, for those who bring people and those who decide. Runs inside the caller's transaction;
// checks no rights.
#pragma once

#include "ling/protocol/joining.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string>
#include <vector>

namespace ling::join_requests {

/// Lets users wait for an admin, who is told. One who waits already only says their reason anew.
void ask(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& users, std::optional<UserId> inviter,
         const std::string& reason);
/// The users came in by another way: nobody has to decide any more.
void settle(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& users, UserId decider);
/// Tells those who decide how many wait now.
void tell(Tx& tx, ConversationId conversation_id);
/// Those that have expired wait no longer, in at most 100 groups at once. Returns in how many.
int expire(Tx& tx);

}  // namespace ling::join_requests
