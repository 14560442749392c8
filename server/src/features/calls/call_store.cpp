#include "features/calls/call_store.hpp"

namespace ling::call_store {

CallRow add(Tx& tx, CallRow call) {
  call.call_id.value = tx.insert(
      "INSERT INTO direct_call (conversation_id, media, state, caller_id, caller_device_id, caller_endpoint, client_id, "
      "callee_id, callee_device_id, callee_endpoint, started_at, active_at, due_at, into_group_call_id) "
      "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      call.conversation_id, call.media, call.state, call.caller_id, call.caller_device_id, call.caller_endpoint,
      call.client_id, call.callee_id, call.callee_device_id, call.callee_endpoint, call.started_at, call.active_at,
      call.due_at, call.into_group_call_id);
  return call;
}

void take_seat(Tx& tx, UserId user_id, CallId call_id) {
  tx.run("INSERT INTO call_seat (user_id, call_id) VALUES (?, ?)", user_id, call_id);
}

void remove(Tx& tx, CallId call_id) {
  tx.run("DELETE FROM call_seat WHERE call_id = ?", call_id);
  tx.run("DELETE FROM direct_call WHERE call_id = ?", call_id);
}

void update(Tx& tx, const CallRow& call) {
  tx.run(
      "UPDATE direct_call SET state = ?, callee_device_id = ?, callee_endpoint = ?, active_at = ?, due_at = ?, relayed = ? "
      "WHERE call_id = ?",
      call.state, call.callee_device_id, call.callee_endpoint, call.active_at, call.due_at, call.relayed, call.call_id);
}

std::optional<CallRow> one(Tx& tx, CallId call_id) {
  return tx.one<CallRow>(
      "SELECT call_id, conversation_id, media, state, caller_id, caller_device_id, caller_endpoint, client_id, "
      "callee_id, callee_device_id, callee_endpoint, started_at, active_at, due_at, relayed, into_group_call_id FROM direct_call WHERE call_id = ?",
      call_id);
}

std::optional<CallRow> of_user(Tx& tx, UserId user_id) {
  return tx.one<CallRow>(
      "SELECT c.call_id, c.conversation_id, c.media, c.state, c.caller_id, c.caller_device_id, c.caller_endpoint, "
      "c.client_id, c.callee_id, c.callee_device_id, c.callee_endpoint, c.started_at, c.active_at, c.due_at, c.relayed, c.into_group_call_id "
      "FROM call_seat s JOIN direct_call c ON c.call_id = s.call_id WHERE s.user_id = ?",
      user_id);
}

std::vector<CallRow> all(Tx& tx) {
  return tx.all<CallRow>(
      "SELECT call_id, conversation_id, media, state, caller_id, caller_device_id, caller_endpoint, client_id, "
      "callee_id, callee_device_id, callee_endpoint, started_at, active_at, due_at, relayed, into_group_call_id FROM direct_call ORDER BY call_id");
}

}  // namespace ling::call_store
