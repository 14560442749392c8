// Chat: conversations, messages, marks, drafts, typing.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "ling/protocol/call_record.hpp"
#include "ling/protocol/declaration.hpp"
#include "ling/protocol/files.hpp"
#include "ling/protocol/group_call.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

enum class ConversationKind { direct, group };
BOOST_DESCRIBE_ENUM(ConversationKind, direct, group)

/// A client shows `text` for a kind it does not know.
enum class MessageKind {
  text,
  notice,  ///< A grey line by the server about something that happened; `notice` says what.
  card,    ///< Somebody's card, for whoever wants to know them: `card` says whose.
  call,    ///< By the server about a call that has ended; `call` says how. It moves no marks.
};
BOOST_DESCRIBE_ENUM(MessageKind, text, notice, card, call)

enum class NoticeKind {
  became_friends,
  group_created,  ///< By the sender, as all that follow.
  group_renamed,
  members_invited,
  member_removed,
  admin_named,      ///< A member became an admin.
  admin_dismissed,  ///< An admin became a member.
  owner_changed,
  announcement_published,
  announcement_reminded,  ///< Those who have not confirmed it are reminded.
  group_described,
  group_configured,
  everybody_muted,
  everybody_unmuted,
  member_muted,  ///< The words are for how many minutes.
  member_unmuted,
  member_exempted,  ///< They may write while everybody is muted.
  member_not_exempted,
  member_joined,    ///< By a link, or because anybody may.
  member_admitted,  ///< The actor let them in.
  announcement_edited,
  announcement_withdrawn,
  group_avatar_changed,
  group_call_started,
};
BOOST_DESCRIBE_ENUM(NoticeKind, became_friends, group_created, group_renamed, members_invited, member_removed,
                    admin_named, admin_dismissed, owner_changed, announcement_published, announcement_reminded,
                    group_described, group_configured, everybody_muted, everybody_unmuted, member_muted, member_unmuted,
                    member_exempted, member_not_exempted, member_joined, member_admitted, announcement_edited,
                    announcement_withdrawn, group_avatar_changed, group_call_started)

/// Stored as a number: only ever append.
enum class GroupRole { member, owner, admin };
BOOST_DESCRIBE_ENUM(GroupRole, member, owner, admin)

/// Somebody as a notice names them.
struct NoticePerson {
  UserId user_id;
  std::string name;  ///< As they were called then; a client that knows them better says what it calls them.
};
BOOST_DESCRIBE_STRUCT(NoticePerson, (), (user_id, name))

/// What a notice speaks of.
struct NoticeDetails {
  NoticePerson actor;                ///< Who did it.
  std::vector<NoticePerson> people;  ///< To whom; of many the first 10.
  int people_count = 0;              ///< To how many.
  std::string words;                 ///< The new name of the group and the like; may be empty.
};
BOOST_DESCRIBE_STRUCT(NoticeDetails, (), (actor, people, people_count, words))

/// Words of a message that mean somebody, from their '@' on.
struct Mention {
  std::optional<UserId> user_id;  ///< Null = all members.
  int offset = 0;                 ///< Of the '@', in UTF-16 code units.
  int length = 0;                 ///< At least 2, in UTF-16 code units.
};
BOOST_DESCRIBE_STRUCT(Mention, (), (user_id, offset, length))

struct Message {
  ConversationId conversation_id;
  Seq seq = 0;
  UserId sender_id;
  std::string client_id;  ///< The sender's own id for it; the sender's devices match their pending copy by it.
  MessageKind kind = MessageKind::text;
  std::string text;  ///< The message, or the plain-text form of another kind.
  std::optional<NoticeKind> notice;
  std::optional<NoticeDetails> details;  ///< Of a notice about a group; null in those from before there were any.
  std::optional<User> card;              ///< Of a card, as they were called when it was sent.
  Milliseconds sent_at = 0;
  std::optional<CallRecord> call;                      ///< Of a call; the sender is who called.
  bool silent = false;                                 ///< It does not count as unread.
  std::optional<std::vector<Attachment>> attachments;  ///< Null without any; `text` is what is said to them.
  std::optional<std::vector<Mention>> mentions;        ///< In a group, ascending by offset; null without any.
};
BOOST_DESCRIBE_STRUCT(Message, (),
                      (conversation_id, seq, sender_id, client_id, kind, text, notice, details, card, sent_at, call,
                       silent, attachments, mentions))

/// What stands on top of a group's room until each has dismissed it.
struct GroupHeadline {
  AnnouncementId announcement_id;
  std::string beginning;      ///< The first line of the announcement, at most 100 characters.
  bool must_confirm = false;  ///< It is dismissed by confirming that one has read it.
};
BOOST_DESCRIBE_STRUCT(GroupHeadline, (), (announcement_id, beginning, must_confirm))

/// How people come into a group. Stored as a number, as all enums of groups: only ever append.
enum class GroupJoining {
  invitation,  ///< Members bring their friends, or give them a link.
  open,        ///< Also anybody who finds it.
  approval,    ///< Whoever asks, or is brought by a member, waits until an admin lets them in.
  closed,      ///< Only the owner and the admins bring anybody.
};
BOOST_DESCRIBE_ENUM(GroupJoining, invitation, open, approval, closed)

/// How much of what was written before may be read by who comes in.
enum class GroupHistory {
  none,
  recent,  ///< The last 100 messages.
  all,
};
BOOST_DESCRIBE_ENUM(GroupHistory, none, recent, all)

enum class GroupWho {
  everybody,
  leaders,  ///< The owner and the admins.
};
BOOST_DESCRIBE_ENUM(GroupWho, everybody, leaders)

struct GroupRules {
  GroupJoining joining = GroupJoining::invitation;
  bool findable = false;  ///< By its number and its name.
  GroupHistory history = GroupHistory::none;
  GroupWho inviting = GroupWho::everybody;
  GroupWho mentioning = GroupWho::leaders;  ///< All at once.
  GroupWho calling = GroupWho::everybody;
  bool muted = false;  ///< Only the owner, the admins and who is exempt may write.
};
BOOST_DESCRIBE_STRUCT(GroupRules, (), (joining, findable, history, inviting, mentioning, calling, muted))

/// What all members of a group see alike.
struct Group {
  std::string name;
  UserId owner_id;
  int member_count = 0;
  std::vector<UserId> face_ids;  ///< Up to 9 members, ascending, whose avatars make that of the group.
  std::string avatar;            ///< Name of its own picture under /avatars/; empty = the faces.
  std::string description;       ///< At most 200 characters; may be empty.
  std::optional<GroupHeadline> headline;
  GroupRules rules;
  std::optional<GroupCall> call;  ///< The one that goes on.
};
BOOST_DESCRIBE_STRUCT(Group, (), (name, owner_id, member_count, face_ids, avatar, description, headline, rules, call))

/// What I am in a group.
struct GroupStanding {
  GroupRole role = GroupRole::member;
  std::string nickname;                 ///< What I am called there; empty = as everywhere.
  AnnouncementId seen_announcement_id;  ///< The newest one that I dismissed; 0 = none.
  Milliseconds muted_until = 0;         ///< Until then I may not write; 0 = I was not muted.
  bool exempt = false;                  ///< I may write while everybody is muted.
  Seq first_seq = 1;                    ///< What was written before it is not mine to read.
  int waiting_requests = 0;             ///< To come in, which I may decide.
};
BOOST_DESCRIBE_STRUCT(GroupStanding, (),
                      (role, nickname, seen_announcement_id, muted_until, exempt, first_seq, waiting_requests))

/// A conversation as one member sees it.
struct Conversation {
  ConversationId conversation_id;
  ConversationKind kind = ConversationKind::direct;
  std::optional<UserId> peer_id;          ///< The other one of a direct conversation.
  std::optional<Group> group;             ///< Of a group.
  std::optional<GroupStanding> standing;  ///< Mine in a group.
  Seq last_seq = 0;
  std::optional<Message> last_message;
  Seq read_seq = 0;               ///< I have read up to here.
  int unread = 0;                 ///< Messages of others after read_seq, without notices and silent ones.
  std::vector<Seq> mention_seqs;  ///< Messages after read_seq that mention me: the first 100, ascending.
  bool marked_unread = false;
  Seq peer_delivered_seq = 0;
  std::optional<Seq> peer_read_seq;  ///< null while either side hides read marks.
  Milliseconds pinned_at = 0;        ///< 0 = not pinned.
  bool muted = false;
  bool folded = false;  ///< Out of the way, under one row with the others that are; muted, and not pinned.
  std::string draft;
};
BOOST_DESCRIBE_STRUCT(Conversation, (),
                      (conversation_id, kind, peer_id, group, standing, last_seq, last_message, read_seq, unread,
                       mention_seqs, marked_unread, peer_delivered_seq, peer_read_seq, pinned_at, muted, folded, draft))

struct MessageAck {
  std::string client_id;
  ConversationId conversation_id;
  Seq seq = 0;
  Milliseconds sent_at = 0;
};
BOOST_DESCRIBE_STRUCT(MessageAck, (), (client_id, conversation_id, seq, sent_at))

struct SendMessage {
  static constexpr CommandInfo command{"message.send", Access::signed_in,
                                       "Store a message. The answer comes only when it is safe on disk. Sending the "
                                       "same client_id again gives the first answer again and stores nothing."};
  using Answer = MessageAck;
  ConversationId conversation_id;
  std::string client_id;  ///< UUIDv7 made before the first try: 8 to 64 of letters, digits, '-', '_'.
  std::string text;  ///< 1 to 20,000 characters after trimming; with attachments it may be empty; unused with a card.
  std::optional<UserId> card_user_id;  ///< Send the card of a friend of mine, or my own; not_found for anybody else.
  std::optional<std::vector<NewAttachment>> attachments;  ///< At most 9; none with a card.
  /// Only in a group, at most 50, ascending by offset in the trimmed text. Those of who is no member are left out.
  std::optional<std::vector<Mention>> mentions;
};
BOOST_DESCRIBE_STRUCT(SendMessage, (), (conversation_id, client_id, text, card_user_id, attachments, mentions))

struct MessagePage {
  std::vector<Message> messages;  ///< Ascending by seq.
  bool has_more = false;          ///< There is more in the direction asked for.
};
BOOST_DESCRIBE_STRUCT(MessagePage, (), (messages, has_more))

struct ReadHistory {
  static constexpr CommandInfo command{
      "message.history", Access::signed_in,
      "Messages of a conversation: the newest, those before a seq, or those after one."};
  using Answer = MessagePage;
  ConversationId conversation_id;
  std::optional<Seq> before_seq;
  std::optional<Seq> after_seq;
  std::optional<int> limit;  ///< 1 to 100; 50 unless given.
};
BOOST_DESCRIBE_STRUCT(ReadHistory, (), (conversation_id, before_seq, after_seq, limit))

struct ListFiles {
  static constexpr CommandInfo command{"message.files", Access::signed_in,
                                       "Messages of a conversation that carry files, the newest or those before a seq. "
                                       "One of a message's files has to meet all that is asked."};
  using Answer = MessagePage;
  ConversationId conversation_id;
  std::optional<Seq> before_seq;
  std::optional<int> limit;                          ///< 1 to 100; 50 unless given.
  std::optional<std::vector<AttachmentKind>> kinds;  ///< Of one of these kinds.
  std::optional<std::string> words;                  ///< With a name that holds this.
  std::optional<UserId> sender_id;
};
BOOST_DESCRIBE_STRUCT(ListFiles, (), (conversation_id, before_seq, limit, kinds, words, sender_id))

struct MarkRead {
  static constexpr CommandInfo command{"conversation.mark_read", Access::signed_in,
                                       "I have seen everything up to seq. Only grows; also counts as delivered."};
  using Answer = Done;
  ConversationId conversation_id;
  Seq seq = 0;
};
BOOST_DESCRIBE_STRUCT(MarkRead, (), (conversation_id, seq))

struct MarkDelivered {
  static constexpr CommandInfo command{"conversation.mark_delivered", Access::signed_in,
                                       "A device of mine has everything up to seq. Only grows."};
  using Answer = Done;
  ConversationId conversation_id;
  Seq seq = 0;
};
BOOST_DESCRIBE_STRUCT(MarkDelivered, (), (conversation_id, seq))

struct ConfigureConversation {
  static constexpr CommandInfo command{"conversation.configure", Access::signed_in,
                                       "Pin, mute, fold or mark as unread, for me; null leaves a thing as it is. What "
                                       "is folded is muted and not pinned; to unmute or to pin it unfolds it."};
  using Answer = Conversation;
  ConversationId conversation_id;
  std::optional<bool> pinned;
  std::optional<bool> muted;
  std::optional<bool> folded;
  std::optional<bool> marked_unread;
};
BOOST_DESCRIBE_STRUCT(ConfigureConversation, (), (conversation_id, pinned, muted, folded, marked_unread))

struct SetDraft {
  static constexpr CommandInfo command{"conversation.set_draft", Access::signed_in,
                                       "Keep what I have begun to write, for all my devices; empty removes it."};
  using Answer = Done;
  ConversationId conversation_id;
  std::string draft;  ///< At most 20,000 characters.
};
BOOST_DESCRIBE_STRUCT(SetDraft, (), (conversation_id, draft))

struct StartTyping {
  static constexpr CommandInfo command{
      "conversation.type", Access::signed_in,
      "I am typing. Send at most every 3 s while it lasts; others show it for 5 s. In a group nobody is told."};
  using Answer = Done;
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(StartTyping, (), (conversation_id))

using ChatCommands = CommandList<SendMessage, ReadHistory, ListFiles, MarkRead, MarkDelivered, ConfigureConversation,
                                 SetDraft, StartTyping>;

struct MessageSent {
  static constexpr EventInfo event{
      "message.sent", Durability::durable,
      "A conversation of mine has a new message. Whoever sends has received and read up to it: "
      "mine sets read_seq, unread 0, marked_unread false and mention_seqs empty; the peer's sets peer_delivered_seq "
      "and, unless null, peer_read_seq; one of kind call does neither. Another's counts as "
      "unread unless it is a notice or silent; while there are fewer than 100, one that mentions me "
      "joins mention_seqs."};
  Message message;
};
BOOST_DESCRIBE_STRUCT(MessageSent, (), (message))

struct ConversationChanged {
  static constexpr EventInfo event{"conversation.changed", Durability::durable,
                                   "A conversation is new to me, or my view of it changed: take it whole."};
  Conversation conversation;
};
BOOST_DESCRIBE_STRUCT(ConversationChanged, (), (conversation))

struct ConversationRemoved {
  static constexpr EventInfo event{"conversation.removed", Durability::durable,
                                   "I am no longer in a conversation: there is no such thing for me."};
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(ConversationRemoved, (), (conversation_id))

struct ConversationRead {
  static constexpr EventInfo event{"conversation.read", Durability::durable,
                                   "I have read a conversation, on this device or another; marked_unread is over."};
  ConversationId conversation_id;
  Seq read_seq = 0;
  int unread = 0;
  std::vector<Seq> mention_seqs;
};
BOOST_DESCRIBE_STRUCT(ConversationRead, (), (conversation_id, read_seq, unread, mention_seqs))

struct ConversationMarkedUnread {
  static constexpr EventInfo event{"conversation.marked_unread", Durability::durable,
                                   "A conversation of mine is marked unread, whatever I have read of it."};
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(ConversationMarkedUnread, (), (conversation_id))

struct PeerMarked {
  static constexpr EventInfo event{"peer.marked", Durability::durable,
                                   "The other one of a direct conversation received or read more."};
  ConversationId conversation_id;
  Seq peer_delivered_seq = 0;
  std::optional<Seq> peer_read_seq;  ///< null while either side hides read marks.
};
BOOST_DESCRIBE_STRUCT(PeerMarked, (), (conversation_id, peer_delivered_seq, peer_read_seq))

struct DraftChanged {
  static constexpr EventInfo event{"draft.changed", Durability::durable,
                                   "My draft changed, on this device or another."};
  ConversationId conversation_id;
  std::string draft;
};
BOOST_DESCRIBE_STRUCT(DraftChanged, (), (conversation_id, draft))

struct TypingStarted {
  static constexpr EventInfo event{"typing.started", Durability::fleeting, "A member of a conversation is typing."};
  ConversationId conversation_id;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(TypingStarted, (), (conversation_id, user_id))

using ChatEvents = EventList<MessageSent, ConversationChanged, ConversationRemoved, ConversationRead,
                             ConversationMarkedUnread, PeerMarked, DraftChanged, TypingStarted>;

}  // namespace ling
