// Groups: founding and governing them, who is in them, leaving and ending them. Their messages are those of any
// conversation; announcements.hpp and joining.hpp have what belongs to those.
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
  std::string nickname;  ///< What they are called in this group; empty = as everywhere.
  Milliseconds joined_at = 0;
  Milliseconds last_spoke_at = 0;  ///< 0 = not since they joined.
  Milliseconds muted_until = 0;    ///< Until then they may not write; 0 = they were not muted.
  bool exempt = false;             ///< They may write while everybody is muted.
};
BOOST_DESCRIBE_STRUCT(GroupMember, (), (user, role, nickname, joined_at, last_spoke_at, muted_until, exempt))

struct GroupMemberPage {
  std::vector<GroupMember> leaders;  ///< The owner, then the admins; only where all members are listed from the start.
  std::vector<GroupMember> members;  ///< Ascending by user_id, leaders too.
  bool has_more = false;
};
BOOST_DESCRIBE_STRUCT(GroupMemberPage, (), (leaders, members, has_more))

struct ListGroupMembers {
  static constexpr CommandInfo command{"group.members", Access::signed_in,
                                       "The members of a group of mine, in pages. A snapshot does not list them."};
  using Answer = GroupMemberPage;
  ConversationId conversation_id;
  std::optional<UserId> after;       ///< Those with a greater user_id.
  std::optional<int> limit;          ///< 1 to 100; 50 unless given.
  std::optional<std::string> words;  ///< Only those whose nickname, here or everywhere, or account holds this.
};
BOOST_DESCRIBE_STRUCT(ListGroupMembers, (), (conversation_id, after, limit, words))

struct FoundMember {
  ConversationId conversation_id;
  GroupMember member;
};
BOOST_DESCRIBE_STRUCT(FoundMember, (), (conversation_id, member))

struct FoundMembers {
  std::vector<FoundMember> members;
};
BOOST_DESCRIBE_STRUCT(FoundMembers, (), (members))

struct FindGroupMembers {
  static constexpr CommandInfo command{"group.find_members", Access::signed_in,
                                       "Others in all groups of mine by what their nickname there holds: at most 20."};
  using Answer = FoundMembers;
  std::string words;  ///< Nothing is found by nothing.
};
BOOST_DESCRIBE_STRUCT(FindGroupMembers, (), (words))

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
                                       "Make a member an admin of a group of mine, or a member again. More than 10 are "
                                       "refused with admins_full; for anybody but the owner not_found."};
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

struct DescribeGroup {
  static constexpr CommandInfo command{"group.describe", Access::signed_in,
                                       "Say what a group is about, as its owner or an admin; for others not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  std::string description;  ///< At most 200 characters after trimming; empty removes it.
};
BOOST_DESCRIBE_STRUCT(DescribeGroup, (), (conversation_id, description))

struct SetGroupAvatar {
  static constexpr CommandInfo command{"group.set_avatar", Access::signed_in,
                                       "Give a group a picture of its own, as its owner or an admin; for others "
                                       "not_found. An empty image brings the faces of its members back. It is drawn "
                                       "anew, as that of a user is."};
  using Answer = Done;
  ConversationId conversation_id;
  std::string image;  ///< Base64 of a PNG, JPEG or WebP of at most 96 KiB and 512 x 512.
};
BOOST_DESCRIBE_STRUCT(SetGroupAvatar, (), (conversation_id, image))

struct SetGroupNickname {
  static constexpr CommandInfo command{"group.set_nickname", Access::signed_in, "What I am called in a group of mine."};
  using Answer = Done;
  ConversationId conversation_id;
  std::string nickname;  ///< At most 32 visible characters after trimming; empty = as everywhere.
};
BOOST_DESCRIBE_STRUCT(SetGroupNickname, (), (conversation_id, nickname))

struct ConfigureGroup {
  static constexpr CommandInfo command{"group.configure", Access::signed_in,
                                       "Change the rules of a group, as its owner or an admin; null leaves one as it "
                                       "is. For others not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  std::optional<GroupJoining> joining;
  std::optional<bool> findable;
  std::optional<GroupHistory> history;  ///< For those who come in from now on.
  std::optional<GroupWho> inviting;
  std::optional<GroupWho> mentioning;
  std::optional<GroupWho> calling;
  std::optional<bool> muted;
};
BOOST_DESCRIBE_STRUCT(ConfigureGroup, (),
                      (conversation_id, joining, findable, history, inviting, mentioning, calling, muted))

struct MuteMember {
  static constexpr CommandInfo command{"group.mute", Access::signed_in,
                                       "Let a member not write for a time: the owner anybody else, an admin those who "
                                       "are neither owner nor admin. Otherwise not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  UserId user_id;
  int minutes = 0;  ///< 1 to 525,600 from now; 0 lets them write again.
};
BOOST_DESCRIBE_STRUCT(MuteMember, (), (conversation_id, user_id, minutes))

struct ExemptMember {
  static constexpr CommandInfo command{"group.exempt", Access::signed_in,
                                       "Let a member write while everybody is muted, or no longer, as the owner or an "
                                       "admin. Otherwise not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  UserId user_id;
  bool exempt = false;
};
BOOST_DESCRIBE_STRUCT(ExemptMember, (), (conversation_id, user_id, exempt))

using GroupCommands =
    CommandList<CreateGroup, ListGroupMembers, FindGroupMembers, LeaveGroup, DissolveGroup, RenameGroup, InviteToGroup,
                RemoveFromGroup, SetGroupAdmin, TransferGroup, DescribeGroup, SetGroupAvatar, SetGroupNickname,
                ConfigureGroup, MuteMember, ExemptMember>;

struct GroupChanged {
  static constexpr EventInfo event{"group.changed", Durability::durable, "What all members see of a group changed."};
  ConversationId conversation_id;
  Group group;
};
BOOST_DESCRIBE_STRUCT(GroupChanged, (), (conversation_id, group))

struct GroupCounted {
  static constexpr EventInfo event{"group.counted", Durability::durable, "Somebody came into a group or left it."};
  ConversationId conversation_id;
  int member_count = 0;
  std::vector<UserId> face_ids;
};
BOOST_DESCRIBE_STRUCT(GroupCounted, (), (conversation_id, member_count, face_ids))

struct GroupMemberChanged {
  static constexpr EventInfo event{"group.member_changed", Durability::durable,
                                   "What a member is in a group changed; of myself it is my standing."};
  ConversationId conversation_id;
  GroupMember member;
};
BOOST_DESCRIBE_STRUCT(GroupMemberChanged, (), (conversation_id, member))

using GroupEvents = EventList<GroupChanged, GroupCounted, GroupMemberChanged>;

}  // namespace ling
