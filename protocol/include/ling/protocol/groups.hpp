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
  std::string nickname;  ///< What they are called in this group; empty = as everywhere.
  Milliseconds joined_at = 0;
  Milliseconds last_spoke_at = 0;  ///< 0 = not since they joined.
};
BOOST_DESCRIBE_STRUCT(GroupMember, (), (user, role, nickname, joined_at, last_spoke_at))

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

struct SetGroupNickname {
  static constexpr CommandInfo command{"group.set_nickname", Access::signed_in, "What I am called in a group of mine."};
  using Answer = Done;
  ConversationId conversation_id;
  std::string nickname;  ///< At most 32 visible characters after trimming; empty = as everywhere.
};
BOOST_DESCRIBE_STRUCT(SetGroupNickname, (), (conversation_id, nickname))

struct PublishAnnouncement {
  static constexpr CommandInfo command{"group.announce", Access::signed_in,
                                       "Announce something to all members, as the owner or an admin; for others "
                                       "not_found. It is the group's headline until the next one."};
  using Answer = Done;
  ConversationId conversation_id;
  std::string text;  ///< 1 to 2,000 characters after trimming.
  bool must_confirm = false;
};
BOOST_DESCRIBE_STRUCT(PublishAnnouncement, (), (conversation_id, text, must_confirm))

struct Announcement {
  AnnouncementId announcement_id;
  User author;
  std::string text;
  bool must_confirm = false;
  Milliseconds published_at = 0;
  int confirmed_count = 0;       ///< Members who confirmed it.
  bool confirmed = false;        ///< I did.
  Milliseconds reminded_at = 0;  ///< 0 = nobody was reminded yet.
};
BOOST_DESCRIBE_STRUCT(Announcement, (),
                      (announcement_id, author, text, must_confirm, published_at, confirmed_count, confirmed,
                       reminded_at))

struct AnnouncementPage {
  std::vector<Announcement> announcements;  ///< Newest first, at most 20.
  bool has_more = false;
};
BOOST_DESCRIBE_STRUCT(AnnouncementPage, (), (announcements, has_more))

struct ListAnnouncements {
  static constexpr CommandInfo command{"group.announcements", Access::signed_in,
                                       "What was announced in a group of mine, in pages."};
  using Answer = AnnouncementPage;
  ConversationId conversation_id;
  std::optional<AnnouncementId> before;  ///< Older ones than this.
};
BOOST_DESCRIBE_STRUCT(ListAnnouncements, (), (conversation_id, before))

struct DismissAnnouncement {
  static constexpr CommandInfo command{"group.dismiss_announcement", Access::signed_in,
                                       "I have read an announcement: it is my headline no longer, and confirmed where "
                                       "that is asked for."};
  using Answer = Done;
  ConversationId conversation_id;
  AnnouncementId announcement_id;
};
BOOST_DESCRIBE_STRUCT(DismissAnnouncement, (), (conversation_id, announcement_id))

struct ListConfirmations {
  static constexpr CommandInfo command{"group.confirmations", Access::signed_in,
                                       "Who has confirmed an announcement, or who has not, as the owner or an admin; "
                                       "for others not_found."};
  using Answer = GroupMemberPage;  ///< Without leaders.
  ConversationId conversation_id;
  AnnouncementId announcement_id;
  bool confirmed = false;       ///< Those who have; false: those who have not.
  std::optional<UserId> after;  ///< Those with a greater user_id; at most 50 are listed.
};
BOOST_DESCRIBE_STRUCT(ListConfirmations, (), (conversation_id, announcement_id, confirmed, after))

struct RemindOfAnnouncement {
  static constexpr CommandInfo command{"group.remind", Access::signed_in,
                                       "Remind of the headline: a line in the room, which becomes unread for those "
                                       "who have not confirmed. As the owner or an admin, once a day; for others "
                                       "not_found."};
  using Answer = Done;
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(RemindOfAnnouncement, (), (conversation_id))

using GroupCommands =
    CommandList<CreateGroup, ListGroupMembers, LeaveGroup, DissolveGroup, RenameGroup, InviteToGroup, RemoveFromGroup,
                SetGroupAdmin, TransferGroup, DescribeGroup, SetGroupNickname, PublishAnnouncement, ListAnnouncements,
                DismissAnnouncement, ListConfirmations, RemindOfAnnouncement>;

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

struct AnnouncementSeen {
  static constexpr EventInfo event{"group.announcement_seen", Durability::durable,
                                   "My standing's seen_announcement_id changed, on this device or another."};
  ConversationId conversation_id;
  AnnouncementId seen_announcement_id;
};
BOOST_DESCRIBE_STRUCT(AnnouncementSeen, (), (conversation_id, seen_announcement_id))

using GroupEvents = EventList<GroupChanged, GroupCounted, GroupMemberChanged, AnnouncementSeen>;

}  // namespace ling
