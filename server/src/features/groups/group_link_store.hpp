// All SQL on the links into groups.
#pragma once

#include "ling/protocol/joining.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace ling::group_link_store {

struct Row {
  GroupLinkId link_id;
  ConversationId conversation_id;
  std::string code;
  UserId creator_id;
  Milliseconds created_at = 0, expires_at = 0;
  int uses_left = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (), (link_id, conversation_id, code, creator_id, created_at, expires_at, uses_left))

GroupLinkId add(Tx& tx, const Row& row);
/// One that still works.
std::optional<Row> by_code(Tx& tx, std::string_view code);
std::optional<Row> by_id(Tx& tx, ConversationId conversation_id, GroupLinkId link_id);
/// Those that still work, newest first.
std::vector<Row> of_group(Tx& tx, ConversationId conversation_id);
int count_of(Tx& tx, ConversationId conversation_id, UserId creator_id);
void use(Tx& tx, GroupLinkId link_id);
void remove(Tx& tx, GroupLinkId link_id);

}  // namespace ling::group_link_store
