// All SQL on conversations and members.
#pragma once

#include "ling/protocol/chat.hpp"
#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ling::conversation_store {

struct ConversationRow {
  ConversationId conversation_id;
  ConversationKind kind = ConversationKind::direct;
  std::optional<UserId> low_user_id, high_user_id;
  std::string name;
  std::optional<UserId> owner_id;
  int member_count = 0;
};
BOOST_DESCRIBE_STRUCT(ConversationRow, (),
                      (conversation_id, kind, low_user_id, high_user_id, name, owner_id, member_count))

/// The other one of a direct conversation.
std::optional<UserId> peer_of(const ConversationRow& conversation, UserId user_id);

struct MemberRow {
  ConversationId conversation_id;
  UserId user_id;
  Seq delivered_seq = 0, read_seq = 0;
  bool marked_unread = false;
  Milliseconds pinned_at = 0;
  bool muted = false;
  std::string draft;
};
BOOST_DESCRIBE_STRUCT(MemberRow, (),
                      (conversation_id, user_id, delivered_seq, read_seq, marked_unread, pinned_at, muted, draft))

ConversationId add_direct(Tx& tx, UserId a, UserId b);
/// Without members.
ConversationId add_group(Tx& tx, std::string_view name, UserId owner_id);
void add_member(Tx& tx, ConversationId conversation_id, UserId user_id, GroupRole role);
void remove_member(Tx& tx, ConversationId conversation_id, UserId user_id);
void remove_members(Tx& tx, ConversationId conversation_id);
struct GroupMemberRow {
  UserId user_id;
  GroupRole role = GroupRole::member;
  Milliseconds joined_at = 0;
};
BOOST_DESCRIBE_STRUCT(GroupMemberRow, (), (user_id, role, joined_at))
std::optional<GroupMemberRow> group_member(Tx& tx, ConversationId conversation_id, UserId user_id);
int count_role(Tx& tx, ConversationId conversation_id, GroupRole role);
void set_role(Tx& tx, ConversationId conversation_id, UserId user_id, GroupRole role);
void set_owner(Tx& tx, ConversationId conversation_id, UserId owner_id);
void set_name(Tx& tx, ConversationId conversation_id, std::string_view name);
/// Ascending by user_id.
std::vector<GroupMemberRow> members_after(Tx& tx, ConversationId conversation_id, UserId after, int limit);
std::optional<ConversationId> direct(Tx& tx, UserId a, UserId b);
std::optional<ConversationRow> conversation(Tx& tx, ConversationId conversation_id);
std::optional<MemberRow> member(Tx& tx, ConversationId conversation_id, UserId user_id);
std::vector<UserId> member_ids(Tx& tx, ConversationId conversation_id);
std::vector<ConversationId> of_user(Tx& tx, UserId user_id);

void set_marks(Tx& tx, ConversationId conversation_id, UserId user_id, Seq delivered_seq, Seq read_seq,
               bool marked_unread);
void set_view(Tx& tx, const MemberRow& member);
void set_draft(Tx& tx, ConversationId conversation_id, UserId user_id, std::string_view draft);

}  // namespace ling::conversation_store
