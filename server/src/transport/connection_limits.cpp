#include "transport/connection_limits.hpp"

namespace ling {

ConnectionLimits::Place::~Place() {
  if (limits_ == nullptr) return;
  signed_in();
  limits_->open_.fetch_sub(1, std::memory_order_relaxed);
}

void ConnectionLimits::Place::signed_in() {
  if (network_.empty()) return;
  limits_->forget_stranger(network_);
  network_ = {};
}

ConnectionLimits::Place ConnectionLimits::enter(std::string network) {
  if (open_.fetch_add(1, std::memory_order_relaxed) >= max_in_all_) {
    open_.fetch_sub(1, std::memory_order_relaxed);
    return {};
  }
  {
    const std::lock_guard lock(mutex_);
    std::size_t& count = strangers_[network];
    if (count >= max_strangers_) {
      open_.fetch_sub(1, std::memory_order_relaxed);
      return {};
    }
    ++count;
  }
  return {*this, std::move(network)};
}

void ConnectionLimits::forget_stranger(const std::string& network) {
  const std::lock_guard lock(mutex_);
  const auto found = strangers_.find(network);
  if (found != strangers_.end() && --found->second == 0) strangers_.erase(found);
}

}  // namespace ling
