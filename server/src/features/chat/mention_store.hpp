// All SQL on who is mentioned where.
#pragma once

#include "ling/protocol/chat.hpp"
#include "storage/tx.hpp"

#include <vector>

namespace ling::mention_store {

/// Keeps for each of those meant that this message mentions them.
void add(Tx& tx, const Message& message);
/// Messages after `read_seq` that mention a member, or everybody: the first 100, ascending.
std::vector<Seq> unread(Tx& tx, ConversationId conversation_id, UserId user_id, Seq read_seq);
/// When everybody was mentioned last; 0 = never.
Milliseconds everybody_at(Tx& tx, ConversationId conversation_id);

}  // namespace ling::mention_store
