// Groups: founding them, who is in them, leaving and ending them. Their messages are those of any conversation.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "ling/protocol/chat.hpp"
#include "ling/protocol/declaration.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

struct CreateGroup {
  static constexpr CommandInfo command{"group.create", Access::signed_in,
                                       "Found a group with friends of mine; I am its owner. Refuses with not_friends "
                                       "when one of them is none, and founds nothing then."};
  using Answer = Conversation;
  std::string name;              ///< 1 to 30 visible characters after trimming.
  std::vector<UserId> user_ids;  ///< 1 to 1,999 friends, without me.
};
BOOST_DESCRIBE_STRUCT(CreateGroup, (), (name, user_ids))

struct GroupMember {
  User user;
  GroupRole role = GroupRole::member;
  Milliseconds joined_at = 0;
};
BOOST_DESCRIBE_STRUCT(GroupMember, (), (user, role, joined_at))

struct GroupMemberPage {
  std::vector<GroupMember> members;  ///< Ascending by user_id.
  bool has_more = false;
};
BOOST_DESCRIBE_STRUCT(GroupMemberPage, (), (members, has_more))

struct ListGroupMembers {
  static constexpr CommandInfo command{"group.members", Access::signed_in,
                                       "The members of a group of mine, in pages. A snapshot does not list them."};
  using Answer = GroupMemberPage;
  ConversationId conversation_id;
  std::optional<UserId> after;  ///< Those with a greater user_id.
  std::optional<int> limit;     ///< 1 to 100; 50 unless given.
};
BOOST_DESCRIBE_STRUCT(ListGroupMembers, (), (conversation_id, after, limit))

struct LeaveGroup {
  static constexpr CommandInfo command{"group.leave", Access::signed_in,
                                       "Leave a group, without a line in it. Its owner cannot: owner_stays."};
  using Answer = Done;
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(LeaveGroup, (), (conversation_id))

struct DissolveGroup {
  static constexpr CommandInfo command{"group.dissolve", Access::signed_in,
                                       "End a group of mine for all its members. For anybody but its owner there is "
                                       "no such thing: not_found."};
  using Answer = Done;
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(DissolveGroup, (), (conversation_id))

struct RenameGroup {
  static constexpr CommandInfo command{"group.rename", Access::signed_in,
                                       "Call a group otherwise, as its owner or an admin; for others not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  std::string name;  ///< 1 to 30 visible characters after trimming.
};
BOOST_DESCRIBE_STRUCT(RenameGroup, (), (conversation_id, name))

struct InviteToGroup {
  static constexpr CommandInfo command{
      "group.invite", Access::signed_in,
      "Bring friends of mine into a group of mine; who is in it already stays as they "
      "are. Refuses with not_friends when one of them is none, and brings nobody then."};
  using Answer = Done;
  ConversationId conversation_id;
  std::vector<UserId> user_ids;  ///< 1 to 1,999 friends; a group has at most 2,000 members.
};
BOOST_DESCRIBE_STRUCT(InviteToGroup, (), (conversation_id, user_ids))

struct RemoveFromGroup {
  static constexpr CommandInfo command{"group.remove", Access::signed_in,
                                       "Remove somebody from a group: its owner anybody else, an admin those who are "
                                       "neither owner nor admin. Otherwise not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(RemoveFromGroup, (), (conversation_id, user_id))

struct SetGroupAdmin {
  static constexpr CommandInfo command{"group.set_admin", Access::signed_in,
                                       "Make a member an admin of a group of mine, or a member again. At most 10 are "
                                       "admins; for anybody but the owner not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  UserId user_id;
  bool admin = false;
};
BOOST_DESCRIBE_STRUCT(SetGroupAdmin, (), (conversation_id, user_id, admin))

struct TransferGroup {
  static constexpr CommandInfo command{"group.transfer", Access::signed_in,
                                       "Make another member the owner of a group of mine; I am a member from then on. "
                                       "For anybody but the owner not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(TransferGroup, (), (conversation_id, user_id))

using GroupCommands = CommandList<CreateGroup, ListGroupMembers, LeaveGroup, DissolveGroup, RenameGroup, InviteToGroup,
                                  RemoveFromGroup, SetGroupAdmin, TransferGroup>;

struct GroupChanged {
  static constexpr EventInfo event{"group.changed", Durability::durable, "What all members see of a group changed."};
  ConversationId conversation_id;
  Group group;
};
BOOST_DESCRIBE_STRUCT(GroupChanged, (), (conversation_id, group))

using GroupEvents = EventList<GroupChanged>;

}  // namespace ling
