// How many connections there may be: in all, and from one network before anybody has signed in on them.
// Shared by all loops; a mutex guards the table of networks, and the work under it is one lookup (docs/threads.md).
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <unordered_map>
#include <utility>

namespace ling {

class ConnectionLimits {
 public:
  /// One connection's place. Gives it back when destroyed.
  class Place {
   public:
    Place() = default;
    Place(Place&& other) noexcept
        : limits_(std::exchange(other.limits_, nullptr)), network_(std::exchange(other.network_, {})) {}
    Place& operator=(Place&& other) noexcept {
      std::swap(limits_, other.limits_);
      std::swap(network_, other.network_);
      return *this;
    }
    ~Place();

    /// Somebody signed in: no longer counted against the network.
    void signed_in();
    [[nodiscard]] explicit operator bool() const { return limits_ != nullptr; }

   private:
    friend class ConnectionLimits;
    Place(ConnectionLimits& limits, std::string network) : limits_(&limits), network_(std::move(network)) {}

    ConnectionLimits* limits_ = nullptr;
    std::string network_;  ///< Empty once signed in.
  };

  ConnectionLimits(std::size_t in_all, std::size_t strangers_per_network)
      : max_in_all_(in_all), max_strangers_(strangers_per_network) {}

  /// False in a bool context: no place is left.
  [[nodiscard]] Place enter(std::string network);
  [[nodiscard]] std::size_t open() const { return open_.load(std::memory_order_relaxed); }

 private:
  void forget_stranger(const std::string& network);

  const std::size_t max_in_all_;
  const std::size_t max_strangers_;
  std::atomic<std::size_t> open_{0};
  std::mutex mutex_;
  std::unordered_map<std::string, std::size_t> strangers_;
};

}  // namespace ling
