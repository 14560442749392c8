// What was done to a group is told and written down: a grey line in the room and a row of the record, here and nowhere else.
#pragma once

#include "features/groups/group_rights.hpp"
#include "ling/protocol/chat.hpp"
#include "storage/tx.hpp"

#include <string>
#include <vector>

namespace ling {

struct GroupDeed {
  ConversationId conversation_id;
  UserId actor;
  GroupAct act;
  std::vector<UserId> people = {};  ///< To whom it was done.
  std::string words = {};           ///< The new name and the like.
};

namespace group_deeds {

/// Into the record only: what nobody in the room is to be told.
void record(Tx& tx, const GroupDeed& deed);
void tell(Tx& tx, NoticeKind kind, const GroupDeed& deed);

}  // namespace group_deeds
}  // namespace ling
