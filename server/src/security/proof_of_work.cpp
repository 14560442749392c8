#include "security/proof_of_work.hpp"

#include "security/tokens.hpp"

#include <sodium.h>

#include <array>
#include <charconv>

namespace ling {
namespace {

constexpr Milliseconds valid_for = 10 * 60 * 1000;

template <std::size_t Size>
std::string to_hex(const std::array<unsigned char, Size>& bytes) {
  std::string hex(Size * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
  hex.pop_back();
  return hex;
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

// The salt is "<random>?expires=<milliseconds>&", so the expiry is under the hash and the signature.
Milliseconds expiry_of(std::string_view salt) {
  static constexpr std::string_view mark = "?expires=";
  const auto at = salt.find(mark);
  if (at == std::string_view::npos) return 0;
  Milliseconds expiry = 0;
  std::from_chars(salt.data() + at + mark.size(), salt.data() + salt.size(), expiry);
  return expiry;
}

}  // namespace

std::string sha256_hex(std::string_view bytes) {
  std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
  crypto_hash_sha256(digest.data(), bytes_of(bytes), bytes.size());
  return to_hex(digest);
}

ProofOfWork::ProofOfWork(int max_number) : max_number_(max_number), key_(random_token()) {}

std::string ProofOfWork::sign(std::string_view challenge) const {
  std::array<unsigned char, crypto_auth_hmacsha256_BYTES> mac{};
  crypto_auth_hmacsha256_state state;
  crypto_auth_hmacsha256_init(&state, bytes_of(key_), key_.size());
  crypto_auth_hmacsha256_update(&state, bytes_of(challenge), challenge.size());
  crypto_auth_hmacsha256_final(&state, mac.data());
  return to_hex(mac);
}

Challenge ProofOfWork::make(Milliseconds now) {
  const std::string salt = random_token() + "?expires=" + std::to_string(now + valid_for) + "&";
  const auto number = randombytes_uniform(static_cast<std::uint32_t>(max_number_) + 1);
  const std::string challenge = sha256_hex(salt + std::to_string(number));
  return {"SHA-256", challenge, salt, sign(challenge), max_number_};
}

bool ProofOfWork::accept(const ChallengeSolution& solution, Milliseconds now) {
  const std::string expected = sign(solution.challenge);
  if (solution.signature.size() != expected.size() ||
      sodium_memcmp(solution.signature.data(), expected.data(), expected.size()) != 0) {
    return false;
  }
  if (expiry_of(solution.salt) < now) return false;
  if (sha256_hex(solution.salt + std::to_string(solution.number)) != solution.challenge) return false;
  const std::lock_guard lock(mutex_);
  std::erase_if(used_, [&](const auto& entry) { return entry.second < now; });
  return used_.emplace(solution.challenge, expiry_of(solution.salt)).second;
}

}  // namespace ling
