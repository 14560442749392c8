// Calls of groups: who is in which, and how. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/calls/call_service.hpp"
#include "features/group_calls/group_call_acts.hpp"
#include "features/group_calls/group_call_watch.hpp"
#include "hub/hub.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <functional>
#include <vector>

namespace ling {

class GroupCallService {
 public:
  struct Options {
    GroupCallWatch::Options watch;
    call_acts::Times times;  ///< Of calls between two: how long somebody is rung.
  };
  /// What it needs of others.
  struct Surroundings {
    group_call_acts::SignedIn signed_in;
    std::function<bool()> media_on;  ///< There is an engine that carries calls.
    std::function<void()> changed;   ///< Told after who sits where may have changed; from any loop.
    std::function<void()> rung;      ///< Told after somebody was rung.
  };

  GroupCallService(Options options, Surroundings surroundings, Database& database, Hub& hub, RateLimits& limits)
      : times_(options.times),
        around_(std::move(surroundings)),
        watch_(options.watch, database, around_.changed),
        database_(database),
        hub_(hub),
        limits_(limits) {}

  void bind(Dispatcher& dispatcher);
  /// Seats empty by themselves from here on; at once where no engine carries calls any more. `loop` must end before this
  /// does.
  void start(Executor loop);
  /// Somebody is no longer in the group.
  void members_left(ConversationId conversation_id);
  /// Devices of theirs signed out.
  void signed_out(UserId user_id);

  static void add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot);
  static bool is_in(Tx& tx, UserId user_id);
  static std::vector<group_call_store::SeatRow> seats_in(Tx& tx, GroupCallId group_call_id);

 private:
  Task<Result<Done>> keep(group_call_acts::Window window, GroupCallId group_call_id);
  /// Refuses: bad_request, too_many_requests, not_found.
  Task<Result<Done>> react(UserId user_id, ReactInGroupCall command);
  /// What empties seats without a command of theirs, soon.
  void act_later(std::function<void(Tx&)> act);
  Task<void> act_now(std::function<void(Tx&)> act);
  void tidy_up();

  call_acts::Times times_;
  Surroundings around_;
  GroupCallWatch watch_;
  Database& database_;
  Hub& hub_;
  RateLimits& limits_;
  std::optional<Executor> loop_;
};

}  // namespace ling
