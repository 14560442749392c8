#include "security/passwords.hpp"

#include "foundation/faults.hpp"
#include "security/tokens.hpp"

#include <boost/asio/associated_executor.hpp>
#include <boost/asio/async_result.hpp>
#include <boost/asio/post.hpp>
#include <sodium.h>

#include <optional>
#include <stdexcept>

namespace ling {
namespace {

std::string argon2id(const std::string& password, const Passwords::Options& options) {
  char out[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(out, password.data(), password.size(), options.passes, options.memory_bytes,
                            crypto_pwhash_ALG_ARGON2ID13) != 0) {
    throw std::runtime_error("argon2id: not enough memory");
  }
  return out;
}

}  // namespace

Passwords::Passwords(Options options) : options_(options), workers_(static_cast<std::size_t>(options.threads)) {
  // Picks the code for this processor; without it libsodium hashes with portable code, at half the speed.
  if (sodium_init() < 0) throw std::runtime_error("libsodium does not start");
  nobody_ = argon2id(random_token(), options_);
}

Passwords::~Passwords() {
  stop();
}

void Passwords::stop() {
  workers_.join();
}

template <class Work>
auto Passwords::on_worker(Work work) -> Task<std::invoke_result_t<Work&>> {
  if (waiting_.fetch_add(1) >= options_.queue) {
    waiting_.fetch_sub(1);
    throw Overloaded("password queue");
  }
  std::optional<std::invoke_result_t<Work&>> outcome;
  auto initiate = [&](auto handler) {
    asio::post(workers_, [&, handler = std::move(handler)]() mutable {
      std::exception_ptr fault;
      try {
        outcome.emplace(work());
      } catch (...) {
        fault = std::current_exception();
      }
      waiting_.fetch_sub(1);
      auto executor = asio::get_associated_executor(handler);
      asio::post(executor, [handler = std::move(handler), fault]() mutable { handler(fault); });
    });
  };
  co_await asio::async_initiate<decltype(use_task), void(std::exception_ptr)>(initiate, use_task);
  co_return std::move(*outcome);
}

Task<std::string> Passwords::hash(std::string password) {
  auto work = [&] { return argon2id(password, options_); };
  co_return co_await on_worker(std::move(work));
}

Task<bool> Passwords::verify(std::string stored, std::string password) {
  const bool known = !stored.empty();
  const std::string& against = known ? stored : nobody_;
  auto work = [&] { return crypto_pwhash_str_verify(against.c_str(), password.data(), password.size()) == 0; };
  const bool matches = co_await on_worker(std::move(work));
  co_return known&& matches;
}

}  // namespace ling
