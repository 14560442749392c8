// Binding a command whose whole work is one transaction.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/people/friend_store.hpp"
#include "storage/database.hpp"

#include <utility>

namespace ling {

/// The command's answer is `act(tx, user_id, command)`. `after(user_id, command, answer)` is called on the caller's loop
/// once it is committed, and not for a refusal. `database`, `act` and `after` are kept as long as the dispatcher.
template <class Command, class Act, class After>
void bind_write(Dispatcher& dispatcher, Database& database, RateClass rate, Act act, After after) {
  using Answer = Result<typename Command::Answer>;
  dispatcher.on<Command>(rate, [&database, act, after](Request& request, Command command) -> Task<Answer> {
    const UserId user_id = request.user();
    auto work = [&](Tx& tx) -> Answer { return act(tx, user_id, command); };
    Answer answer = co_await database.write(std::move(work));
    if (answer) after(user_id, command, *answer);
    co_return answer;
  });
}

template <class Command, class Act>
void bind_write(Dispatcher& dispatcher, Database& database, RateClass rate, Act act) {
  bind_write<Command>(dispatcher, database, rate, std::move(act),
                      [](UserId, const Command&, const typename Command::Answer&) {});
}

/// The same for a command that parts the caller from `command.user_id`: `parted` is told of two who could reach each
/// other until then. Of others it is told nothing: who could not be seen before must not be seen to go.
template <class Command, class Act, class Parted>
void bind_parting(Dispatcher& dispatcher, Database& database, RateClass rate, Act act, const Parted& parted) {
  using Answer = Result<typename Command::Answer>;
  dispatcher.on<Command>(rate, [&database, &parted, act](Request& request, Command command) -> Task<Answer> {
    const UserId user_id = request.user();
    bool were_friends = false;
    auto work = [&](Tx& tx) -> Answer {
      were_friends = friend_store::are_friends(tx, user_id, command.user_id);
      return act(tx, user_id, command);
    };
    Answer answer = co_await database.write(std::move(work));
    if (answer && were_friends) parted(user_id, command.user_id);
    co_return answer;
  });
}

}  // namespace ling
