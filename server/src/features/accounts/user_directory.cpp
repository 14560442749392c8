#include "features/accounts/user_directory.hpp"

#include "features/accounts/user_store.hpp"

namespace ling::user_directory {

std::optional<User> user(Tx& tx, UserId user_id) {
  return user_store::user(tx, user_id);
}

std::optional<User> by_account(Tx& tx, std::string_view account) {
  const auto row = user_store::by_account(tx, account);
  if (!row) return std::nullopt;
  return user_store::public_part(*row);
}

Settings settings(Tx& tx, UserId user_id) {
  const auto row = user_store::by_id(tx, user_id);
  if (!row) {
    Settings hidden;
    hidden.hide_presence = hidden.hide_read_marks = hidden.hide_account = true;
    hidden.friend_policy = FriendPolicy::nobody;
    return hidden;
  }
  return user_store::settings_of(*row);
}

Milliseconds joined_at(Tx& tx, UserId user_id) {
  const auto row = user_store::by_id(tx, user_id);
  return row ? row->joined_at : 0;
}

Milliseconds last_seen_at(Tx& tx, UserId user_id) {
  const auto row = user_store::by_id(tx, user_id);
  return row ? row->last_seen_at : 0;
}

void seen_now(Tx& tx, UserId user_id) {
  user_store::set_last_seen(tx, user_id, tx.now());
}

}  // namespace ling::user_directory
