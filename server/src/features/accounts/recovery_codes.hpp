// Eight single-use codes that set a new password when the old one is forgotten.
#pragma once

#include "security/tokens.hpp"

#include <string>
#include <vector>

namespace ling {

struct FreshRecoveryCodes {
  std::vector<std::string> codes;   ///< For the user, this once.
  std::vector<std::string> hashes;  ///< For the store.
};

inline FreshRecoveryCodes fresh_recovery_codes() {
  FreshRecoveryCodes fresh;
  for (int i = 0; i < 8; ++i) {
    fresh.codes.push_back(random_code());
    fresh.hashes.push_back(secret_hash(normalized_code(fresh.codes.back())));
  }
  return fresh;
}

}  // namespace ling
