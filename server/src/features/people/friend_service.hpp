// Finding people and becoming friends. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <string>
#include <vector>

namespace ling {

/// Told inside the transaction in which two users become friends.
class FriendshipListener {
 public:
  virtual ~FriendshipListener() = default;
  /// `message` is what the asker wrote; may be empty.
  virtual void became_friends(Tx& tx, UserId asker, UserId accepter, const std::string& message) = 0;
};

class FriendService {
 public:
  FriendService(Database& database, FriendshipListener& listener) : database_(database), listener_(listener) {}

  void bind(Dispatcher& dispatcher);

  static void add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot);
  /// Everybody whose snapshot names the user.
  static std::vector<UserId> acquaintances(Tx& tx, UserId user_id);
  static bool are_friends(Tx& tx, UserId a, UserId b);

 private:
  Result<FriendRequest> request(Tx& tx, UserId user_id, const RequestFriend& command);
  Result<FriendRequest> accept(Tx& tx, UserId user_id, const AcceptFriend& command);
  Result<FriendRequest> decline(Tx& tx, UserId user_id, const DeclineFriend& command);
  /// Refuses: not_found (no friend of mine, or nobody), too_large, bad_request (control characters).
  static Result<Friend> configure(Tx& tx, UserId user_id, const ConfigureFriend& command);
  /// The request as `to` may decide it now; a foreign or decided one looks like none.
  static Result<FriendRequest> open_request(Tx& tx, UserId to, RequestId request_id);
  FriendRequest make_friends(Tx& tx, FriendRequest request);

  Database& database_;
  FriendshipListener& listener_;
};

}  // namespace ling
