// All SQL on announcements and on who has confirmed them.
#pragma once

#include "ling/protocol/announcements.hpp"
#include "storage/tx.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace ling::announcement_store {

struct Row {
  AnnouncementId announcement_id;
  ConversationId conversation_id;
  UserId author_id;
  std::string text;
  bool must_confirm = false;
  Milliseconds published_at = 0, edited_at = 0, reminded_at = 0;
};
BOOST_DESCRIBE_STRUCT(Row, (),
                      (announcement_id, conversation_id, author_id, text, must_confirm, published_at, edited_at,
                       reminded_at))

AnnouncementId add(Tx& tx, ConversationId conversation_id, UserId author_id, std::string_view text, bool must_confirm);
std::optional<Row> one(Tx& tx, ConversationId conversation_id, AnnouncementId announcement_id);
/// Newest first.
std::vector<Row> before(Tx& tx, ConversationId conversation_id, std::optional<AnnouncementId> before, int limit);
void edit(Tx& tx, AnnouncementId announcement_id, std::string_view text, bool must_confirm);
/// With all confirmations.
void remove(Tx& tx, AnnouncementId announcement_id);
void set_reminded(Tx& tx, AnnouncementId announcement_id);

/// Once each; a repeat changes nothing.
void confirm(Tx& tx, AnnouncementId announcement_id, UserId user_id);
bool has_confirmed(Tx& tx, AnnouncementId announcement_id, UserId user_id);
/// Also those who have left since.
std::vector<UserId> confirmed_by(Tx& tx, AnnouncementId announcement_id);

}  // namespace ling::announcement_store
