#include "features/people/request_news.hpp"

#include "features/accounts/user_directory.hpp"
#include "storage/event_log.hpp"

namespace ling::request_news {

FriendRequest seen_by(UserId user_id, FriendRequest request) {
  if (request.state == RequestState::declined && request.from_user_id == user_id) request.state = RequestState::waiting;
  return request;
}

void tell(Tx& tx, UserId user_id, const FriendRequest& request) {
  emit(tx, user_id, RequestChanged{seen_by(user_id, request)});
}

void introduce(Tx& tx, UserId user_id, UserId other) {
  emit(tx, user_id, UserChanged{user_directory::user(tx, other).value()});
}

}  // namespace ling::request_news
