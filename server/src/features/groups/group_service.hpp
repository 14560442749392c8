// Founding, leaving and ending groups. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

namespace ling {

class GroupService {
 public:
  explicit GroupService(Database& database) : database_(database) {}

  void bind(Dispatcher& dispatcher);

 private:
  /// Refuses group_name_invalid, bad_request, not_friends.
  static Result<Conversation> create(Tx& tx, UserId user_id, const CreateGroup& command);
  /// Refuses not_found and bad_request.
  static Result<GroupMemberPage> members(Tx& tx, UserId user_id, const ListGroupMembers& command);
  /// Refuses not_found and owner_stays.
  static Result<Done> leave(Tx& tx, UserId user_id, const LeaveGroup& command);
  /// Refuses not_found.
  static Result<Done> dissolve(Tx& tx, UserId user_id, const DissolveGroup& command);

  Database& database_;
};

}  // namespace ling
