// The drawers a user sorts friends into. Everything here is the user's own: nobody else is told or can look.
// Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

namespace ling {

class FriendGroupService {
 public:
  explicit FriendGroupService(Database& database) : database_(database) {}

  void bind(Dispatcher& dispatcher);

  static void add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot);
  /// Whether a friend may be put there: the default one, or one of the user's own.
  static bool may_hold(Tx& tx, UserId user_id, FriendGroupId friend_group_id);

 private:
  // Each refuses a friend group that is not the user's as not_found, and a name that cannot be seen or is too long.
  static Result<FriendGroup> create(Tx& tx, UserId user_id, const CreateFriendGroup& command);
  static Result<FriendGroup> rename(Tx& tx, UserId user_id, const RenameFriendGroup& command);
  static Result<Done> place(Tx& tx, UserId user_id, const PlaceFriendGroup& command);
  static Result<Done> remove(Tx& tx, UserId user_id, const RemoveFriendGroup& command);
  /// All or nobody.
  static Result<Done> move(Tx& tx, UserId user_id, const MoveFriends& command);

  Database& database_;
};

}  // namespace ling
