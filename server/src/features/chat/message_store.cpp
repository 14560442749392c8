#include "features/chat/message_store.hpp"

#include <boost/describe/class.hpp>

#include <algorithm>
#include <string>

namespace ling::message_store {
namespace {

struct HeldRow {
  FileId file_id;
  ConversationId conversation_id;
  Seq seq = 0;
};
BOOST_DESCRIBE_STRUCT(HeldRow, (), (file_id, conversation_id, seq))

/// Whole messages; the words that choose among them follow.
std::string messages_of(std::string_view which) {
  std::string sql =
      "SELECT conversation_id, seq, sender_id, client_id, kind, text, notice, details, card, sent_at, call_record, "
      "silent, attachments, mentions FROM message ";
  return sql.append(which);
}

}  // namespace

Seq newest_seq(Tx& tx, ConversationId conversation_id) {
  return tx.one<Seq>("SELECT seq FROM message WHERE conversation_id = ? ORDER BY seq DESC LIMIT 1", conversation_id)
      .value_or(0);
}

Message add(Tx& tx, Message message) {
  message.seq = newest_seq(tx, message.conversation_id) + 1;
  message.sent_at = tx.now();
  tx.run(
      "INSERT INTO message (conversation_id, seq, sender_id, client_id, kind, text, notice, details, card, sent_at, "
      "call_record, silent, attachments, mentions) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
      message.conversation_id, message.seq, message.sender_id, message.client_id, message.kind, message.text,
      message.notice, message.details, message.card, message.sent_at, message.call, message.silent, message.attachments,
      message.mentions);
  return message;
}

void give_files(Tx& tx, const Message& message, const std::vector<FileId>& files) {
  for (const FileId file_id : files) {
    tx.run("INSERT INTO message_file (file_id, conversation_id, seq) VALUES (?, ?, ?)", file_id,
           message.conversation_id, message.seq);
  }
}

bool is_file_readable(Tx& tx, UserId user_id, FileId file_id) {
  return tx
      .one<int>(
          "SELECT 1 FROM message_file f JOIN member m ON m.conversation_id = f.conversation_id "
          "WHERE f.file_id = ? AND m.user_id = ? AND f.seq >= m.first_seq LIMIT 1",
          file_id, user_id)
      .has_value();
}

std::vector<StoredByConversation> bytes_by_conversation(Tx& tx, int limit) {
  return tx.all<StoredByConversation>(
      "SELECT h.conversation_id, c.kind, c.name, COUNT(*), CAST(SUM(f.size) AS SIGNED) AS bytes "
      "FROM (SELECT DISTINCT conversation_id, file_id FROM message_file) h "
      "JOIN file f ON f.file_id = h.file_id AND f.removed_at = 0 "
      "JOIN conversation c ON c.conversation_id = h.conversation_id "
      "GROUP BY h.conversation_id, c.kind, c.name ORDER BY bytes DESC, h.conversation_id LIMIT ?",
      limit);
}

int messages_with(Tx& tx, FileId file_id, std::optional<ConversationId> conversation_id) {
  if (!conversation_id) return tx.one<int>("SELECT COUNT(*) FROM message_file WHERE file_id = ?", file_id).value();
  return tx
      .one<int>("SELECT COUNT(*) FROM message_file WHERE file_id = ? AND conversation_id = ?", file_id,
                *conversation_id)
      .value();
}

std::vector<FileId> take_files_of_ended(Tx& tx, int limit) {
  const auto held = tx.all<HeldRow>(
      "SELECT file_id, conversation_id, seq FROM message_file WHERE conversation_id IN "
      "(SELECT conversation_id FROM conversation WHERE kind = ? AND member_count = 0) LIMIT ?",
      ConversationKind::group, limit);
  std::vector<FileId> taken;
  for (const auto& [file_id, conversation_id, seq] : held) {
    tx.run("DELETE FROM message_file WHERE file_id = ? AND conversation_id = ? AND seq = ?", file_id, conversation_id,
           seq);
    taken.push_back(file_id);
  }
  return taken;
}

std::optional<Message> by_client_id(Tx& tx, UserId sender_id, std::string_view client_id) {
  static const std::string sql = messages_of("WHERE sender_id = ? AND client_id = ?");
  return tx.one<Message>(sql, sender_id, client_id);
}

std::optional<Message> newest(Tx& tx, ConversationId conversation_id) {
  static const std::string sql = messages_of("WHERE conversation_id = ? ORDER BY seq DESC LIMIT 1");
  return tx.one<Message>(sql, conversation_id);
}

std::vector<Message> before(Tx& tx, ConversationId conversation_id, Seq first, Seq seq, int limit) {
  static const std::string sql =
      messages_of("WHERE conversation_id = ? AND seq >= ? AND seq < ? ORDER BY seq DESC LIMIT ?");
  auto messages = tx.all<Message>(sql, conversation_id, first, seq, limit);
  std::reverse(messages.begin(), messages.end());
  return messages;
}

std::vector<Message> after(Tx& tx, ConversationId conversation_id, Seq seq, int limit) {
  static const std::string sql = messages_of("WHERE conversation_id = ? AND seq > ? ORDER BY seq LIMIT ?");
  return tx.all<Message>(sql, conversation_id, seq, limit);
}

std::vector<Message> with_files(Tx& tx, ConversationId conversation_id, Seq first, Seq seq, int limit) {
  return tx.all<Message>(
      "SELECT m.conversation_id, m.seq, sender_id, client_id, kind, text, notice, details, card, sent_at, call_record, "
      "silent, attachments, mentions FROM (SELECT DISTINCT conversation_id, seq FROM message_file "
      "WHERE conversation_id = ? AND seq >= ? AND seq < ? ORDER BY seq DESC LIMIT ?) f "
      "JOIN message m ON m.conversation_id = f.conversation_id AND m.seq = f.seq ORDER BY m.seq DESC",
      conversation_id, first, seq, limit);
}

int count_unread(Tx& tx, ConversationId conversation_id, UserId user_id, Seq read_seq) {
  return tx
      .one<int>(
          "SELECT COUNT(*) FROM message "
          "WHERE conversation_id = ? AND seq > ? AND sender_id <> ? AND kind <> ? AND silent = 0",
          conversation_id, read_seq, user_id, MessageKind::notice)
      .value();
}

}  // namespace ling::message_store
