// What one client has of the server's state, kept as a client keeps it: a snapshot, then the events, one by one.
#pragma once

#include "ling/protocol/protocol.hpp"

#include <boost/json/value.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ling::histories {

struct Copy {
  std::string epoch;
  Pts pts = 0;
  Me me;
  std::map<UserId, User> users;
  std::map<UserId, Friend> friends;
  std::vector<FriendGroup> friend_groups;
  std::map<UserId, Block> blocked;
  std::map<RequestId, FriendRequest> requests;
  std::map<ConversationId, Conversation> conversations;

  static Copy from(const Snapshot& snapshot);
  /// The next event of the stream. Throws std::runtime_error when it does not follow or speaks of what is not there.
  void apply(Pts next, std::string_view event, const boost::json::value& data);

  /// The same for two copies exactly when they hold the same; for people to read, too.
  [[nodiscard]] std::string text() const;

 private:
  bool apply_groups(std::string_view event, const boost::json::value& data);
  bool apply_friends(std::string_view event, const boost::json::value& data);
  /// Whoever is in no list any more is known no longer.
  void forget_unnamed();
  void add_message(const Message& message);
  Conversation& conversation(ConversationId conversation_id);
};

}  // namespace ling::histories
