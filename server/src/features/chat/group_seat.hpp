// A member's place in a group, as the server keeps it.
#pragma once

#include "ling/protocol/chat.hpp"

#include <boost/describe/class.hpp>

#include <string>

namespace ling {

struct GroupSeat {
  UserId user_id;
  GroupRole role = GroupRole::member;
  std::string nickname;
  Milliseconds joined_at = 0, last_spoke_at = 0;
  AnnouncementId seen_announcement_id;
  Milliseconds muted_until = 0;
  bool exempt = false;
  Seq first_seq = 1;
};
BOOST_DESCRIBE_STRUCT(GroupSeat, (),
                      (user_id, role, nickname, joined_at, last_spoke_at, seen_announcement_id, muted_until, exempt,
                       first_seq))

}  // namespace ling
