// Binding a command that parts two users.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/people/friend_store.hpp"
#include "storage/database.hpp"

namespace ling {

/// As bind_write (binding/bind.hpp), for a command that parts the caller from `command.user_id`: `parted` is told of two
/// who could reach each other until then. Of others it is told nothing: who could not be seen before must not be seen to
/// go.
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
