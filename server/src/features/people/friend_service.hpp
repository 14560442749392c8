// Finding people, and what one keeps about friends. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <functional>
#include <vector>

namespace ling {

class FriendService {
 public:
  /// Told after two users can no longer reach each other; on the loop of the one who did it.
  using Parted = std::function<void(UserId, UserId)>;
  /// The group conversations both are in; ascending.
  using CommonConversations = std::function<std::vector<ConversationId>(Tx&, UserId, UserId)>;

  FriendService(Database& database, Parted parted, CommonConversations common)
      : database_(database), parted_(std::move(parted)), common_(std::move(common)) {}

  void bind(Dispatcher& dispatcher);

  static void add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot);
  /// Everybody whose snapshot names the user.
  static std::vector<UserId> acquaintances(Tx& tx, UserId user_id);
  /// Each counts the other as a friend and neither has blocked the other.
  static bool are_friends(Tx& tx, UserId a, UserId b);
  /// Whether the user may give the card of `other` to somebody: that of a friend, or their own.
  static bool may_introduce(Tx& tx, UserId user_id, UserId other);
  /// Refuses: you_blocked; not_friends, which does not tell whether I was removed or blocked.
  static Result<void> may_write_to(Tx& tx, UserId writer, UserId reader);

 private:
  /// Refuses: not_found (nobody, or nobody who wants to be found).
  static Result<User> find(Tx& tx, UserId user_id, const FindUser& command);
  /// Refuses: not_found (no friend of mine, or nobody), too_large, bad_request (control characters).
  static Result<Friend> configure(Tx& tx, UserId user_id, const ConfigureFriend& command);
  /// Refuses: not_found (no friend of mine, or nobody).
  static Result<Done> remove(Tx& tx, UserId user_id, const RemoveFriend& command);

  Database& database_;
  Parted parted_;
  CommonConversations common_;
};

}  // namespace ling
