#include "storage/stream_ends.hpp"

namespace ling::event_log {
namespace {

constexpr std::size_t longest_tail_events = 512, longest_tail_bytes = 256 * 1024;
/// Some 5 MiB. When there are more, all are forgotten, and those who are written to are looked up again.
constexpr std::size_t most_users = 100'000;

}  // namespace

std::optional<Pts> StreamEnds::find(UserId user_id) const {
  const auto known = newest_.find(user_id);
  if (known == newest_.end()) return std::nullopt;
  return known->second;
}

void StreamEnds::set(Place place) {
  newest_[place.user_id] = place.pts;
}

void StreamEnds::count_in_tail(std::size_t audience_bytes) {
  ++tail_events_;
  tail_bytes_ += audience_bytes;
}

bool StreamEnds::tail_is_long() const {
  return tail_events_ >= longest_tail_events || tail_bytes_ >= longest_tail_bytes;
}

void StreamEnds::keep_within_bounds() {
  if (newest_.size() > most_users) forget();
}

void StreamEnds::forget() {
  *this = {};
}

}  // namespace ling::event_log
