#include "dispatch/dispatcher.hpp"

#include "foundation/faults.hpp"
#include "foundation/log.hpp"

#include <chrono>

namespace ling {
namespace {

Answer failure(ErrorCode code, std::string detail = {}, int retry_after_ms = 0) {
  Answer answer;
  answer.failure = Failure{code, std::move(detail), {}};
  if (retry_after_ms > 0) answer.failure->retry_after_ms = retry_after_ms;
  return answer;
}

bool may_call(Access access, const Caller& caller) {
  switch (access) {
    case Access::anyone:
      return true;
    case Access::signed_in:
      return caller.identity.has_value();
    case Access::administrator:
      return caller.local_control || (caller.identity && caller.identity->is_administrator);
  }
  return false;
}

}  // namespace

Answer Dispatcher::failed(const Refusal& refusal) {
  return failure(refusal.code, refusal.detail, refusal.retry_after_ms);
}

Task<Answer> Dispatcher::run(Caller caller, std::string command, boost::json::value params) {
  const auto found = entries_.find(command);
  if (found == entries_.end()) co_return failure(ErrorCode::unknown_command);
  const Entry& entry = found->second;
  if (!may_call(entry.info.access, caller)) {
    // An administrator's command looks unknown to others.
    co_return failure(caller.identity ? ErrorCode::unknown_command : ErrorCode::unauthenticated);
  }
  if (!caller.local_control) {
    const std::string key = caller.identity ? std::to_string(caller.identity->user_id.value) : caller.address;
    const auto wait = limits_.take(entry.rate, key, std::chrono::steady_clock::now());
    if (wait.count() > 0) co_return failure(ErrorCode::too_many_requests, {}, static_cast<int>(wait.count()));
  }
  Request request{.caller = caller, .cookie = {}};
  Answer answer = co_await run_entry(entry, request, params);
  answer.cookie = std::move(request.cookie);
  co_return answer;
}

Task<Answer> Dispatcher::run_entry(const Entry& entry, Request& request, const boost::json::value& params) {
  try {
    co_return co_await entry.run(request, params);
  } catch (const StorageFull&) {
    log::error("command.storage_full", {{"command", entry.info.name}, {"request", request.caller.request_id}});
    co_return failure(ErrorCode::storage_full);
  } catch (const Overloaded&) {
    co_return failure(ErrorCode::busy, {}, 1000);
  } catch (const Unavailable&) {
    // Whoever found it out has said so; this happens to everybody until it is back.
    co_return failure(ErrorCode::busy, {}, 1000);
  } catch (const std::exception& fault) {
    log::error("command.failed",
               {{"command", entry.info.name}, {"request", request.caller.request_id}, {"fault", fault.what()}});
    co_return failure(ErrorCode::internal, "request " + std::to_string(request.caller.request_id));
  }
}

}  // namespace ling
