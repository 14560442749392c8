#include "features/groups/group_link_store.hpp"

namespace ling::group_link_store {

GroupLinkId add(Tx& tx, const Row& row) {
  return {
      tx.insert("INSERT INTO group_link (conversation_id, code, creator_id, created_at, expires_at, uses_left) "
                "VALUES (?, ?, ?, ?, ?, ?)",
                row.conversation_id, row.code, row.creator_id, tx.now(), row.expires_at, row.uses_left)};
}

std::optional<Row> by_code(Tx& tx, std::string_view code) {
  return tx.one<Row>(
      "SELECT link_id, conversation_id, code, creator_id, created_at, expires_at, uses_left FROM group_link "
      "WHERE code = ? AND expires_at > ? AND uses_left > 0",
      code, tx.now());
}

std::optional<Row> by_id(Tx& tx, ConversationId conversation_id, GroupLinkId link_id) {
  return tx.one<Row>(
      "SELECT link_id, conversation_id, code, creator_id, created_at, expires_at, uses_left FROM group_link "
      "WHERE link_id = ? AND conversation_id = ?",
      link_id, conversation_id);
}

std::vector<Row> of_group(Tx& tx, ConversationId conversation_id) {
  return tx.all<Row>(
      "SELECT link_id, conversation_id, code, creator_id, created_at, expires_at, uses_left FROM group_link "
      "WHERE conversation_id = ? AND expires_at > ? AND uses_left > 0 ORDER BY link_id DESC",
      conversation_id, tx.now());
}

int count_of(Tx& tx, ConversationId conversation_id, UserId creator_id) {
  return tx
      .one<int>(
          "SELECT COUNT(*) FROM group_link WHERE conversation_id = ? AND creator_id = ? AND expires_at > ? "
          "AND uses_left > 0",
          conversation_id, creator_id, tx.now())
      .value();
}

void use(Tx& tx, GroupLinkId link_id) {
  tx.run("UPDATE group_link SET uses_left = uses_left - 1 WHERE link_id = ?", link_id);
}

void remove(Tx& tx, GroupLinkId link_id) {
  tx.run("DELETE FROM group_link WHERE link_id = ?", link_id);
}

}  // namespace ling::group_link_store
