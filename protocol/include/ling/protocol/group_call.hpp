// What all members of a group see of its call.
#pragma once

#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <vector>

namespace ling {

/// The bar above the messages.
struct GroupCall {
  GroupCallId group_call_id;
  ConversationId conversation_id;  ///< 0 = it has no group: it grew from a call of two.
  UserId started_by;
  Milliseconds started_at = 0;
  int people = 0;                   ///< In it now.
  std::vector<UserId> face_ids;     ///< Of them the up to 5 who came first.
  bool locked = false;              ///< Nobody new comes in, but for its hosts.
  bool may_unmute = true;           ///< Those who are no hosts may turn their microphone on themselves.
  std::optional<CallId> grew_from;  ///< The call of two that goes on as this one.
};
BOOST_DESCRIBE_STRUCT(GroupCall, (),
                      (group_call_id, conversation_id, started_by, started_at, people, face_ids, locked, may_unmute,
                       grew_from))

}  // namespace ling
