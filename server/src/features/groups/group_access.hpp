// Looks up who somebody is in a group and asks group_rights whether they may. Forbidden and unknown are both "nothing".
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/groups/group_rights.hpp"
#include "storage/database.hpp"

#include <optional>

namespace ling::group_access {

constexpr int largest_group = 2000;

/// The user's seat where they may bring people in.
std::optional<GroupSeat> seat_to_bring(Tx& tx, UserId user_id, ConversationId conversation_id);
/// The user's seat where they may do it.
std::optional<GroupSeat> seat_for(Tx& tx, UserId user_id, ConversationId conversation_id, GroupAct act);
/// The seat of another member to whom the user may do it; nothing when either is not in the group.
std::optional<GroupSeat> target_for(Tx& tx, UserId user_id, ConversationId conversation_id, GroupAct act, UserId other);

/// Runs a command of this feature in a transaction that writes.
template <class Command>
void on_write(Dispatcher& dispatcher, Database& database, RateClass rate,
              Result<typename Command::Answer> (*act)(Tx&, UserId, const Command&)) {
  dispatcher.on<Command>(rate,
                         [&database, act](Request& request, Command command) -> Task<Result<typename Command::Answer>> {
                           const UserId user_id = request.user();
                           auto work = [&](Tx& tx) { return act(tx, user_id, command); };
                           co_return co_await database.write(std::move(work));
                         });
}

/// Runs a command of this feature in a transaction that only reads.
template <class Command>
void on_read(Dispatcher& dispatcher, Database& database, RateClass rate,
             Result<typename Command::Answer> (*look)(Tx&, UserId, const Command&)) {
  dispatcher.on<Command>(
      rate, [&database, look](Request& request, Command command) -> Task<Result<typename Command::Answer>> {
        const UserId user_id = request.user();
        auto work = [&](Tx& tx) { return look(tx, user_id, command); };
        co_return co_await database.read(std::move(work));
      });
}

}  // namespace ling::group_access
