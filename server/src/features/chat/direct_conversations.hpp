// Opens the conversation of two users when they become friends, inside that transaction.
#pragma once

#include "features/people/request_service.hpp"

namespace ling {

class DirectConversations : public FriendshipListener {
 public:
  void became_friends(Tx& tx, UserId asker, UserId accepter, const std::string& message) override;
};

}  // namespace ling
