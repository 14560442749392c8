// People: finding users, friend requests, friends, presence.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "ling/protocol/declaration.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

struct Friend {
  UserId user_id;
  Milliseconds since = 0;
  std::string remark = {};  ///< 备注, my name for this friend; empty = none. Nobody else ever gets it.
  bool starred = false;
};
BOOST_DESCRIBE_STRUCT(Friend, (), (user_id, since, remark, starred))

enum class RequestState {
  waiting,  ///< Not decided. After expires_at it can no longer be accepted: show it as expired.
  accepted,
  declined,  ///< Told only to the one who declined; the asker goes on seeing "waiting".
};
BOOST_DESCRIBE_ENUM(RequestState, waiting, accepted, declined)

struct FriendRequest {
  RequestId request_id;
  UserId from_user_id;
  UserId to_user_id;
  std::string message;  ///< 验证消息, at most 100 characters.
  RequestState state = RequestState::waiting;
  Milliseconds created_at = 0;
  Milliseconds expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(FriendRequest, (), (request_id, from_user_id, to_user_id, message, state, created_at, expires_at))

struct Presence {
  UserId user_id;
  bool online = false;
  Milliseconds last_seen_at = 0;  ///< 0 = not known or hidden.
};
BOOST_DESCRIBE_STRUCT(Presence, (), (user_id, online, last_seen_at))

struct FindUser {
  static constexpr CommandInfo command{"user.find", Access::signed_in,
                                       "The user with exactly this account or ID; not_found if there is none."};
  using Answer = User;
  std::string account;  ///< Digits alone are an ID: no account begins with one.
};
BOOST_DESCRIBE_STRUCT(FindUser, (), (account))

struct RequestFriend {
  static constexpr CommandInfo command{"friend.request", Access::signed_in,
                                       "Ask a user to be friends. If that user has asked me already, we are "
                                       "friends at once and the answer's state is accepted."};
  using Answer = FriendRequest;
  UserId user_id;
  std::optional<std::string> message;
};
BOOST_DESCRIBE_STRUCT(RequestFriend, (), (user_id, message))

struct AcceptFriend {
  static constexpr CommandInfo command{"friend.accept", Access::signed_in,
                                       "Accept a request to me. Opens the conversation for both."};
  using Answer = FriendRequest;
  RequestId request_id;
};
BOOST_DESCRIBE_STRUCT(AcceptFriend, (), (request_id))

struct DeclineFriend {
  static constexpr CommandInfo command{"friend.decline", Access::signed_in,
                                       "Decline a request to me. The asker is not told."};
  using Answer = FriendRequest;
  RequestId request_id;
};
BOOST_DESCRIBE_STRUCT(DeclineFriend, (), (request_id))

struct ConfigureFriend {
  static constexpr CommandInfo command{"friend.configure", Access::signed_in,
                                       "Remark and star of a friend, for me; null leaves a thing as it is. "
                                       "not_found for everybody who is not my friend."};
  using Answer = Friend;
  UserId user_id;
  std::optional<std::string> remark;  ///< At most 32 characters in one line; empty takes it away.
  std::optional<bool> starred;
};
BOOST_DESCRIBE_STRUCT(ConfigureFriend, (), (user_id, remark, starred))

struct PresenceList {
  std::vector<Presence> presences;
};
BOOST_DESCRIBE_STRUCT(PresenceList, (), (presences))

struct ListPresence {
  static constexpr CommandInfo command{"presence.list", Access::signed_in,
                                       "Presence of my friends now; presence.changed tells what follows. "
                                       "Ask again after every reconnect."};
  using Answer = PresenceList;
};
BOOST_DESCRIBE_STRUCT(ListPresence, (), ())

using PeopleCommands = CommandList<FindUser, RequestFriend, AcceptFriend, DeclineFriend, ConfigureFriend, ListPresence>;

struct RequestChanged {
  static constexpr EventInfo event{"request.changed", Durability::durable,
                                   "A friend request from or to me is new or was decided."};
  FriendRequest request;
};
BOOST_DESCRIBE_STRUCT(RequestChanged, (), (request))

struct FriendAdded {
  static constexpr EventInfo event{"friend.added", Durability::durable, "I have a new friend."};
  Friend added;
};
BOOST_DESCRIBE_STRUCT(FriendAdded, (), (added))

struct FriendChanged {
  static constexpr EventInfo event{"friend.changed", Durability::durable, "I changed what I keep about a friend."};
  Friend changed;
};
BOOST_DESCRIBE_STRUCT(FriendChanged, (), (changed))

struct PresenceChanged {
  static constexpr EventInfo event{"presence.changed", Durability::fleeting, "A friend came online or went offline."};
  Presence presence;
};
BOOST_DESCRIBE_STRUCT(PresenceChanged, (), (presence))

using PeopleEvents = EventList<RequestChanged, FriendAdded, FriendChanged, PresenceChanged>;

}  // namespace ling
