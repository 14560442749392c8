// What other features may know of users. Functions take the transaction they run in.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string_view>

namespace ling::user_directory {

std::optional<User> user(Tx& tx, UserId user_id);
/// Case does not matter.
std::optional<User> by_account(Tx& tx, std::string_view account);
/// Hides everything and takes no requests for a user that does not exist.
Settings settings(Tx& tx, UserId user_id);

/// 0 for a user that does not exist.
Milliseconds joined_at(Tx& tx, UserId user_id);
Milliseconds last_seen_at(Tx& tx, UserId user_id);
/// Only grows.
void seen_now(Tx& tx, UserId user_id);

}  // namespace ling::user_directory
