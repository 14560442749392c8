#include "features/chat/conversation_store.hpp"

#include <algorithm>

namespace ling::conversation_store {

std::optional<UserId> peer_of(const ConversationRow& conversation, UserId user_id) {
  if (conversation.kind != ConversationKind::direct) return std::nullopt;
  return conversation.low_user_id == user_id ? conversation.high_user_id : conversation.low_user_id;
}

ConversationId add_direct(Tx& tx, UserId a, UserId b) {
  const ConversationId conversation_id{
      tx.insert("INSERT INTO conversation (kind, low_user_id, high_user_id, created_at) VALUES (?, ?, ?, ?)",
                ConversationKind::direct, std::min(a, b), std::max(a, b), tx.now())};
  for (const UserId user_id : {a, b}) {
    tx.run(
        "INSERT INTO member (conversation_id, user_id, delivered_seq, read_seq, marked_unread, pinned_at, muted, draft) "
        "VALUES (?, ?, 0, 0, 0, 0, 0, '')",
        conversation_id, user_id);
  }
  return conversation_id;
}

std::optional<ConversationId> direct(Tx& tx, UserId a, UserId b) {
  return tx.one<ConversationId>("SELECT conversation_id FROM conversation WHERE low_user_id = ? AND high_user_id = ?",
                                std::min(a, b), std::max(a, b));
}

std::optional<ConversationRow> conversation(Tx& tx, ConversationId conversation_id) {
  return tx.one<ConversationRow>(
      "SELECT conversation_id, kind, low_user_id, high_user_id FROM conversation WHERE conversation_id = ?",
      conversation_id);
}

std::optional<MemberRow> member(Tx& tx, ConversationId conversation_id, UserId user_id) {
  return tx.one<MemberRow>(
      "SELECT conversation_id, user_id, delivered_seq, read_seq, marked_unread, pinned_at, muted, folded, draft, "
      "first_seq, "
      "told_delivered_seq, told_read_seq "
      "FROM member WHERE conversation_id = ? AND user_id = ?",
      conversation_id, user_id);
}

std::optional<TwoRow> two_for_member(Tx& tx, ConversationId conversation_id, UserId user_id) {
  return tx.one<TwoRow>(
      "SELECT c.low_user_id, c.high_user_id FROM member m JOIN conversation c ON c.conversation_id = m.conversation_id "
      "WHERE m.conversation_id = ? AND m.user_id = ?",
      conversation_id, user_id);
}

std::vector<UserId> member_ids(Tx& tx, ConversationId conversation_id) {
  return tx.all<UserId>("SELECT user_id FROM member WHERE conversation_id = ?", conversation_id);
}

std::vector<ConversationId> of_user(Tx& tx, UserId user_id) {
  return tx.all<ConversationId>("SELECT conversation_id FROM member WHERE user_id = ? ORDER BY conversation_id",
                                user_id);
}

std::vector<ConversationId> of_both(Tx& tx, UserId a, UserId b, ConversationKind kind) {
  return tx.all<ConversationId>(
      "SELECT mine.conversation_id FROM member mine "
      "JOIN member theirs ON theirs.conversation_id = mine.conversation_id AND theirs.user_id = ? "
      "JOIN conversation ON conversation.conversation_id = mine.conversation_id "
      "WHERE mine.user_id = ? AND conversation.kind = ? ORDER BY mine.conversation_id",
      b, a, kind);
}

void set_marks(Tx& tx, const MemberRow& member) {
  tx.run(
      "UPDATE member SET delivered_seq = ?, read_seq = ?, marked_unread = ?, told_delivered_seq = ?, told_read_seq = ? "
      "WHERE conversation_id = ? AND user_id = ?",
      member.delivered_seq, member.read_seq, member.marked_unread, member.told_delivered_seq, member.told_read_seq,
      member.conversation_id, member.user_id);
}

void set_seen(Tx& tx, ConversationId conversation_id, UserId user_id, Seq seq) {
  tx.run(
      "UPDATE member SET delivered_seq = ?, read_seq = ?, marked_unread = 0, told_delivered_seq = ?, "
      "told_read_seq = ? WHERE conversation_id = ? AND user_id = ?",
      seq, seq, seq, seq, conversation_id, user_id);
}

void set_spoken(Tx& tx, ConversationId conversation_id, UserId user_id, Seq seq) {
  tx.run(
      "UPDATE member SET delivered_seq = ?, read_seq = ?, marked_unread = 0, told_delivered_seq = ?, "
      "told_read_seq = ?, last_spoke_at = ? WHERE conversation_id = ? AND user_id = ?",
      seq, seq, seq, seq, tx.now(), conversation_id, user_id);
}

void set_view(Tx& tx, const MemberRow& member) {
  tx.run(
      "UPDATE member SET marked_unread = ?, pinned_at = ?, muted = ?, folded = ? WHERE conversation_id = ? AND user_id = ?",
      member.marked_unread, member.pinned_at, member.muted, member.folded, member.conversation_id, member.user_id);
}

void set_draft(Tx& tx, ConversationId conversation_id, UserId user_id, std::string_view draft) {
  tx.run("UPDATE member SET draft = ? WHERE conversation_id = ? AND user_id = ?", draft, conversation_id, user_id);
}

}  // namespace ling::conversation_store
