// The one way in: every command, from a WebSocket frame or from POST /api/<command>, passes here.
// It finds the command, checks who may and how often, decodes, runs the handler, encodes.
// Built once at start, then read only: any loop may call run() at the same time.
#pragma once

#include "dispatch/caller.hpp"
#include "dispatch/rate_limits.hpp"
#include "foundation/json_codec.hpp"
#include "foundation/result.hpp"
#include "foundation/task.hpp"
#include "ling/protocol/declaration.hpp"

#include <boost/json/value.hpp>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ling {

/// What a handler is given besides the decoded command. Lives until the handler returns.
struct Request {
  const Caller& caller;
  std::optional<CookieChange> cookie;  ///< Set by sign-in and sign-out; the dispatcher hands it on.

  /// The signed-in user; only valid for commands with Access::signed_in.
  [[nodiscard]] UserId user() const { return caller.identity.value().user_id; }
  [[nodiscard]] DeviceId device() const { return caller.identity.value().device_id; }
};

class Dispatcher {
 public:
  explicit Dispatcher(RateLimits& limits) : limits_(limits) {}

  /// Binds a command to its handler: Task<Result<Command::Answer>>(Request&, Command). Once per command, at start.
  template <class Command, class Handler>
  void on(RateClass rate, Handler handler) {
    Entry entry{Command::command, rate,
                [handler = std::move(handler)](Request& request, const boost::json::value& params) {
                  return run_handler<Command>(handler, request, params);
                }};
    entries_.insert_or_assign(std::string(Command::command.name), std::move(entry));
  }

  [[nodiscard]] bool knows(std::string_view command) const { return entries_.contains(std::string(command)); }

  /// Runs one command for a caller, on the caller's loop. Never throws: a fault becomes `internal`, logged with the
  /// request id. Commands of one caller reach the storage queue in the order in which run() was called.
  Task<Answer> run(Caller caller, std::string command, boost::json::value params);

 private:
  using Run = std::function<Task<Answer>(Request&, const boost::json::value&)>;
  struct Entry {
    CommandInfo info;
    RateClass rate;
    Run run;
  };

  template <class Command, class Handler>
  static Task<Answer> run_handler(const Handler& handler, Request& request, const boost::json::value& params) {
    auto command = json::decode<Command>(params);
    if (!command) co_return failed(command.error());
    Result<typename Command::Answer> result = co_await handler(request, std::move(*command));
    if (!result) co_return failed(result.error());
    Answer answer;
    answer.result = json::encode(*result);
    co_return answer;
  }

  static Answer failed(const Refusal& refusal);
  Task<Answer> run_entry(const Entry& entry, Request& request, const boost::json::value& params);

  RateLimits& limits_;
  std::unordered_map<std::string, Entry> entries_;
};

}  // namespace ling
