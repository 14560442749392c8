// All SQL on what only groups have: what members see alike, and each one's seat. A conversation of another kind has none.
#pragma once

#include "features/chat/group_seat.hpp"
#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string_view>
#include <vector>

namespace ling::group_store {

/// Without members.
ConversationId add(Tx& tx, std::string_view name, UserId owner_id);
/// `newest` counts as read; what was before `first` is not theirs to read.
void add_member(Tx& tx, ConversationId conversation_id, UserId user_id, Seq newest, Seq first);
void remove_member(Tx& tx, ConversationId conversation_id, UserId user_id);
void remove_members(Tx& tx, ConversationId conversation_id);

std::optional<Group> group(Tx& tx, ConversationId conversation_id);
std::optional<GroupRules> rules(Tx& tx, ConversationId conversation_id);
/// All but the members and the call.
void set_group(Tx& tx, ConversationId conversation_id, const Group& group);
void set_call(Tx& tx, ConversationId conversation_id, const std::optional<GroupCall>& call);
/// Groups that may be found and whose name holds `words`, the largest first.
std::vector<ConversationId> findable(Tx& tx, std::string_view words, int limit);
/// Requests to come in that wait.
int waiting(Tx& tx, ConversationId conversation_id);
void set_waiting(Tx& tx, ConversationId conversation_id, int waiting);

std::optional<GroupSeat> seat(Tx& tx, ConversationId conversation_id, UserId user_id);
void set_seat(Tx& tx, ConversationId conversation_id, const GroupSeat& seat);
/// Where others in groups of the user have a nickname that holds `words`: who, and in which.
struct Nicknamed {
  ConversationId conversation_id;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(Nicknamed, (), (conversation_id, user_id))
std::vector<Nicknamed> nicknamed(Tx& tx, UserId user_id, std::string_view words, int limit);
int admin_count(Tx& tx, ConversationId conversation_id);
/// The owner, then the admins.
std::vector<GroupSeat> leaders(Tx& tx, ConversationId conversation_id);
/// Ascending by user_id.
std::vector<GroupSeat> seats_after(Tx& tx, ConversationId conversation_id, UserId after, int limit);

}  // namespace ling::group_store
