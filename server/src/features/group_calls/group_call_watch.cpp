#include "features/group_calls/group_call_watch.hpp"

#include <algorithm>

namespace ling {

using group_call_store::SeatRow;

void GroupCallWatch::heard(UserId user_id) {
  watch_.post([this, user_id] {
    const auto known = heard_.find(user_id);
    if (known != heard_.end()) known->second.at = std::chrono::steady_clock::now();
  });
}

void GroupCallWatch::hear_everybody() {
  const Time now = std::chrono::steady_clock::now();
  for (auto& [user_id, heard] : heard_)
    heard.at = now;
}

Task<GroupCallWatch::Time> GroupCallWatch::empty_silent_seats() {
  auto find = [](Tx& tx) { return group_call_store::all_seats(tx); };
  const std::vector<SeatRow> seats = co_await database_.read(std::move(find));
  watch_.notice();
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
