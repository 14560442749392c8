#include "features/group_calls/group_call_watch.hpp"

#include "foundation/log.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>

namespace ling {
namespace {

using namespace std::chrono_literals;
using group_call_store::SeatRow;

constexpr auto when_the_database_fails = 1s;
/// A timer that fires so long after its time did not fire because nothing did.
constexpr std::chrono::seconds late{2};

}  // namespace

void GroupCallWatch::start(Executor loop) {
  loop_ = loop;
  spawn(loop, "group call watch", run());
}

void GroupCallWatch::poke() {
  if (!loop_) return;
  asio::post(*loop_, [this] {
    poked_ = true;
    alarm_.ring();
  });
}

void GroupCallWatch::heard(UserId user_id) {
  if (!loop_) return;
  asio::post(*loop_, [this, user_id] {
    const auto known = heard_.find(user_id);
    if (known != heard_.end()) known->second.at = std::chrono::steady_clock::now();
  });
}

Task<void> GroupCallWatch::run() {
  for (;;) {
    poked_ = false;
    Time next = std::chrono::steady_clock::now() + when_the_database_fails;
    try {
      next = co_await empty_silent_seats();
    } catch (const std::exception& fault) {
      log::warning("group_call.watch", {{"fault", fault.what()}});
      // Nor could anybody be heard meanwhile.
      hear_everybody();
    }
    if (poked_) continue;
    co_await alarm_.wait_until(next);
    // It was we who stood still, as a machine does that was asleep.
    if (!poked_ && std::chrono::steady_clock::now() - next > late) hear_everybody();
  }
}

void GroupCallWatch::hear_everybody() {
  const Time now = std::chrono::steady_clock::now();
  for (auto& [user_id, heard] : heard_)
    heard.at = now;
}

Task<GroupCallWatch::Time> GroupCallWatch::empty_silent_seats() {
  auto find = [](Tx& tx) { return group_call_store::all_seats(tx); };
  const Time asked = std::chrono::steady_clock::now();
  const std::vector<SeatRow> seats = co_await database_.read(std::move(find));
  // We stood still while we asked.
  if (std::chrono::steady_clock::now() - asked > late) hear_everybody();
  std::erase_if(heard_, [&](const auto& entry) {
    return std::none_of(seats.begin(), seats.end(), [&](const SeatRow& seat) { return seat.user_id == entry.first; });
  });
  const Time now = std::chrono::steady_clock::now();
  Time next = Time::max();
  bool vanished = false;
  for (const SeatRow& seat : seats) {
    const Time due = heard_at(seat, now) + options_.grace;
    if (due > now) {
      next = std::min(next, due);
      continue;
    }
    auto empty = [&](Tx& tx) {
      group_call_acts::vanish(tx, seat);
      return true;
    };
    co_await database_.write(std::move(empty));
    vanished = true;
  }
  if (vanished) vanished_();
  co_return next;
}

GroupCallWatch::Time GroupCallWatch::heard_at(const SeatRow& seat, Time now) {
  const Heard fresh{seat.group_call_id, seat.endpoint, now};
  Heard& heard = heard_.try_emplace(seat.user_id, fresh).first->second;
  // Another window, or another call: it was not heard of yet.
  if (heard.group_call_id != seat.group_call_id || heard.endpoint != seat.endpoint) heard = fresh;
  return heard.at;
}

}  // namespace ling
