// What all members of a group see of its call.
#pragma once

#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>

#include <vector>

namespace ling {

/// The bar above the messages.
struct GroupCall {
  GroupCallId group_call_id;
  ConversationId conversation_id;
  UserId started_by;
  Milliseconds started_at = 0;
  int people = 0;                ///< In it now.
  std::vector<UserId> face_ids;  ///< Of them the up to 5 who came first.
  bool locked = false;           ///< Nobody new comes in, but for its hosts.
  bool may_unmute = true;        ///< Those who are no hosts may turn their microphone on themselves.
};
BOOST_DESCRIBE_STRUCT(GroupCall, (),
                      (group_call_id, conversation_id, started_by, started_at, people, face_ids, locked, may_unmute))

}  // namespace ling
