#include "features/chat/mention_store.hpp"

#include <set>

namespace ling::mention_store {
namespace {

constexpr UserId everybody{0};
constexpr int most_unread = 100;

}  // namespace

void add(Tx& tx, const Message& message) {
  std::set<UserId> meant;
  for (const Mention& one : message.mentions.value_or(std::vector<Mention>()))
    meant.insert(one.user_id.value_or(everybody));
  for (const UserId user_id : meant) {
    tx.run("INSERT INTO mention (conversation_id, user_id, seq) VALUES (?, ?, ?)", message.conversation_id, user_id,
           message.seq);
  }
}

std::vector<Seq> unread(Tx& tx, ConversationId conversation_id, UserId user_id, Seq read_seq) {
  return tx.all<Seq>(
      "SELECT seq FROM mention WHERE conversation_id = ? AND user_id = ? AND seq > ? UNION "
      "SELECT seq FROM mention WHERE conversation_id = ? AND user_id = ? AND seq > ? ORDER BY seq LIMIT ?",
      conversation_id, user_id, read_seq, conversation_id, everybody, read_seq, most_unread);
}

Milliseconds everybody_at(Tx& tx, ConversationId conversation_id) {
  return tx
      .one<Milliseconds>(
          "SELECT sent_at FROM message WHERE conversation_id = ? AND seq = "
          "(SELECT MAX(seq) FROM mention WHERE conversation_id = ? AND user_id = ?)",
          conversation_id, conversation_id, everybody)
      .value_or(0);
}

}  // namespace ling::mention_store
