// All SQL on devices and invitations.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ling::device_store {

struct DeviceRow {
  DeviceId device_id;
  UserId user_id;
  std::string name, address;
  bool remember = true;
  Milliseconds created_at = 0, last_seen_at = 0, expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(DeviceRow, (),
                      (device_id, user_id, name, address, remember, created_at, last_seen_at, expires_at))

DeviceId add(Tx& tx, const DeviceRow& device, std::string_view token_hash);
/// Only while it has not expired.
std::optional<DeviceRow> by_token(Tx& tx, std::string_view token_hash);
/// It has not signed out, nor expired.
bool exists(Tx& tx, DeviceId device_id);
/// Newest use first.
std::vector<DeviceRow> of_user(Tx& tx, UserId user_id);
void touch(Tx& tx, DeviceId device_id, std::string_view address, Milliseconds expires_at);
/// false: no such device of this user.
bool remove(Tx& tx, UserId user_id, DeviceId device_id);
void remove_others(Tx& tx, UserId user_id, DeviceId keep);
void remove_expired(Tx& tx);

void add_invite(Tx& tx, const Invite& invite, UserId created_by);
std::vector<Invite> invites(Tx& tx);
/// Takes one use; false when there is none to take.
bool use_invite(Tx& tx, std::string_view code);
bool remove_invite(Tx& tx, std::string_view code);

}  // namespace ling::device_store
