// All SQL on blocks. Functions take the transaction they run in.
#pragma once

#include "ling/protocol/people.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <vector>

namespace ling::block_store {

std::optional<Block> one(Tx& tx, UserId user_id, UserId blocked_id);
/// Whom the user blocked, ascending.
std::vector<Block> of_user(Tx& tx, UserId user_id);
int count(Tx& tx, UserId user_id);
Block add(Tx& tx, UserId user_id, UserId blocked_id);
void remove(Tx& tx, UserId user_id, UserId blocked_id);

}  // namespace ling::block_store
