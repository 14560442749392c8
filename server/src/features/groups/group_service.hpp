// Founding, leaving and ending groups. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/groups/group_rights.hpp"
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
  /// Refuses not_found and group_name_invalid.
  static Result<Done> rename(Tx& tx, UserId user_id, const RenameGroup& command);
  /// Refuses not_found, bad_request, not_friends.
  static Result<Done> invite(Tx& tx, UserId user_id, const InviteToGroup& command);
  /// Refuses not_found.
  static Result<Done> remove(Tx& tx, UserId user_id, const RemoveFromGroup& command);
  /// Refuses not_found and bad_request.
  static Result<Done> set_admin(Tx& tx, UserId user_id, const SetGroupAdmin& command);
  /// Refuses not_found.
  static Result<Done> transfer(Tx& tx, UserId user_id, const TransferGroup& command);
  /// Writes down what was done.
  static Result<Done> done(Tx& tx, ConversationId conversation_id, UserId user_id, GroupAct act);

  template <class Command>
  void on_act(Dispatcher& dispatcher, Result<Done> (*act)(Tx&, UserId, const Command&));

  Database& database_;
};

}  // namespace ling
