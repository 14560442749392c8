// Founding, leaving and ending groups, who is in them, and what they are called. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/accounts/avatar_service.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <functional>

namespace ling {

class GroupService {
 public:
  /// Told after somebody is no longer in a group, or nobody is; on the loop of the one who did it.
  using Left = std::function<void(ConversationId)>;

  GroupService(Database& database, AvatarService& avatars, Left left)
      : database_(database), avatars_(avatars), left_(std::move(left)) {}

  void bind(Dispatcher& dispatcher);

 private:
  /// Refuses group_name_invalid, bad_request, not_friends.
  static Result<Conversation> create(Tx& tx, UserId user_id, const CreateGroup& command);
  /// Refuses not_found and bad_request.
  static Result<GroupMemberPage> members(Tx& tx, UserId user_id, const ListGroupMembers& command);
  static Result<FoundMembers> find_members(Tx& tx, UserId user_id, const FindGroupMembers& command);
  /// Refuses not_found and owner_stays.
  static Result<Done> leave(Tx& tx, UserId user_id, const LeaveGroup& command);
  /// Refuses not_found.
  static Result<Done> dissolve(Tx& tx, UserId user_id, const DissolveGroup& command);
  /// Refuses not_found and group_name_invalid.
  static Result<Done> rename(Tx& tx, UserId user_id, const RenameGroup& command);
  /// Refuses not_found and group_text_invalid.
  static Result<Done> describe(Tx& tx, UserId user_id, const DescribeGroup& command);
  /// Refuses not_found, image_invalid, too_large.
  Task<Result<Done>> set_avatar(UserId user_id, SetGroupAvatar command);
  /// Refuses not_found, bad_request, not_friends, group_full.
  static Result<Done> invite(Tx& tx, UserId user_id, const InviteToGroup& command);
  /// Refuses not_found.
  static Result<Done> remove(Tx& tx, UserId user_id, const RemoveFromGroup& command);
  /// Refuses not_found and admins_full.
  static Result<Done> set_admin(Tx& tx, UserId user_id, const SetGroupAdmin& command);
  /// Refuses not_found.
  static Result<Done> transfer(Tx& tx, UserId user_id, const TransferGroup& command);
  /// Refuses not_found and nickname_invalid.
  static Result<Done> set_nickname(Tx& tx, UserId user_id, const SetGroupNickname& command);

  Database& database_;
  AvatarService& avatars_;
  Left left_;
};

}  // namespace ling
