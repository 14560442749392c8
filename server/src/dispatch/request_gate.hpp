// How many requests of one user may be answered at once where each holds a buffer. Any thread.
#pragma once

#include "ling/protocol/ids.hpp"

#include <map>
#include <mutex>
#include <optional>
#include <utility>

namespace ling {

class RequestGate {
 public:
  explicit RequestGate(int most) : most_(most) {}

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

  /// nullopt: the user has as many as may be.
  std::optional<Pass> enter(UserId user_id) {
    const std::lock_guard lock(mutex_);
    int& inside = inside_[user_id];
    if (inside >= most_) return std::nullopt;
    ++inside;
    return std::optional<Pass>(std::in_place, *this, user_id);
  }

 private:
  void leave(UserId user_id) {
    const std::lock_guard lock(mutex_);
    if (--inside_[user_id] == 0) inside_.erase(user_id);
  }

  int most_;
  std::mutex mutex_;
  std::map<UserId, int> inside_;
};

}  // namespace ling
