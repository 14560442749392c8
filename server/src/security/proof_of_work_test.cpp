#include "security/proof_of_work.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

ChallengeSolution solve(const Challenge& challenge) {
  for (int number = 0; number <= challenge.max_number; ++number) {
    if (sha256_hex(challenge.salt + std::to_string(number)) == challenge.challenge) {
      return {challenge.challenge, challenge.salt, challenge.signature, number};
    }
  }
  ADD_FAILURE() << "no solution";
  return {};
}

TEST(ProofOfWork, a_solution_is_accepted_once) {
  ProofOfWork work(1000);
  const ChallengeSolution solution = solve(work.make(0));
  EXPECT_TRUE(work.accept(solution, 1));
  EXPECT_FALSE(work.accept(solution, 2));
}

TEST(ProofOfWork, expired_forged_and_wrong_solutions_are_refused) {
  ProofOfWork work(1000);
  const ChallengeSolution solution = solve(work.make(0));
  EXPECT_FALSE(work.accept(solution, 11 * 60 * 1000));

  ChallengeSolution wrong = solution;
  wrong.number += 1;
  EXPECT_FALSE(work.accept(wrong, 1));

  ChallengeSolution longer = solution;
  longer.salt.insert(longer.salt.find("=") + 1, "9");
  EXPECT_FALSE(work.accept(longer, 1));

  ProofOfWork other(1000);
  EXPECT_FALSE(other.accept(solution, 1));
  EXPECT_FALSE(work.accept({}, 1));
}

}  // namespace
}  // namespace ling
