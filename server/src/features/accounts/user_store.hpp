// All SQL on users and their codes. Functions take the transaction they run in.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ling::user_store {

struct UserRow {
  UserId user_id;
  std::string account, nickname, signature, phone, avatar, password_hash;
  bool is_administrator = false, hide_presence = false, hide_read_marks = false, hide_account = false;
  FriendPolicy friend_policy = FriendPolicy::with_message;
  std::string friend_question;
  Milliseconds joined_at = 0, last_seen_at = 0;
};
BOOST_DESCRIBE_STRUCT(UserRow, (),
                      (user_id, account, nickname, signature, phone, avatar, password_hash, is_administrator,
                       hide_presence, hide_read_marks, hide_account, friend_policy, friend_question, joined_at,
                       last_seen_at))

bool any(Tx& tx);
std::optional<UserRow> by_id(Tx& tx, UserId user_id);
/// Case does not matter.
std::optional<UserRow> by_account(Tx& tx, std::string_view account);
Settings settings_of(const UserRow& row);
/// With the settings that everybody begins with.
UserId add(Tx& tx, const UserRow& user);
void set_profile(Tx& tx, const UserRow& user);
void set_settings(Tx& tx, UserId user_id, const Settings& settings);
void set_password(Tx& tx, UserId user_id, std::string_view password_hash);
void set_avatar(Tx& tx, UserId user_id, std::string_view name);
void set_last_seen(Tx& tx, UserId user_id, Milliseconds at);

User public_part(const UserRow& row);
std::optional<User> user(Tx& tx, UserId user_id);
/// What the user sees of themselves.
Me me(Tx& tx, const UserRow& row);

void replace_recovery_codes(Tx& tx, UserId user_id, const std::vector<std::string>& hashes);
/// true once per code.
bool use_recovery_code(Tx& tx, UserId user_id, std::string_view hash);
void set_reset_code(Tx& tx, UserId user_id, std::string_view hash, Milliseconds expires_at);
/// true once per code, before it expires.
bool use_reset_code(Tx& tx, UserId user_id, std::string_view hash);

}  // namespace ling::user_store
