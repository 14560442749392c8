// Binds a command whose whole work is one transaction. `database`, `act`, `look` and `after` are kept as long as the
// dispatcher; they run on the database's threads, `after` on the caller's loop.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "storage/database.hpp"

#include <type_traits>
#include <utility>

namespace ling {

namespace binding {

/// An act takes the transaction, who asks (or the whole request, where it needs more of it), and the command.
template <class Command, class Act>
Result<typename Command::Answer> run(const Act& act, Tx& tx, Request& request, const Command& command) {
  if constexpr (std::is_invocable_v<const Act&, Tx&, Request&, const Command&>) {
    return act(tx, request, command);
  } else {
    return act(tx, request.user(), command);
  }
}

}  // namespace binding

/// The command's answer is `act(tx, user_id, command)`, in a transaction that writes. `after(user_id, command, answer)`
/// is called once it is committed, and not for a refusal.
template <class Command, class Act, class After>
void bind_write(Dispatcher& dispatcher, Database& database, RateClass rate, Act act, After after) {
  using Outcome = Result<typename Command::Answer>;
  dispatcher.on<Command>(rate, [&database, act, after](Request& request, Command command) -> Task<Outcome> {
    auto work = [&](Tx& tx) -> Outcome { return binding::run(act, tx, request, command); };
    Outcome outcome = co_await database.write(std::move(work));
    if (outcome) after(request.user(), command, *outcome);
    co_return outcome;
  });
}

template <class Command, class Act>
void bind_write(Dispatcher& dispatcher, Database& database, RateClass rate, Act act) {
  bind_write<Command>(dispatcher, database, rate, std::move(act),
                      [](UserId, const Command&, const typename Command::Answer&) {});
}

/// The same, in a transaction that only reads.
template <class Command, class Look>
void bind_read(Dispatcher& dispatcher, Database& database, RateClass rate, Look look) {
  using Outcome = Result<typename Command::Answer>;
  dispatcher.on<Command>(rate, [&database, look](Request& request, Command command) -> Task<Outcome> {
    auto work = [&](Tx& tx) -> Outcome { return binding::run(look, tx, request, command); };
    co_return co_await database.read(std::move(work));
  });
}

}  // namespace ling
