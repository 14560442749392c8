// Calls between two: who rings, who answers, how it ends; and what their windows tell each other. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/calls/call_acts.hpp"
#include "features/calls/call_growing.hpp"
#include "features/calls/call_watch.hpp"
#include "hub/hub.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <functional>
#include <vector>

namespace ling {

class CallService {
 public:
  struct Options {
    call_acts::Times times;
    CallWatch::Options watch;
  };

  /// What it needs of others.
  struct Surroundings {
    call_acts::Elsewhere elsewhere;
    call_acts::SignedIn signed_in;
    std::function<bool()> media_on;  ///< There is an engine that can carry calls.
    std::function<void()> changed;   ///< Told after who is in which call may have changed; from any loop.
  };

  CallService(Options options, Surroundings surroundings, Database& database, Hub& hub, RateLimits& limits)
      : times_(options.times),
        around_(std::move(surroundings)),
        watch_(options.watch, database, around_.changed),
        database_(database),
        hub_(hub),
        limits_(limits) {}

  void bind(Dispatcher& dispatcher);
  /// Calls end by themselves from here on. `loop` must end before this does.
  /// `routes`: what helps windows to find a way.
  void start(Executor loop, CallRoutes routes);
  /// The two, who could reach each other until now, no longer can.
  void part(UserId a, UserId b);
  /// Devices of theirs signed out.
  void signed_out(UserId user_id);

  static void add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot);
  /// The user is in a call, or one rings for them.
  static bool is_in(Tx& tx, UserId user_id);
  static std::vector<call_acts::Window> answered_windows(Tx& tx, CallId call_id);
  /// Ends that call, if there is one.
  static void leave(Tx& tx, UserId user_id);

  // For calls of more than two, as call_growing.hpp has it.
  static Result<call_growing::Spoken> spoken(Tx& tx, const call_acts::Window& window, CallId call_id);
  static void hand_over(Tx& tx, CallId call_id);
  static Result<void> may_ring(Tx& tx, UserId user_id, UserId other);
  static Call ring(Tx& tx, const call_acts::Window& window, const call_growing::Ring& ring, call_acts::Times times);
  static Call leave_busy(Tx& tx, const call_acts::Window& window, const call_growing::Ring& ring);
  static bool rings(Tx& tx, UserId user_id, GroupCallId into);
  static bool rings_anybody(Tx& tx, GroupCallId into);
  static void take_ring(Tx& tx, UserId user_id, GroupCallId into);
  static void cancel_rings(Tx& tx, GroupCallId into);
  /// Somebody rings who was not asked to by a command of this service: it must run out in time.
  void poke() { watch_.poke(); }

 private:
  Task<Result<Done>> keep(call_acts::Window window, CallId call_id);
  /// Refuses: bad_request, too_large, too_many_requests, not_found.
  Task<Result<Done>> signal(call_acts::Window window, SendSignals command);
  /// What ends calls without a command of theirs, soon.
  void act_later(std::function<void(Tx&)> act);
  Task<void> act_now(std::function<void(Tx&)> act);

  call_acts::Times times_;
  Surroundings around_;
  CallWatch watch_;
  Database& database_;
  Hub& hub_;
  RateLimits& limits_;
  std::optional<Executor> loop_;
  CallRoutes routes_;
};

}  // namespace ling
