#include "features/accounts/user_store.hpp"

#include "foundation/text.hpp"

namespace ling::user_store {

bool any(Tx& tx) {
  return tx.one<int>("SELECT 1 FROM user LIMIT 1").has_value();
}

std::optional<UserRow> by_id(Tx& tx, UserId user_id) {
  return tx.one<UserRow>(
      "SELECT user_id, account, nickname, signature, phone, avatar, password_hash, is_administrator, hide_presence, "
      "hide_read_marks, hide_account, friend_policy, friend_question, joined_at, last_seen_at FROM user WHERE user_id = ?",
      user_id);
}

std::optional<UserRow> by_account(Tx& tx, std::string_view account) {
  return tx.one<UserRow>(
      "SELECT user_id, account, nickname, signature, phone, avatar, password_hash, is_administrator, hide_presence, "
      "hide_read_marks, hide_account, friend_policy, friend_question, joined_at, last_seen_at FROM user WHERE account_key = ?",
      text::lower_ascii(account));
}

Settings settings_of(const UserRow& row) {
  return {row.hide_presence, row.hide_read_marks, row.hide_account, row.friend_policy, row.friend_question};
}

UserId add(Tx& tx, const UserRow& user) {
  return {tx.insert(
      "INSERT INTO user (account, account_key, nickname, signature, phone, avatar, password_hash, is_administrator, "
      "hide_presence, hide_read_marks, joined_at, last_seen_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      user.account, text::lower_ascii(user.account), user.nickname, user.signature, user.phone, user.avatar,
      user.password_hash, user.is_administrator, user.hide_presence, user.hide_read_marks, user.joined_at,
      user.last_seen_at)};
}

void set_profile(Tx& tx, const UserRow& user) {
  tx.run("UPDATE user SET nickname = ?, signature = ?, phone = ? WHERE user_id = ?", user.nickname, user.signature,
         user.phone, user.user_id);
}

void set_settings(Tx& tx, UserId user_id, const Settings& settings) {
  tx.run(
      "UPDATE user SET hide_presence = ?, hide_read_marks = ?, hide_account = ?, friend_policy = ?, friend_question = ? "
      "WHERE user_id = ?",
      settings.hide_presence, settings.hide_read_marks, settings.hide_account, settings.friend_policy,
      settings.friend_question, user_id);
}

void set_password(Tx& tx, UserId user_id, std::string_view password_hash) {
  tx.run("UPDATE user SET password_hash = ? WHERE user_id = ?", password_hash, user_id);
}

void set_avatar(Tx& tx, UserId user_id, std::string_view name) {
  tx.run("UPDATE user SET avatar = ? WHERE user_id = ?", name, user_id);
}

void set_last_seen(Tx& tx, UserId user_id, Milliseconds at) {
  tx.run("UPDATE user SET last_seen_at = ? WHERE user_id = ? AND last_seen_at < ?", at, user_id, at);
}

User public_part(const UserRow& row) {
  return {row.user_id, row.account, row.nickname, row.signature, row.avatar};
}

std::optional<User> user(Tx& tx, UserId user_id) {
  return tx.one<User>("SELECT user_id, account, nickname, signature, avatar FROM user WHERE user_id = ?", user_id);
}

Me me(Tx& tx, const UserRow& row) {
  Me me;
  me.user = public_part(row);
  me.phone = row.phone;
  me.is_administrator = row.is_administrator;
  me.joined_at = row.joined_at;
  me.settings = settings_of(row);
  me.recovery_codes_left = tx.one<int>("SELECT COUNT(*) FROM recovery_code WHERE user_id = ?", row.user_id).value();
  return me;
}

void replace_recovery_codes(Tx& tx, UserId user_id, const std::vector<std::string>& hashes) {
  tx.run("DELETE FROM recovery_code WHERE user_id = ?", user_id);
  for (const std::string& hash : hashes) {
    tx.run("INSERT INTO recovery_code (user_id, code_hash) VALUES (?, ?)", user_id, hash);
  }
}

bool use_recovery_code(Tx& tx, UserId user_id, std::string_view hash) {
  return tx.run("DELETE FROM recovery_code WHERE user_id = ? AND code_hash = ?", user_id, hash) == 1;
}

void set_reset_code(Tx& tx, UserId user_id, std::string_view hash, Milliseconds expires_at) {
  tx.run("DELETE FROM reset_code WHERE user_id = ?", user_id);
  tx.run("INSERT INTO reset_code (user_id, code_hash, expires_at) VALUES (?, ?, ?)", user_id, hash, expires_at);
}

bool use_reset_code(Tx& tx, UserId user_id, std::string_view hash) {
  return tx.run("DELETE FROM reset_code WHERE user_id = ? AND code_hash = ? AND expires_at > ?", user_id, hash,
                tx.now()) == 1;
}

}  // namespace ling::user_store
