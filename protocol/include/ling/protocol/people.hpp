// People: finding users, friend requests, friends and the groups they are kept in, presence.
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
  FriendGroupId friend_group_id = {};  ///< 好友分组, one of my friend groups; 0 = the default one.
};
BOOST_DESCRIBE_STRUCT(Friend, (), (user_id, since, remark, starred, friend_group_id))

/// One of the drawers a user sorts friends into, for themselves alone. The default one, 0, always is, stands first,
/// has no name here, and is in no list.
struct FriendGroup {
  FriendGroupId friend_group_id;
  std::string name;  ///< 1 to 24 visible characters in one line.
};
BOOST_DESCRIBE_STRUCT(FriendGroup, (), (friend_group_id, name))

/// Somebody I will hear nothing from. Nobody else is told: to the one who is blocked it is as if I had removed them.
struct Block {
  UserId user_id;
  Milliseconds since = 0;
};
BOOST_DESCRIBE_STRUCT(Block, (), (user_id, since))

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
  std::string message;   ///< 验证消息, at most 100 characters.
  std::string question;  ///< What the message answers; empty = nothing was asked.
  RequestState state = RequestState::waiting;
  Milliseconds created_at = 0;
  Milliseconds expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(FriendRequest, (),
                      (request_id, from_user_id, to_user_id, message, question, state, created_at, expires_at))

struct Presence {
  UserId user_id;
  bool online = false;
  Milliseconds last_seen_at = 0;  ///< 0 = not known or hidden.
};
BOOST_DESCRIBE_STRUCT(Presence, (), (user_id, online, last_seen_at))

struct FindUser {
  static constexpr CommandInfo command{"user.find", Access::signed_in,
                                       "The user with exactly this account or ID; not_found if there is none, or it is "
                                       "the account of somebody who hides it and is no friend of mine."};
  using Answer = User;
  std::string account;  ///< Digits alone are an ID: no account begins with one.
};
BOOST_DESCRIBE_STRUCT(FindUser, (), (account))

struct RequestFriend {
  static constexpr CommandInfo command{"friend.request", Access::signed_in,
                                       "Ask a user to be friends, on the terms of friend.terms. If that user has "
                                       "asked me already, still counts me as a friend, or takes anyone, we are "
                                       "friends at once and the answer's state is accepted. 20 a day, 5 on the first "
                                       "day of an account; the same user again after 24 hours."};
  using Answer = FriendRequest;
  UserId user_id;
  std::optional<std::string> message;
  std::optional<std::string> remark;             ///< What I shall call them once we are friends.
  std::optional<FriendGroupId> friend_group_id;  ///< Where I shall keep them; the default one unless given.
};
BOOST_DESCRIBE_STRUCT(RequestFriend, (), (user_id, message, remark, friend_group_id))

/// What a user expects of somebody who asks to be friends.
struct FriendTerms {
  FriendPolicy policy = FriendPolicy::with_message;
  std::string question;  ///< With the policy with_answer; else empty.
};
BOOST_DESCRIBE_STRUCT(FriendTerms, (), (policy, question))

struct GetFriendTerms {
  static constexpr CommandInfo command{"friend.terms", Access::signed_in,
                                       "What a user expects of me if I ask to be friends."};
  using Answer = FriendTerms;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(GetFriendTerms, (), (user_id))

struct AcceptFriend {
  static constexpr CommandInfo command{"friend.accept", Access::signed_in,
                                       "Accept a request to me. Opens the conversation for both."};
  using Answer = FriendRequest;
  RequestId request_id;
  std::optional<std::string> remark;             ///< What I shall call them.
  std::optional<FriendGroupId> friend_group_id;  ///< Where I shall keep them; the default one unless given.
};
BOOST_DESCRIBE_STRUCT(AcceptFriend, (), (request_id, remark, friend_group_id))

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

struct RemoveFriend {
  static constexpr CommandInfo command{"friend.remove", Access::signed_in,
                                       "No longer count somebody as a friend. They are not told and go on counting "
                                       "me, but neither can write to the other (not_friends); what was said stays."};
  using Answer = Done;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(RemoveFriend, (), (user_id))

struct BlockUser {
  static constexpr CommandInfo command{"user.block", Access::signed_in,
                                       "Hear nothing from a user any more, friend or not. They are not told: it is to "
                                       "them as if I had removed them, and what they ask of me waits for ever. At "
                                       "most 1,000 (too_large)."};
  using Answer = Block;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(BlockUser, (), (user_id))

struct UnblockUser {
  static constexpr CommandInfo command{"user.unblock", Access::signed_in,
                                       "Let a blocked user reach me again. What they asked of me meanwhile and still "
                                       "waits comes to me now."};
  using Answer = Done;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(UnblockUser, (), (user_id))

struct CommonGroups {
  std::vector<ConversationId> conversation_ids;  ///< Ascending.
};
BOOST_DESCRIBE_STRUCT(CommonGroups, (), (conversation_ids))

struct ListCommonGroups {
  static constexpr CommandInfo command{"user.common_groups", Access::signed_in,
                                       "The group conversations that both I and a user are in."};
  using Answer = CommonGroups;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(ListCommonGroups, (), (user_id))

struct CreateFriendGroup {
  static constexpr CommandInfo command{"friend_group.create", Access::signed_in,
                                       "Make a friend group, behind the others; at most 50 (too_large)."};
  using Answer = FriendGroup;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(CreateFriendGroup, (), (name))

struct RenameFriendGroup {
  static constexpr CommandInfo command{"friend_group.rename", Access::signed_in, "Give a friend group another name."};
  using Answer = FriendGroup;
  FriendGroupId friend_group_id;
  std::string name;
};
BOOST_DESCRIBE_STRUCT(RenameFriendGroup, (), (friend_group_id, name))

struct PlaceFriendGroup {
  static constexpr CommandInfo command{"friend_group.place", Access::signed_in,
                                       "Put a friend group at a place among the others: 0 is the first after the "
                                       "default one, anything past the end is the last."};
  using Answer = Done;
  FriendGroupId friend_group_id;
  int place = 0;
};
BOOST_DESCRIBE_STRUCT(PlaceFriendGroup, (), (friend_group_id, place))

struct RemoveFriendGroup {
  static constexpr CommandInfo command{"friend_group.remove", Access::signed_in,
                                       "Remove a friend group; its friends return to the default one."};
  using Answer = Done;
  FriendGroupId friend_group_id;
};
BOOST_DESCRIBE_STRUCT(RemoveFriendGroup, (), (friend_group_id))

struct MoveFriends {
  static constexpr CommandInfo command{"friend.move", Access::signed_in,
                                       "Put friends into one of my friend groups, 0 for the default one; at most "
                                       "1,000 at once (too_large). not_found, and nobody is moved, when one of them "
                                       "is no friend of mine or the friend group is not mine."};
  using Answer = Done;
  std::vector<UserId> user_ids;
  FriendGroupId friend_group_id;
};
BOOST_DESCRIBE_STRUCT(MoveFriends, (), (user_ids, friend_group_id))

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

using PeopleCommands =
    CommandList<FindUser, RequestFriend, GetFriendTerms, RemoveFriend, BlockUser, UnblockUser, AcceptFriend,
                DeclineFriend, ConfigureFriend, MoveFriends, CreateFriendGroup, RenameFriendGroup, PlaceFriendGroup,
                RemoveFriendGroup, ListCommonGroups, ListPresence>;

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

struct FriendRemoved {
  static constexpr EventInfo event{"friend.removed", Durability::durable,
                                   "I no longer count somebody as a friend; we still know each other."};
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(FriendRemoved, (), (user_id))

struct UserBlocked {
  static constexpr EventInfo event{"user.blocked", Durability::durable, "I blocked somebody."};
  Block block;
};
BOOST_DESCRIBE_STRUCT(UserBlocked, (), (block))

struct UserUnblocked {
  static constexpr EventInfo event{"user.unblocked", Durability::durable,
                                   "I unblocked somebody. Who is now named nowhere else is no longer known."};
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(UserUnblocked, (), (user_id))

struct FriendsMoved {
  static constexpr EventInfo event{"friends.moved", Durability::durable,
                                   "I put friends into a friend group, or they returned to the default one."};
  std::vector<UserId> user_ids;
  FriendGroupId friend_group_id;
};
BOOST_DESCRIBE_STRUCT(FriendsMoved, (), (user_ids, friend_group_id))

struct FriendGroupsChanged {
  static constexpr EventInfo event{"friend_groups.changed", Durability::durable,
                                   "I made, renamed, placed or removed a friend group. Nobody is in one that is "
                                   "no longer named: friends.moved came before."};
  std::vector<FriendGroup> friend_groups;  ///< All of them, in my order.
};
BOOST_DESCRIBE_STRUCT(FriendGroupsChanged, (), (friend_groups))

struct PresenceChanged {
  static constexpr EventInfo event{"presence.changed", Durability::fleeting, "A friend came online or went offline."};
  Presence presence;
};
BOOST_DESCRIBE_STRUCT(PresenceChanged, (), (presence))

using PeopleEvents = EventList<RequestChanged, FriendAdded, FriendChanged, FriendRemoved, UserBlocked, UserUnblocked,
                               FriendsMoved, FriendGroupsChanged, PresenceChanged>;

}  // namespace ling
