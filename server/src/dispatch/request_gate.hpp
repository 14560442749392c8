// How many requests may be answered at once where each holds a buffer: of one user, and of all. Any thread.
#pragma once

#include "ling/protocol/ids.hpp"

#include <limits>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace ling {

class RequestGate {
 public:
  explicit RequestGate(int most, int most_in_all = std::numeric_limits<int>::max())
      : most_(most), most_in_all_(most_in_all) {}

  /// Held while a request is answered. The gate must outlive it.
  class Pass {
   public:
    Pass(RequestGate& gate, UserId user_id) : gate_(&gate), user_id_(user_id) {}
    Pass(Pass&& other) noexcept : gate_(std::exchange(other.gate_, nullptr)), user_id_(other.user_id_) {}
    Pass& operator=(Pass&&) = delete;
    ~Pass() {
      if (gate_ != nullptr) gate_->leave(user_id_);
    }

   private:
    RequestGate* gate_;
    UserId user_id_;
  };

  /// nullopt: the user has as many as may be, or all have.
  std::optional<Pass> enter(UserId user_id) {
    const std::lock_guard lock(mutex_);
    if (all_ >= most_in_all_) return std::nullopt;
    const auto inside = inside_.try_emplace(user_id, 0).first;
    if (inside->second >= most_) return std::nullopt;
    ++inside->second;
    ++all_;
    return std::optional<Pass>(std::in_place, *this, user_id);
  }

 private:
  void leave(UserId user_id) {
    const std::lock_guard lock(mutex_);
    --all_;
    if (--inside_[user_id] == 0) inside_.erase(user_id);
  }

  int most_, most_in_all_;
  int all_ = 0;
  std::mutex mutex_;
  std::map<UserId, int> inside_;
};

}  // namespace ling
