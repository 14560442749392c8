// Calls of a group: at most one in each, which whoever is a member may come into and leave as they like. Sound and
// picture go through the server's media engine: media.hpp.
//
// What all members see of it (GroupCall) is a part of the group, Group.call; who is in it and how (GroupCallSeat) is
// told only to those who are, on all their devices. Both are durable, so whoever was away catches up.
//
// A call of two that takes in a third has no group: it is told to those in it alone, and nobody comes in who was not rung.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "ling/protocol/calls.hpp"
#include "ling/protocol/declaration.hpp"
#include "ling/protocol/group_call.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

/// Somebody in a group call. The name is that of a member of the group.
struct GroupCallSeat {
  UserId user_id;
  std::string endpoint;  ///< The window in which they speak, by the name it gave itself. Another one: they moved there.
  Milliseconds joined_at = 0;
  bool host = false;  ///< Whoever started it, the owner and the admins, as of the moment they came in.
  bool microphone = false;
  bool camera = false;
  bool screen = false;
  Milliseconds hand_raised_at = 0;  ///< 0 = it is not up.
};
BOOST_DESCRIBE_STRUCT(GroupCallSeat, (),
                      (user_id, endpoint, joined_at, host, microphone, camera, screen, hand_raised_at))

/// The call that I am in, on whichever device.
struct GroupCallRoom {
  GroupCallId group_call_id;
  std::vector<GroupCallSeat> seats;  ///< By joined_at, then user_id; mine too.
  std::optional<GroupCall> call;     ///< One without a group, and without who is in it; others are a part of the group.
  std::vector<User> people;          ///< Those who sit in one without a group, by user_id.
};
BOOST_DESCRIBE_STRUCT(GroupCallRoom, (), (group_call_id, seats, call, people))

struct GroupCallEntry {
  GroupCall call;
  GroupCallRoom room;
};
BOOST_DESCRIBE_STRUCT(GroupCallEntry, (), (call, room))

struct JoinGroupCall {
  static constexpr CommandInfo command{
      "group_call.join", Access::signed_in,
      "Come into the call of a group of mine, or start one; then media.enter. In it with another window already: it "
      "moves here. Refuses with in_call (I am in another call, or one rings for me), leaders_call (only leaders start "
      "one there), call_locked, call_full (50), removed_from_call, media_off. An empty seat is kept for 20 s, and the "
      "same window comes back to it by joining again."};
  using Answer = GroupCallEntry;
  ConversationId
      conversation_id;      ///< 0 = it has no group; group_call_id says which: one that I am rung for, or was in.
  std::string endpoint;     ///< The window: 8 to 64 of letters, digits, '-', '_'.
  bool microphone = false;  ///< How I come in; where hosts alone may unmute, the answer has it off.
  bool camera = false;
  std::optional<GroupCallId> group_call_id;  ///< Only this one: not_found when it is over.
  std::optional<bool> leave_other;           ///< Leave the call I am in, of whichever kind, or decline what rings.
};
BOOST_DESCRIBE_STRUCT(JoinGroupCall, (), (conversation_id, endpoint, microphone, camera, group_call_id, leave_other))

struct LeaveGroupCall {
  static constexpr CommandInfo command{"group_call.leave", Access::signed_in,
                                       "Leave a call, also from a device that is not in it. The last one ends it."};
  using Answer = Done;
  GroupCallId group_call_id;
};
BOOST_DESCRIBE_STRUCT(LeaveGroupCall, (), (group_call_id))

struct KeepGroupCall {
  static constexpr CommandInfo command{"group_call.keep", Access::signed_in,
                                       "My window is still in the call; to be said every 3 s. Whoever is silent for "
                                       "20 s has left. not_found: this window is not in it (any more)."};
  using Answer = Done;
  GroupCallId group_call_id;
  std::string endpoint;
};
BOOST_DESCRIBE_STRUCT(KeepGroupCall, (), (group_call_id, endpoint))

struct ShowInGroupCall {
  static constexpr CommandInfo command{
      "group_call.show", Access::signed_in,
      "What I show of myself; null leaves a thing as it is. While the microphone or the camera is off the engine passes "
      "nothing of it on, whatever is sent. Turning the microphone on is refused with muted where only hosts may."};
  using Answer = Done;
  GroupCallId group_call_id;
  std::string endpoint;
  std::optional<bool> microphone;
  std::optional<bool> camera;
  std::optional<bool> screen;
  std::optional<bool> hand;  ///< Raised.
};
BOOST_DESCRIBE_STRUCT(ShowInGroupCall, (), (group_call_id, endpoint, microphone, camera, screen, hand))

struct GrowCall {
  static constexpr CommandInfo command{
      "group_call.grow", Access::signed_in,
      "Take a friend of mine into the call of two in which my window is: it ends as grown, both windows sit in a call "
      "without a group that goes on in its place, and the friend is rung. Answers how it rings; for one who is busy in "
      "another call it is over already, and the call of two goes on. Refuses with not_found (also before the two hear "
      "each other), bad_request (they are in it), not_friends, you_blocked, media_off."};
  using Answer = Call;
  CallId call_id;
  std::string endpoint;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(GrowCall, (), (call_id, endpoint, user_id))

struct InviteToGroupCall {
  static constexpr CommandInfo command{
      "group_call.invite", Access::signed_in,
      "Ring a friend of mine to come into the call without a group in which my window is. Refuses as group_call.grow does, "
      "and with call_full."};
  using Answer = Call;
  GroupCallId group_call_id;
  std::string endpoint;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(InviteToGroupCall, (), (group_call_id, endpoint, user_id))

struct ReactInGroupCall {
  static constexpr CommandInfo command{"group_call.react", Access::signed_in,
                                       "Show those in the call an emoji for a moment."};
  using Answer = Done;
  GroupCallId group_call_id;
  std::string emoji;  ///< 1 to 32 bytes.
};
BOOST_DESCRIBE_STRUCT(ReactInGroupCall, (), (group_call_id, emoji))

struct MuteInGroupCall {
  static constexpr CommandInfo command{
      "group_call.mute", Access::signed_in,
      "Turn the microphone of one or of all others off, as a host; nobody turns one on "
      "but its owner. For others not_found."};
  using Answer = Done;
  GroupCallId group_call_id;
  std::optional<UserId> user_id;  ///< null: everybody but me.
};
BOOST_DESCRIBE_STRUCT(MuteInGroupCall, (), (group_call_id, user_id))

struct ConfigureGroupCall {
  static constexpr CommandInfo command{
      "group_call.configure", Access::signed_in,
      "Lock the call, or let its members not unmute themselves, as a host; null leaves "
      "a thing as it is. For others not_found."};
  using Answer = Done;
  GroupCallId group_call_id;
  std::optional<bool> locked;
  std::optional<bool> may_unmute;
};
BOOST_DESCRIBE_STRUCT(ConfigureGroupCall, (), (group_call_id, locked, may_unmute))

struct RemoveFromGroupCall {
  static constexpr CommandInfo command{"group_call.remove", Access::signed_in,
                                       "Put somebody who is no host out of the call, as a host: they do not come back "
                                       "to it. Otherwise not_found."};
  using Answer = Done;
  GroupCallId group_call_id;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(RemoveFromGroupCall, (), (group_call_id, user_id))

struct EndGroupCall {
  static constexpr CommandInfo command{"group_call.end", Access::signed_in,
                                       "End the call for all, as a host. For others not_found."};
  using Answer = Done;
  GroupCallId group_call_id;
};
BOOST_DESCRIBE_STRUCT(EndGroupCall, (), (group_call_id))

using GroupCallCommands =
    CommandList<JoinGroupCall, LeaveGroupCall, KeepGroupCall, ShowInGroupCall, ReactInGroupCall, MuteInGroupCall,
                ConfigureGroupCall, RemoveFromGroupCall, EndGroupCall, GrowCall, InviteToGroupCall>;

struct GroupCallChanged {
  static constexpr EventInfo event{"group_call.changed", Durability::durable,
                                   "To all members: the call of their group began or changed, take it whole; null: it "
                                   "is over. A message of kind call, by whoever started it, then tells its length."};
  ConversationId conversation_id;
  std::optional<GroupCall> call;
};
BOOST_DESCRIBE_STRUCT(GroupCallChanged, (), (conversation_id, call))

struct GroupCallEntered {
  static constexpr EventInfo event{"group_call.entered", Durability::durable,
                                   "To me alone: I came into a call. It takes the place of whatever room I had."};
  GroupCallRoom room;
};
BOOST_DESCRIBE_STRUCT(GroupCallEntered, (), (room))

struct GroupCallSeated {
  static constexpr EventInfo event{"group_call.seated", Durability::durable,
                                   "To those in the call: somebody came, moved, or shows something else; take the seat "
                                   "whole."};
  GroupCallId group_call_id;
  GroupCallSeat seat;
  std::optional<UserId> by;  ///< A host who muted them.
  std::optional<User> user;  ///< Who that is, in a call without a group.
};
BOOST_DESCRIBE_STRUCT(GroupCallSeated, (), (group_call_id, seat, by, user))

enum class GroupCallLeaving {
  left,
  gone,     ///< Their window was silent for too long.
  removed,  ///< By a host, or they are no longer in the group.
  ended,    ///< A host ended the call for all.
};
BOOST_DESCRIBE_ENUM(GroupCallLeaving, left, gone, removed, ended)

struct GroupCallLeft {
  static constexpr EventInfo event{
      "group_call.left", Durability::durable,
      "To those in the call, and to who left it: a seat is empty. When it is mine, I am in "
      "no call any more."};
  GroupCallId group_call_id;
  UserId user_id;
  GroupCallLeaving why = GroupCallLeaving::left;
};
BOOST_DESCRIBE_STRUCT(GroupCallLeft, (), (group_call_id, user_id, why))

struct GroupCallReacted {
  static constexpr EventInfo event{"group_call.reacted", Durability::fleeting, "To those in the call."};
  GroupCallId group_call_id;
  UserId user_id;
  std::string emoji;
};
BOOST_DESCRIBE_STRUCT(GroupCallReacted, (), (group_call_id, user_id, emoji))

using GroupCallEvents = EventList<GroupCallChanged, GroupCallEntered, GroupCallSeated, GroupCallLeft, GroupCallReacted>;

}  // namespace ling
