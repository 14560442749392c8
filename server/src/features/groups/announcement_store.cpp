#include "features/groups/announcement_store.hpp"

#include <limits>

namespace ling::announcement_store {

AnnouncementId add(Tx& tx, ConversationId conversation_id, UserId author_id, std::string_view text, bool must_confirm) {
  return {
      tx.insert("INSERT INTO announcement (conversation_id, author_id, text, must_confirm, published_at, reminded_at) "
                "VALUES (?, ?, ?, ?, ?, 0)",
                conversation_id, author_id, text, must_confirm, tx.now())};
}

std::optional<Row> one(Tx& tx, ConversationId conversation_id, AnnouncementId announcement_id) {
  return tx.one<Row>(
      "SELECT announcement_id, conversation_id, author_id, text, must_confirm, published_at, edited_at, reminded_at "
      "FROM announcement WHERE announcement_id = ? AND conversation_id = ?",
      announcement_id, conversation_id);
}

std::vector<Row> before(Tx& tx, ConversationId conversation_id, std::optional<AnnouncementId> before, int limit) {
  return tx.all<Row>(
      "SELECT announcement_id, conversation_id, author_id, text, must_confirm, published_at, edited_at, reminded_at "
      "FROM announcement WHERE conversation_id = ? AND announcement_id < ? ORDER BY announcement_id DESC LIMIT ?",
      conversation_id, before.value_or(AnnouncementId{std::numeric_limits<std::int64_t>::max()}), limit);
}

void edit(Tx& tx, AnnouncementId announcement_id, std::string_view text, bool must_confirm) {
  tx.run("UPDATE announcement SET text = ?, must_confirm = ?, edited_at = ? WHERE announcement_id = ?", text,
         must_confirm, tx.now(), announcement_id);
}

void remove(Tx& tx, AnnouncementId announcement_id) {
  tx.run("DELETE FROM announcement_confirmation WHERE announcement_id = ?", announcement_id);
  tx.run("DELETE FROM announcement WHERE announcement_id = ?", announcement_id);
}

void set_reminded(Tx& tx, AnnouncementId announcement_id) {
  tx.run("UPDATE announcement SET reminded_at = ? WHERE announcement_id = ?", tx.now(), announcement_id);
}

void confirm(Tx& tx, AnnouncementId announcement_id, UserId user_id) {
  if (has_confirmed(tx, announcement_id, user_id)) return;
  tx.run("INSERT INTO announcement_confirmation (announcement_id, user_id, confirmed_at) VALUES (?, ?, ?)",
         announcement_id, user_id, tx.now());
}

bool has_confirmed(Tx& tx, AnnouncementId announcement_id, UserId user_id) {
  return tx
      .one<UserId>("SELECT user_id FROM announcement_confirmation WHERE announcement_id = ? AND user_id = ?",
                   announcement_id, user_id)
      .has_value();
}

std::vector<UserId> confirmed_by(Tx& tx, AnnouncementId announcement_id) {
  return tx.all<UserId>("SELECT user_id FROM announcement_confirmation WHERE announcement_id = ? ORDER BY user_id",
                        announcement_id);
}

}  // namespace ling::announcement_store
