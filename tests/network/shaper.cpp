#include "network/shaper.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace ling::network {
namespace {

Duration milliseconds(double value) {
  return Duration(static_cast<Duration::rep>(std::llround(value * 1000)));
}

bool set(Profile& profile, std::string_view name, double value) {
  if (name == "delay_ms")
    profile.delay_ms = value;
  else if (name == "jitter_ms")
    profile.jitter_ms = value;
  else if (name == "loss")
    profile.loss = value;
  else if (name == "burst")
    profile.burst = value;
  else if (name == "kbit")
    profile.kbit = value;
  else if (name == "queue_ms")
    profile.queue_ms = value;
  else if (name == "udp_blocked")
    profile.udp_blocked = value != 0;
  else if (name == "down")
    profile.down = value != 0;
  else
    return false;
  return true;
}

}  // namespace

bool change(Profile& profile, std::string_view words) {
  Profile changed = profile;
  while (!words.empty()) {
    const std::size_t end = std::min(words.find(' '), words.size());
    const std::string_view word = words.substr(0, end);
    words.remove_prefix(std::min(end + 1, words.size()));
    if (word.empty()) continue;
    const std::size_t sign = word.find('=');
    double value = 0;
    if (sign == std::string_view::npos) return false;
    const char* last = word.data() + word.size();
    const auto [read, error] = std::from_chars(word.data() + sign + 1, last, value);
    if (error != std::errc{} || read != last || value < 0 || !set(changed, word.substr(0, sign), value)) return false;
  }
  profile = changed;
  return true;
}

std::optional<Duration> Shaper::arrival(const Profile& profile, std::size_t bytes, bool udp, Duration now) {
  if (profile.down || (udp && profile.udp_blocked) || is_lost(profile)) return std::nullopt;
  Duration begin = std::max(now, free_at_);
  if (profile.kbit > 0) {
    if (begin - now > milliseconds(profile.queue_ms)) return std::nullopt;
    free_at_ = begin + milliseconds(static_cast<double>(bytes) * 8 / profile.kbit);
    begin = free_at_;
  }
  const double jitter = profile.jitter_ms * (2 * chance() - 1);
  const Duration arrival = begin + milliseconds(std::max(0.0, profile.delay_ms + jitter));
  last_arrival_ = std::max(arrival, last_arrival_);
  return last_arrival_;
}

/// Gilbert's model: it loses one after the other for a while, `burst` on average.
bool Shaper::is_lost(const Profile& profile) {
  if (profile.loss <= 0) return losing_ = false;
  if (profile.loss >= 1) return losing_ = true;
  const double end = 1 / std::max(1.0, profile.burst);
  const double begin = profile.loss * end / (1 - profile.loss);
  losing_ = losing_ ? chance() >= end : chance() < begin;
  return losing_;
}

}  // namespace ling::network
