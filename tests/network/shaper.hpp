// What a way over a network does to packets: delay, jitter, loss in bursts, a rate with a queue before it. Pure: the
// time is given and chance is seeded.
#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <random>
#include <string_view>

namespace ling::network {

using Duration = std::chrono::microseconds;

struct Profile {
  double delay_ms = 0;
  double jitter_ms = 0;   ///< Either way, evenly; packets stay in order.
  double loss = 0;        ///< Share of packets, 0 to 1.
  double burst = 1;       ///< How many are lost in a row, on average.
  double kbit = 0;        ///< Per second; 0 = no bound.
  double queue_ms = 200;  ///< What would wait longer for its turn is lost.
  bool udp_blocked = false;
  bool down = false;
};

/// Changes the named values: "delay_ms=20 loss=0.01"; false, with nothing changed, when a word is not of that form.
bool change(Profile& profile, std::string_view words);

/// One direction.
class Shaper {
 public:
  explicit Shaper(unsigned seed) : random_(seed) {}

  /// When a packet that comes now arrives at the other end; nothing when it is lost. `now` never goes back.
  std::optional<Duration> arrival(const Profile& profile, std::size_t bytes, bool udp, Duration now);

 private:
  bool is_lost(const Profile& profile);
  double chance() { return std::uniform_real_distribution<double>(0, 1)(random_); }

  std::mt19937 random_;
  bool losing_ = false;
  Duration free_at_{}, last_arrival_{};
};

}  // namespace ling::network
