// The newest pts of those who were written to of late, and the length of the event log's tail: what the writer
// remembers, so that appending asks the database nothing. Owned by the writer thread. It says what the running
// transaction would read; what was rolled back must be taken back here, or everything forgotten.
#pragma once

#include "foundation/delivery.hpp"

#include <optional>
#include <unordered_map>

namespace ling::event_log {

class StreamEnds {
 public:
  /// Whether the tail was looked through: if so, who is not here is not in the tail either.
  [[nodiscard]] bool know_the_tail() const { return know_the_tail_; }
  void tail_was_read() { know_the_tail_ = true; }

  [[nodiscard]] std::optional<Pts> find(UserId user_id) const;
  void set(Place place);
  /// An event went to the tail. One taken back is not taken off, which folds a little early.
  void count_in_tail(std::size_t audience_bytes);
  void tail_was_folded() { tail_events_ = tail_bytes_ = 0; }
  /// Readers look through the tail, so it must not grow long.
  [[nodiscard]] bool tail_is_long() const;

  /// After a commit: too many users are forgotten.
  void keep_within_bounds();
  void forget();

 private:
  std::unordered_map<UserId, Pts> newest_;
  std::size_t tail_events_ = 0, tail_bytes_ = 0;
  bool know_the_tail_ = false;
};

}  // namespace ling::event_log
