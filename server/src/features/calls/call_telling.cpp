#include "features/calls/call_telling.hpp"

#include "features/calls/call_rules.hpp"
#include "features/chat/message_service.hpp"
#include "storage/event_log.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace ling::call_telling {

using call_store::CallRow;

Call view(const CallRow& row) {
  const bool ringing = row.state == CallState::ringing;
  return {.call_id = row.call_id,
          .conversation_id = row.conversation_id,
          .media = row.media,
          .caller = {row.caller_id, row.caller_endpoint},
          .callee = {row.callee_id, row.callee_endpoint},
          .state = row.state,
          .started_at = row.started_at,
          .active_at = row.active_at,
          .ring_ms = ringing ? static_cast<int>(row.due_at - row.started_at) : 0,
          .relayed = row.relayed,
          .into = row.into()};
}

Call ended(const CallRow& call, CallOutcome outcome) {
  Call view_of_it = view(call);
  view_of_it.state = CallState::ended;
  view_of_it.outcome = outcome;
  view_of_it.ring_ms = 0;
  return view_of_it;
}

void tell(Tx& tx, const Call& call) {
  const std::array<UserId, 2> both{call.caller.user_id, call.callee.user_id};
  emit(tx, both, CallChanged{call});
}

void record(Tx& tx, const CallRow& call, CallOutcome outcome) {
  const Milliseconds spoken = call.active_at == 0 ? 0 : std::max<Milliseconds>(0, tx.now() - call.active_at);
  const CallRecord record{call.media, outcome, spoken, std::nullopt};
  // No client may send a ':', so these client_ids are never taken.
  MessageService::store(tx, {.conversation_id = call.conversation_id,
                             .sender_id = call.caller_id,
                             .client_id = fmt::format("call:{}", call.call_id.value),
                             .kind = MessageKind::call,
                             .text = call_in_words(record),
                             .call = record,
                             .silent = !is_missed(outcome, call.callee_device_id.value != 0)});
}

}  // namespace ling::call_telling
