// What 翎 promises, written as plainly as possible: values in memory, no stream, no SQL, no thread. Every function does
// what the command of its parameter should do, in the order of the commits, and says what the answer should have been.
// A command gets the true answer and writes over everything it knows about; so a field that the model knows nothing of
// compares as equal, and what it knows cannot be wrong unseen.
#pragma once

#include "histories/copy.hpp"
#include "ling/protocol/protocol.hpp"

#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace ling::histories {

struct ModelMember {
  Seq delivered_seq = 0, read_seq = 0;
  Seq told_delivered_seq = 0, told_read_seq = 0;  ///< What the other one of two knows of it.
  bool marked_unread = false, muted = false, folded = false;
  Milliseconds pinned_at = 0;
  std::string draft;
  GroupRole role = GroupRole::member;
  std::string nickname;
  AnnouncementId seen;
  Milliseconds muted_until = 0;
  bool exempt = false;
  Seq first_seq = 1;  ///< What was written before one came into a group is not one's to read.
};

struct ModelAnnouncement {
  UserId author_id;
  std::string text;
  bool must_confirm = false;
  Milliseconds published_at = 0, reminded_at = 0;
  std::set<UserId> confirmed;
};

struct ModelJoinRequest {
  JoinRequestId request_id;
  UserId user_id;
  std::optional<UserId> inviter_id, decider_id;
  std::string reason;
  JoinState state = JoinState::waiting;
  Milliseconds asked_at = 0, expires_at = 0;
};

struct ModelLink {
  std::string code;
  UserId creator_id;
  Milliseconds created_at = 0, expires_at = 0;
  int uses_left = 0;
};

struct ModelConversation {
  ConversationKind kind = ConversationKind::direct;
  std::string name, description;
  std::map<UserId, ModelMember> members;
  std::map<UserId, Milliseconds> absent_mutes;  ///< Of who left while muted: until when.
  std::map<AnnouncementId, ModelAnnouncement> announcements;
  std::vector<Message> messages;  ///< seq 1 first.
  GroupRules rules;
  std::vector<ModelJoinRequest> join_requests;  ///< Oldest first.
  int waiting = 0;                              ///< Join requests, as was last told.
  std::map<GroupLinkId, ModelLink> links;
};

struct ModelPerson {
  std::string nickname, signature;
  Settings settings;
  std::map<UserId, Friend> friends;       ///< Whom they count.
  std::map<UserId, std::string> remarks;  ///< Of everybody who ever was a friend of theirs.
  std::vector<FriendGroup> friend_groups;
  std::map<UserId, Block> blocked;
};

struct ModelRequest {
  FriendRequest request;
  std::string remark;  ///< What the asker wishes to keep.
  FriendGroupId friend_group_id;
  bool withheld = false;
};

/// The account under which everybody has registered.
inline std::string account_of(UserId user_id) {
  return "person" + std::to_string(user_id.value);
}

class Model {
 public:
  /// Nothing: it is done. Otherwise the refusal.
  using Outcome = std::optional<ErrorCode>;

  void add_person(UserId user_id, const std::string& nickname) { people_[user_id].nickname = nickname; }

  Outcome run(UserId me, const FindUser& command, User& answer);
  Outcome run(UserId me, const RequestFriend& command, FriendRequest& answer);
  Outcome run(UserId me, const AcceptFriend& command, FriendRequest& answer);
  Outcome run(UserId me, const DeclineFriend& command, FriendRequest& answer);
  Outcome run(UserId me, const ConfigureFriend& command, Friend& answer);
  Outcome run(UserId me, const GetFriendTerms& command, FriendTerms& answer);
  Outcome run(UserId me, const RemoveFriend& command, Done& answer);
  Outcome run(UserId me, const BlockUser& command, Block& answer);
  Outcome run(UserId me, const UnblockUser& command, Done& answer);
  Outcome run(UserId me, const ListCommonGroups& command, CommonGroups& answer);
  Outcome run(UserId me, const CreateFriendGroup& command, FriendGroup& answer);
  Outcome run(UserId me, const RenameFriendGroup& command, FriendGroup& answer);
  Outcome run(UserId me, const PlaceFriendGroup& command, Done& answer);
  Outcome run(UserId me, const RemoveFriendGroup& command, Done& answer);
  Outcome run(UserId me, const MoveFriends& command, Done& answer);
  Outcome run(UserId me, const ListPresence& command, PresenceList& answer);
  Outcome run(UserId me, const UpdateProfile& command, Me& answer);
  Outcome run(UserId me, const UpdateSettings& command, Me& answer);
  Outcome run(UserId me, const SendMessage& command, MessageAck& answer);
  Outcome run(UserId me, const ReadHistory& command, MessagePage& answer);
  Outcome run(UserId me, const MarkRead& command, Done& answer);
  Outcome run(UserId me, const MarkDelivered& command, Done& answer);
  Outcome run(UserId me, const ConfigureConversation& command, Conversation& answer);
  Outcome run(UserId me, const SetDraft& command, Done& answer);
  Outcome run(UserId me, const StartTyping& command, Done& answer);
  Outcome run(UserId me, const CreateGroup& command, Conversation& answer);
  Outcome run(UserId me, const ListGroupMembers& command, GroupMemberPage& answer);
  Outcome run(UserId me, const InviteToGroup& command, Done& answer);
  Outcome run(UserId me, const LeaveGroup& command, Done& answer);
  Outcome run(UserId me, const RemoveFromGroup& command, Done& answer);
  Outcome run(UserId me, const RenameGroup& command, Done& answer);
  Outcome run(UserId me, const SetGroupAdmin& command, Done& answer);
  Outcome run(UserId me, const TransferGroup& command, Done& answer);
  Outcome run(UserId me, const DissolveGroup& command, Done& answer);
  Outcome run(UserId me, const DescribeGroup& command, Done& answer);
  Outcome run(UserId me, const SetGroupNickname& command, Done& answer);
  Outcome run(UserId me, const PublishAnnouncement& command, Done& answer);
  Outcome run(UserId me, const ListAnnouncements& command, AnnouncementPage& answer);
  Outcome run(UserId me, const DismissAnnouncement& command, Done& answer);
  Outcome run(UserId me, const ListConfirmations& command, GroupMemberPage& answer);
  Outcome run(UserId me, const RemindOfAnnouncement& command, Done& answer);
  Outcome run(UserId me, const ConfigureGroup& command, Done& answer);
  Outcome run(UserId me, const MuteMember& command, Done& answer);
  Outcome run(UserId me, const ExemptMember& command, Done& answer);
  Outcome run(UserId me, const FindGroups& command, GroupCards& answer);
  Outcome run(UserId me, const CreateGroupLink& command, GroupLink& answer);
  Outcome run(UserId me, const ListGroupLinks& command, GroupLinks& answer);
  Outcome run(UserId me, const RevokeGroupLink& command, Done& answer);
  Outcome run(UserId me, const ReadGroupLink& command, GroupCard& answer);
  Outcome run(UserId me, const JoinGroup& command, JoinOutcome& answer);
  Outcome run(UserId me, const ListJoinRequests& command, JoinRequests& answer);
  Outcome run(UserId me, const DecideJoinRequest& command, Done& answer);

  /// Writes over everything it knows about what a user should have.
  void describe(UserId me, Copy& copy) const;

  /// Whether a user may be told of a conversation, or of another user, now.
  [[nodiscard]] bool is_member(UserId user_id, ConversationId conversation_id) const;
  [[nodiscard]] bool knows(UserId user_id, UserId other) const;
  /// Who left a conversation since the last forget_left(): what the same commit tells may concern them still.
  [[nodiscard]] const std::vector<std::pair<UserId, ConversationId>>& left() const { return left_; }
  /// Who ended a block of whom since then: the same commit may tell of somebody who is a stranger at its end.
  [[nodiscard]] const std::vector<std::pair<UserId, UserId>>& unblocked() const { return unblocked_; }
  void forget_left() {
    left_.clear();
    unblocked_.clear();
  }

  /// The clock of the commit whose commands are run next.
  void set_now(Milliseconds now) { now_ = now; }

  // For steps to choose from.
  [[nodiscard]] std::vector<ConversationId> conversations() const;
  [[nodiscard]] const ModelConversation& conversation(ConversationId id) const { return conversations_.at(id); }
  [[nodiscard]] const ModelPerson& person(UserId user_id) const { return people_.at(user_id); }
  [[nodiscard]] Seq newest_seq(ConversationId conversation_id) const;
  [[nodiscard]] const std::vector<ModelRequest>& requests() const { return requests_; }

 private:
  ModelConversation* conversation_of(UserId me, ConversationId conversation_id);
  ModelConversation* group_of(UserId me, ConversationId conversation_id);
  /// The same for its owner and admins only.
  ModelConversation* group_led_by(UserId me, ConversationId conversation_id);
  /// The same for those who stand above another member of it.
  ModelConversation* group_governed(UserId me, ConversationId conversation_id, UserId other);
  /// The same for those who may bring others in.
  ModelConversation* group_opened_by(UserId me, ConversationId conversation_id);
  /// Whether they may write in it now: a group may say no.
  [[nodiscard]] bool may_write(UserId me, const ModelConversation& conversation) const;
  [[nodiscard]] Outcome may_mention(UserId me, const ModelConversation& conversation,
                                    const std::vector<Mention>& mentions) const;
  void come_in(ModelConversation& group, UserId user_id);
  void ask_to_come_in(ModelConversation& group, UserId user_id, std::optional<UserId> inviter,
                      const std::string& reason);
  void tell_waiting(ModelConversation& group) const;
  /// Whoever has come in by another way no longer waits.
  void settle(ModelConversation& group, UserId user_id, UserId decider);
  /// The group that a code leads into now, with its link.
  std::pair<ConversationId, ModelLink*> linked(const std::string& code);
  void describe_card(UserId me, ConversationId conversation_id, GroupCard& out) const;
  void describe_link(GroupLinkId link_id, const ModelLink& link, GroupLink& out) const;
  ModelRequest* newest_request(UserId from, UserId to);
  /// One that `me` may decide on.
  ModelRequest* open_request(UserId me, RequestId request_id);
  [[nodiscard]] bool waits(const FriendRequest& request) const;
  void make_friends(ModelRequest& request, const std::string& remark, FriendGroupId friend_group_id);
  void count(UserId me, UserId other, const std::string& remark, FriendGroupId friend_group_id);
  /// Why `me` may not keep a new friend there.
  [[nodiscard]] Outcome wish(UserId me, const std::optional<FriendGroupId>& friend_group_id) const;
  FriendGroup* friend_group(UserId me, FriendGroupId friend_group_id);
  [[nodiscard]] FriendTerms terms(UserId asker, UserId asked) const;
  ConversationId add_conversation(ConversationKind kind, const std::string& name, const std::vector<UserId>& members);
  void store(ConversationId conversation_id, UserId sender, const std::string& client_id, const std::string& text,
             std::optional<NoticeKind> notice);
  void say(ConversationId conversation_id, UserId sender, NoticeKind notice) {
    store(conversation_id, sender, {}, {}, notice);
  }
  void mark(ModelConversation& conversation, UserId me, Seq delivered, Seq read);
  void take_out(ConversationId conversation_id, UserId user_id);
  void describe(UserId me, ConversationId conversation_id, Conversation& view) const;
  static void describe_message(const Message& message, Message& out);
  static void describe_request(const FriendRequest& request, FriendRequest& out);
  static void describe_friend(const Friend& one, Friend& out);
  void describe_group(UserId me, const ModelConversation& conversation, Conversation& view) const;
  void describe_member(UserId user_id, const ModelMember& member, GroupMember& out) const;
  void describe(UserId user_id, User& user) const;
  void describe(UserId user_id, Me& me) const;
  [[nodiscard]] FriendRequest seen_by(UserId me, FriendRequest request) const;
  [[nodiscard]] bool counts(UserId me, UserId other) const { return people_.at(me).friends.contains(other); }
  [[nodiscard]] bool has_blocked(UserId me, UserId other) const { return people_.at(me).blocked.contains(other); }
  [[nodiscard]] bool are_friends(UserId a, UserId b) const {
    return counts(a, b) && counts(b, a) && !has_blocked(a, b) && !has_blocked(b, a);
  }

  Milliseconds now_ = 0;
  std::map<UserId, ModelPerson> people_;
  std::vector<ModelRequest> requests_;  ///< request_id 1 first.
  FriendGroupId last_friend_group_;
  std::map<ConversationId, ModelConversation> conversations_;
  std::int64_t announcements_ = 0, links_ = 0, join_requests_ = 0;  ///< How many there ever were.
  std::vector<std::pair<UserId, ConversationId>> left_;
  std::vector<std::pair<UserId, UserId>> unblocked_;
};

}  // namespace ling::histories
