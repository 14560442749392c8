// Asking to be friends, and answering. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <functional>
#include <string>

namespace ling::friend_store {
struct Wish;
}

namespace ling {

/// Told inside the transaction in which two users become friends, be it once more.
class FriendshipListener {
 public:
  virtual ~FriendshipListener() = default;
  /// `message` is what the asker wrote; may be empty.
  virtual void became_friends(Tx& tx, UserId asker, UserId accepter, const std::string& message) = 0;
};

class RequestService {
 public:
  /// Told after two users can reach each other; on the loop of the one who brought it about.
  using Met = std::function<void(UserId, UserId)>;

  RequestService(Database& database, FriendshipListener& listener, Met met)
      : database_(database), listener_(listener), met_(std::move(met)) {}

  void bind(Dispatcher& dispatcher);

 private:
  /// What an asker may know: to one who is blocked a user who takes anyone looks like one who decides.
  static Result<FriendTerms> terms(Tx& tx, UserId asker, UserId asked);
  Result<FriendRequest> request(Tx& tx, UserId user_id, const RequestFriend& command);
  Result<FriendRequest> accept(Tx& tx, UserId user_id, const AcceptFriend& command);
  static Result<FriendRequest> decline(Tx& tx, UserId user_id, const DeclineFriend& command);
  /// The request as `to` may decide it now; a foreign or decided one looks like none.
  static Result<FriendRequest> open_request(Tx& tx, UserId to, RequestId request_id);
  FriendRequest make_friends(Tx& tx, FriendRequest request, const friend_store::Wish& accepter_wish);

  Database& database_;
  FriendshipListener& listener_;
  Met met_;
};

}  // namespace ling
