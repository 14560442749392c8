// What slows guessing down: limits per account, and a challenge after failures. Accounts that do not exist are treated
// just as those that do. Any loop may call.
#pragma once

#include "dispatch/caller.hpp"
#include "dispatch/rate_limits.hpp"
#include "foundation/result.hpp"
#include "ling/protocol/accounts.hpp"
#include "security/proof_of_work.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ling {

class SignInGuard {
 public:
  SignInGuard(RateLimits& limits, ProofOfWork& proof_of_work) : limits_(limits), proof_of_work_(proof_of_work) {}

  /// Before a password or code is checked.
  Result<void> admit(const Caller& caller, std::string_view account, const std::optional<ChallengeSolution>& solution);
  /// After it was wrong.
  void failed(const Caller& caller, std::string_view account);
  /// Always, as before registering.
  Result<void> demand_challenge(const std::optional<ChallengeSolution>& solution);

 private:
  RateLimits& limits_;
  ProofOfWork& proof_of_work_;
};

}  // namespace ling
