// The challenge before registering and after failed sign-ins: a puzzle in the form of ALTCHA version 1, which costs a
// browser a moment and a guessing program a lot. Verified here, without a third party. Any thread.
#pragma once

#include "ling/protocol/accounts.hpp"

#include <cstdint>
#include <mutex>
#include <string>
#include <unordered_map>

namespace ling {

class ProofOfWork {
 public:
  /// `max_number`: the average work is half of it, in SHA-256 hashes.
  explicit ProofOfWork(int max_number);

  Challenge make(Milliseconds now);
  /// True once per challenge: ours, not expired (10 minutes), not used, solved.
  bool accept(const ChallengeSolution& solution, Milliseconds now);

 private:
  [[nodiscard]] std::string sign(std::string_view challenge) const;

  int max_number_;
  std::string key_;  ///< Made at start: challenges do not outlive the process.
  std::mutex mutex_;
  std::unordered_map<std::string, Milliseconds> used_;  ///< Until they expire; bounded by rate limits on the commands.
};

/// Lower-case hexadecimal SHA-256.
std::string sha256_hex(std::string_view bytes);

}  // namespace ling
