// Password hashing: Argon2id on threads of its own, never on a loop. A bounded queue: when it is full, hash() and verify()
// throw Overloaded instead of piling up (docs/threads.md). Any thread may call.
#pragma once

#include "foundation/task.hpp"

#include <boost/asio/thread_pool.hpp>

#include <atomic>
#include <cstddef>
#include <string>

namespace ling {

class Passwords {
 public:
  struct Options {
    int threads = 2;
    std::size_t queue = 32;
    unsigned long long passes = 2;  ///< OWASP's minimum: 19 MiB, t = 2, p = 1.
    std::size_t memory_bytes = 19456 * 1024;
  };

  explicit Passwords(Options options);
  ~Passwords();

  /// The hash with its salt and parameters, in PHC form.
  Task<std::string> hash(std::string password);
  /// Takes as long for an empty `stored` (no such user) as for a real one, and is false then.
  Task<bool> verify(std::string stored, std::string password);

  /// Finishes what was asked, then ends the threads. Nothing may be asked afterwards. Whoever asks from a loop must be
  /// resumed there, so this comes before the loops are destroyed.
  void stop();

 private:
  template <class Work>
  auto on_worker(Work work) -> Task<std::invoke_result_t<Work&>>;

  Options options_;
  std::string nobody_;  ///< A hash of nothing anybody knows, verified when there is no such user.
  std::atomic<std::size_t> waiting_{0};
  asio::thread_pool workers_;
};

}  // namespace ling
