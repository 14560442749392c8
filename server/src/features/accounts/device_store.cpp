#include "features/accounts/device_store.hpp"

namespace ling::device_store {

DeviceId add(Tx& tx, const DeviceRow& device, std::string_view token_hash) {
  return {tx.insert(
      "INSERT INTO device (user_id, token_hash, name, address, remember, created_at, last_seen_at, expires_at) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
      device.user_id, token_hash, device.name, device.address, device.remember, device.created_at, device.last_seen_at,
      device.expires_at)};
}

std::optional<DeviceRow> by_token(Tx& tx, std::string_view token_hash) {
  return tx.one<DeviceRow>(
      "SELECT device_id, user_id, name, address, remember, created_at, last_seen_at, expires_at FROM device "
      "WHERE token_hash = ? AND expires_at > ?",
      token_hash, tx.now());
}

bool exists(Tx& tx, DeviceId device_id) {
  return tx.one<DeviceId>("SELECT device_id FROM device WHERE device_id = ? AND expires_at > ?", device_id, tx.now())
      .has_value();
}

std::vector<DeviceRow> of_user(Tx& tx, UserId user_id) {
  return tx.all<DeviceRow>(
      "SELECT device_id, user_id, name, address, remember, created_at, last_seen_at, expires_at FROM device "
      "WHERE user_id = ? AND expires_at > ? ORDER BY last_seen_at DESC, device_id DESC",
      user_id, tx.now());
}

void touch(Tx& tx, DeviceId device_id, std::string_view address, Milliseconds expires_at) {
  tx.run("UPDATE device SET last_seen_at = ?, address = ?, expires_at = ? WHERE device_id = ?", tx.now(), address,
         expires_at, device_id);
}

bool remove(Tx& tx, UserId user_id, DeviceId device_id) {
  return tx.run("DELETE FROM device WHERE user_id = ? AND device_id = ?", user_id, device_id) == 1;
}

void remove_others(Tx& tx, UserId user_id, DeviceId keep) {
  tx.run("DELETE FROM device WHERE user_id = ? AND device_id <> ?", user_id, keep);
}

void remove_expired(Tx& tx) {
  tx.run("DELETE FROM device WHERE expires_at <= ?", tx.now());
}

void add_invite(Tx& tx, const Invite& invite, UserId created_by) {
  tx.run("INSERT INTO invite (code, created_by, uses_left, created_at, expires_at) VALUES (?, ?, ?, ?, ?)", invite.code,
         created_by, invite.uses_left, invite.created_at, invite.expires_at);
}

std::vector<Invite> invites(Tx& tx) {
  return tx.all<Invite>(
      "SELECT code, uses_left, created_at, expires_at FROM invite WHERE uses_left > 0 AND expires_at > ? "
      "ORDER BY created_at DESC, code",
      tx.now());
}

bool use_invite(Tx& tx, std::string_view code) {
  return tx.run("UPDATE invite SET uses_left = uses_left - 1 WHERE code = ? AND uses_left > 0 AND expires_at > ?", code,
                tx.now()) == 1;
}

bool remove_invite(Tx& tx, std::string_view code) {
  return tx.run("DELETE FROM invite WHERE code = ?", code) == 1;
}

}  // namespace ling::device_store
