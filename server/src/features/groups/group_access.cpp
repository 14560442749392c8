#include "features/groups/group_access.hpp"

namespace ling::group_access {
namespace group = group_conversation_service;

std::optional<GroupSeat> seat_for(Tx& tx, UserId user_id, ConversationId conversation_id, GroupAct act) {
  auto seat = group::seat_of(tx, conversation_id, user_id);
  if (!seat || !may(seat->role, act)) return std::nullopt;
  return seat;
}

std::optional<GroupSeat> seat_to_bring(Tx& tx, UserId user_id, ConversationId conversation_id) {
  auto seat = group::seat_of(tx, conversation_id, user_id);
  if (!seat || !may_bring(seat->role, group::group_of(tx, conversation_id).rules)) return std::nullopt;
  return seat;
}

std::optional<GroupSeat> target_for(Tx& tx, UserId user_id, ConversationId conversation_id, GroupAct act,
                                    UserId other) {
  const auto seat = group::seat_of(tx, conversation_id, user_id);
  if (!seat) return std::nullopt;
  auto target = group::seat_of(tx, conversation_id, other);
  if (!target || !may(seat->role, act, target->role)) return std::nullopt;
  return target;
}

}  // namespace ling::group_access
