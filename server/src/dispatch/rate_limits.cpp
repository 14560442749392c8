#include "dispatch/rate_limits.hpp"

#include <algorithm>

namespace ling {
namespace {

std::string_view name_of(RateClass rate) {
  switch (rate) {
    case RateClass::cheap:
      return "cheap/";
    case RateClass::sending:
      return "sending/";
    case RateClass::social:
      return "social/";
    case RateClass::password:
      return "password/";
  }
  return "";
}

Rate rate_of(const RateTable& table, RateClass rate) {
  switch (rate) {
    case RateClass::cheap:
      return table.cheap;
    case RateClass::sending:
      return table.sending;
    case RateClass::social:
      return table.social;
    case RateClass::password:
      return table.password;
  }
  return {};
}

}  // namespace

std::chrono::milliseconds RateLimits::take(RateClass rate, std::string_view key, Time now) {
  std::string whole(name_of(rate));
  whole += key;
  return take(rate_of(table_, rate), whole, now);
}

std::chrono::milliseconds RateLimits::take(Rate rate, std::string_view key, Time now) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  if (shard.buckets.size() >= shard_capacity) {
    // A bucket untouched for ten minutes is as good as full for every rate we use.
    std::erase_if(shard.buckets, [&](const auto& entry) { return now - entry.second.at > std::chrono::minutes(10); });
    if (shard.buckets.size() >= shard_capacity) shard.buckets.erase(shard.buckets.begin());
  }
  const auto [entry, fresh] = shard.buckets.try_emplace(std::string(key), Bucket{rate.burst, now});
  Bucket& bucket = entry->second;
  bucket.tokens = tokens_at(rate, bucket, now);
  bucket.at = now;
  if (bucket.tokens >= 1) {
    bucket.tokens -= 1;
    return std::chrono::milliseconds(0);
  }
  const double wait_s = rate.per_second > 0 ? (1 - bucket.tokens) / rate.per_second : 3600;
  return std::max(std::chrono::milliseconds(1), std::chrono::milliseconds(static_cast<long>(wait_s * 1000)));
}

bool RateLimits::exhausted(Rate rate, std::string_view key, Time now) {
  Shard& shard = shard_of(key);
  const std::lock_guard lock(shard.mutex);
  const auto known = shard.buckets.find(std::string(key));
  return known != shard.buckets.end() && tokens_at(rate, known->second, now) < 1;
}

RateLimits::Shard& RateLimits::shard_of(std::string_view key) {
  return shards_[std::hash<std::string_view>{}(key) % shards_.size()];
}

double RateLimits::tokens_at(Rate rate, const Bucket& bucket, Time now) {
  const double elapsed = std::chrono::duration<double>(now - bucket.at).count();
  return std::min(rate.burst, bucket.tokens + std::max(0.0, elapsed) * rate.per_second);
}

}  // namespace ling
