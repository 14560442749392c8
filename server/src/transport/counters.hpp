// What one loop counts. Written by its thread alone, read by any.
#pragma once

#include <atomic>
#include <cstdint>

namespace ling {

class Counter {
 public:
  void add(std::uint64_t amount = 1) { value_.store(get() + amount, std::memory_order_relaxed); }
  void subtract(std::uint64_t amount = 1) { value_.store(get() - amount, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t get() const { return value_.load(std::memory_order_relaxed); }

 private:
  std::atomic<std::uint64_t> value_{0};
};

struct LoopCounters {
  Counter connections_open, sessions_open, connections_total, frames_in, frames_out, bytes_in, bytes_out, slow_readers,
      handshake_failures, accept_pauses;
};

}  // namespace ling
