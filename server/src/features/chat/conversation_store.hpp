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
};
BOOST_DESCRIBE_STRUCT(ConversationRow, (), (conversation_id, kind, low_user_id, high_user_id))

/// The other one of a direct conversation.
std::optional<UserId> peer_of(const ConversationRow& conversation, UserId user_id);

struct MemberRow {
  ConversationId conversation_id;
  UserId user_id;
  Seq delivered_seq = 0, read_seq = 0;
  bool marked_unread = false;
  Milliseconds pinned_at = 0;
  bool muted = false, folded = false;
  std::string draft;
  Seq first_seq = 1;  ///< What was written before it is not theirs to read.
  /// What the other one of a direct conversation was told of the marks: less than they are, once the two have parted.
  Seq told_delivered_seq = 0, told_read_seq = 0;
};
BOOST_DESCRIBE_STRUCT(MemberRow, (),
                      (conversation_id, user_id, delivered_seq, read_seq, marked_unread, pinned_at, muted, folded,
                       draft, first_seq, told_delivered_seq, told_read_seq))

ConversationId add_direct(Tx& tx, UserId a, UserId b);
std::optional<ConversationId> direct(Tx& tx, UserId a, UserId b);
std::optional<ConversationRow> conversation(Tx& tx, ConversationId conversation_id);
std::optional<MemberRow> member(Tx& tx, ConversationId conversation_id, UserId user_id);
/// The two of a direct conversation, null for a group; nothing unless the user is a member.
struct TwoRow {
  std::optional<UserId> low_user_id, high_user_id;
};
BOOST_DESCRIBE_STRUCT(TwoRow, (), (low_user_id, high_user_id))
std::optional<TwoRow> two_for_member(Tx& tx, ConversationId conversation_id, UserId user_id);
std::vector<UserId> member_ids(Tx& tx, ConversationId conversation_id);
std::vector<ConversationId> of_user(Tx& tx, UserId user_id);
/// Those of a kind that both are in; ascending.
std::vector<ConversationId> of_both(Tx& tx, UserId a, UserId b, ConversationKind kind);

/// The marks of a member, and what was told of them.
void set_marks(Tx& tx, const MemberRow& member);
/// The user has received and read up to `seq`, where a line about what they did stands, and all know.
void set_seen(Tx& tx, ConversationId conversation_id, UserId user_id, Seq seq);
/// The same, and it was they who wrote it, now.
void set_spoken(Tx& tx, ConversationId conversation_id, UserId user_id, Seq seq);
void set_view(Tx& tx, const MemberRow& member);
void set_draft(Tx& tx, ConversationId conversation_id, UserId user_id, std::string_view draft);

}  // namespace ling::conversation_store
