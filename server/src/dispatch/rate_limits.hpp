// Token buckets: how often a user, an address or an account may do something.
// Shared by all loops. A mutex per shard guards it: the work under it is a hash lookup, never a wait (docs/threads.md).
#pragma once

#include <array>
#include <chrono>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace ling {

enum class RateClass {
  cheap,     ///< Reading, marks, drafts, typing.
  sending,   ///< What reaches other people.
  social,    ///< Finding people, asking to be friends, changing a profile.
  password,  ///< Everything that hashes a password or guesses a code.
};

struct Rate {
  double burst = 0;
  double per_second = 0;
};

struct RateTable {
  Rate cheap{200, 50};
  Rate sending{40, 20};
  Rate social{30, 1};
  Rate password{30, 0.5};
};

class RateLimits {
 public:
  using Time = std::chrono::steady_clock::time_point;

  explicit RateLimits(RateTable table) : table_(table) {}

  /// Takes one token of `key`. Returns zero when allowed, else how long until the next token is there.
  std::chrono::milliseconds take(RateClass rate, std::string_view key, Time now);
  /// The same with a rate of the caller's own, for limits that are rules of a feature.
  std::chrono::milliseconds take(Rate rate, std::string_view key, Time now);
  /// Nothing left to take; takes nothing itself.
  bool exhausted(Rate rate, std::string_view key, Time now);

 private:
  struct Bucket {
    double tokens = 0;
    Time at;
  };
  static double tokens_at(Rate rate, const Bucket& bucket, Time now);
  struct Shard {
    std::mutex mutex;
    std::unordered_map<std::string, Bucket> buckets;
  };
  /// Full buckets are dropped when a shard holds this many, so that strangers cannot grow it without end.
  static constexpr std::size_t shard_capacity = 4096;

  RateTable table_;
  Shard& shard_of(std::string_view key);

  std::array<Shard, 16> shards_;
};

}  // namespace ling
