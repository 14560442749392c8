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

/// What is shown of a group to who is not in it.
struct GroupCard {
  ConversationId conversation_id;
  std::string name;
  std::string description;
  int member_count = 0;
  GroupJoining joining = GroupJoining::invitation;
  bool mine = false;  ///< I am in it.
};
BOOST_DESCRIBE_STRUCT(GroupCard, (), (conversation_id, name, description, member_count, joining, mine))

struct GroupCards {
  std::vector<GroupCard> groups;
};
BOOST_DESCRIBE_STRUCT(GroupCards, (), (groups))

struct FindGroups {
  static constexpr CommandInfo command{"group.find", Access::signed_in,
                                       "Groups that allow to be found, by their number or by what their name holds: "
                                       "at most 20."};
  using Answer = GroupCards;
  std::string words;  ///< Nothing is found by nothing.
};
BOOST_DESCRIBE_STRUCT(FindGroups, (), (words))

struct GroupLink {
  GroupLinkId link_id;
  std::string code;  ///< The page /g/<code> of the web client asks to come in.
  User creator;
  Milliseconds created_at = 0;
  Milliseconds expires_at = 0;
  int uses_left = 0;
};
BOOST_DESCRIBE_STRUCT(GroupLink, (), (link_id, code, creator, created_at, expires_at, uses_left))

struct CreateGroupLink {
  static constexpr CommandInfo command{"group.create_link", Access::signed_in,
                                       "Make a link by which people come into a group of mine, if I may invite; "
                                       "otherwise not_found."};
  using Answer = GroupLink;
  ConversationId conversation_id;
  std::optional<int> days;  ///< 1 to 30; 7 unless given.
  std::optional<int> uses;  ///< 1 to 1,000; 50 unless given.
};
BOOST_DESCRIBE_STRUCT(CreateGroupLink, (), (conversation_id, days, uses))

struct GroupLinks {
  std::vector<GroupLink> links;
};
BOOST_DESCRIBE_STRUCT(GroupLinks, (), (links))

struct ListGroupLinks {
  static constexpr CommandInfo command{"group.links", Access::signed_in,
                                       "The links into a group of mine that still work, newest first: all for the "
                                       "owner and the admins, their own for others."};
  using Answer = GroupLinks;
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(ListGroupLinks, (), (conversation_id))

struct RevokeGroupLink {
  static constexpr CommandInfo command{"group.revoke_link", Access::signed_in,
                                       "End a link: the owner and the admins any, others their own."};
  using Answer = Done;
  ConversationId conversation_id;
  GroupLinkId link_id;
};
BOOST_DESCRIBE_STRUCT(RevokeGroupLink, (), (conversation_id, link_id))

struct ReadGroupLink {
  static constexpr CommandInfo command{"group.read_link", Access::signed_in,
                                       "Which group a link leads into; group_link_invalid when it works no longer."};
  using Answer = GroupCard;
  std::string code;
};
BOOST_DESCRIBE_STRUCT(ReadGroupLink, (), (code))

struct JoinOutcome {
  ConversationId conversation_id;
  bool joined = false;  ///< false: an admin has to let me in.
};
BOOST_DESCRIBE_STRUCT(JoinOutcome, (), (conversation_id, joined))

struct JoinGroup {
  static constexpr CommandInfo command{"group.join", Access::signed_in,
                                       "Come into a group by a link, or by its number if it can be found and takes "
                                       "whoever comes or asks. Where an admin has to approve, this asks."};
  using Answer = JoinOutcome;
  std::optional<std::string> code;                ///< Of a link; otherwise
  std::optional<ConversationId> conversation_id;  ///< the group's number.
  std::string reason;                             ///< For the admins, at most 100 characters; may be empty.
};
BOOST_DESCRIBE_STRUCT(JoinGroup, (), (code, conversation_id, reason))

enum class JoinState { waiting, admitted, declined, expired };
BOOST_DESCRIBE_ENUM(JoinState, waiting, admitted, declined, expired)

struct JoinRequest {
  JoinRequestId request_id;
  User user;
  std::optional<User> inviter;  ///< Who brought them or made their link.
  std::string reason;
  JoinState state = JoinState::waiting;
  std::optional<User> decided_by;
  Milliseconds asked_at = 0;
  Milliseconds expires_at = 0;  ///< Whoever waits longer is expired.
};
BOOST_DESCRIBE_STRUCT(JoinRequest, (), (request_id, user, inviter, reason, state, decided_by, asked_at, expires_at))

struct JoinRequests {
  std::vector<JoinRequest> requests;
};
BOOST_DESCRIBE_STRUCT(JoinRequests, (), (requests))

struct ListJoinRequests {
  static constexpr CommandInfo command{"group.join_requests", Access::signed_in,
                                       "Who asked to come in, newest first, at most 100, for the owner and the admins; "
                                       "for others not_found."};
  using Answer = JoinRequests;
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(ListJoinRequests, (), (conversation_id))

struct DecideJoinRequest {
  static constexpr CommandInfo command{"group.decide", Access::signed_in,
                                       "Let somebody in who asked, or not, as the owner or an admin. A request that "
                                       "another has decided is not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  JoinRequestId request_id;
  bool admit = false;
};
BOOST_DESCRIBE_STRUCT(DecideJoinRequest, (), (conversation_id, request_id, admit))

using GroupCommands =
    CommandList<CreateGroup, ListGroupMembers, LeaveGroup, DissolveGroup, RenameGroup, InviteToGroup, RemoveFromGroup,
                SetGroupAdmin, TransferGroup, DescribeGroup, SetGroupNickname, PublishAnnouncement, ListAnnouncements,
                DismissAnnouncement, ListConfirmations, RemindOfAnnouncement, ConfigureGroup, MuteMember, ExemptMember,
                FindGroups, CreateGroupLink, ListGroupLinks, RevokeGroupLink, ReadGroupLink, JoinGroup,
                ListJoinRequests, DecideJoinRequest>;

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

struct JoinRequestsChanged {
  static constexpr EventInfo event{"group.requests_changed", Durability::durable,
                                   "My standing's waiting_requests changed, or which they are."};
  ConversationId conversation_id;
  int waiting_requests = 0;
};
BOOST_DESCRIBE_STRUCT(JoinRequestsChanged, (), (conversation_id, waiting_requests))

using GroupEvents = EventList<GroupChanged, GroupCounted, GroupMemberChanged, AnnouncementSeen, JoinRequestsChanged>;

}  // namespace ling
