#include "features/accounts/sign_in_guard.hpp"

#include "foundation/text.hpp"

#include <chrono>

namespace ling {
namespace {

// Three free mistakes an account, ten an address; each is forgiven after some minutes.
constexpr Rate account_failures{.burst = 3, .per_second = 1.0 / 300};
constexpr Rate address_failures{.burst = 10, .per_second = 1.0 / 60};
// Tries at one account, right or wrong, from all addresses together, each with a solved challenge once failures pile up.
constexpr Rate account_tries{.burst = 20, .per_second = 1.0 / 6};

Milliseconds wall_clock() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

std::string key(std::string_view kind, std::string_view account) {
  return std::string(kind) + text::lower_ascii(account.substr(0, 64));
}

}  // namespace

Result<void> SignInGuard::admit(const Caller& caller, std::string_view account,
                                const std::optional<ChallengeSolution>& solution) {
  const auto now = std::chrono::steady_clock::now();
  const bool suspicious = limits_.exhausted(account_failures, key("failures/", account), now) ||
                          limits_.exhausted(address_failures, "failures-from/" + caller.address, now);
  if (suspicious) {
    if (auto solved = demand_challenge(solution); !solved) return solved;
  }
  const auto wait = limits_.take(account_tries, key("tries/", account), now);
  if (wait.count() > 0) return refuse(ErrorCode::too_many_requests, {}, static_cast<int>(wait.count()));
  return {};
}

void SignInGuard::failed(const Caller& caller, std::string_view account) {
  const auto now = std::chrono::steady_clock::now();
  limits_.take(account_failures, key("failures/", account), now);
  limits_.take(address_failures, "failures-from/" + caller.address, now);
}

Result<void> SignInGuard::demand_challenge(const std::optional<ChallengeSolution>& solution) {
  if (!solution) return refuse(ErrorCode::challenge_required);
  if (!proof_of_work_.accept(*solution, wall_clock())) return refuse(ErrorCode::challenge_failed);
  return {};
}

}  // namespace ling
