// All SQL on calls.
#pragma once

#include "ling/protocol/calls.hpp"
#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <vector>

namespace ling::call_store {

struct CallRow {
  CallId call_id;
  ConversationId conversation_id;
  CallMedia media = CallMedia::voice;
  CallState state = CallState::ringing;
  UserId caller_id;
  DeviceId caller_device_id;
  std::string caller_endpoint;
  std::string client_id;
  UserId callee_id;
  DeviceId callee_device_id;
  std::string callee_endpoint;
  Milliseconds started_at = 0;
  Milliseconds active_at = 0;
  Milliseconds due_at = 0;
  bool relayed = false;
  GroupCallId into_group_call_id;  ///< 0 = none.

  /// The call of more people that it rings for.
  [[nodiscard]] std::optional<GroupCallId> into() const {
    return into_group_call_id.value == 0 ? std::nullopt : std::optional(into_group_call_id);
  }
};
BOOST_DESCRIBE_STRUCT(CallRow, (),
                      (call_id, conversation_id, media, state, caller_id, caller_device_id, caller_endpoint, client_id,
                       callee_id, callee_device_id, callee_endpoint, started_at, active_at, due_at, relayed,
                       into_group_call_id))

/// Stores it under a new id, which it returns filled in. Nobody has a seat in it yet.
CallRow add(Tx& tx, CallRow call);
void take_seat(Tx& tx, UserId user_id, CallId call_id);
/// The call and the seats in it are gone.
void remove(Tx& tx, CallId call_id);
/// What changes while a call lasts: its state, who answered it, its times.
void update(Tx& tx, const CallRow& call);

std::optional<CallRow> one(Tx& tx, CallId call_id);
/// The one the user has a seat in.
std::optional<CallRow> of_user(Tx& tx, UserId user_id);
std::vector<CallRow> all(Tx& tx);

}  // namespace ling::call_store
