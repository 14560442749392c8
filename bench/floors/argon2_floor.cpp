#include "floors/floors.hpp"
#include "measure.hpp"

#include <sodium.h>

#include <array>
#include <atomic>
#include <stdexcept>
#include <thread>
#include <vector>

namespace ling::bench {

Floor argon2_hashes(int threads, std::size_t memory_kib, unsigned long long passes) {
  if (sodium_init() < 0) throw std::runtime_error("libsodium");
  constexpr int each = 60;
  const Stopwatch watch;
  std::vector<std::thread> workers;
  for (int i = 0; i < threads; ++i) {
    workers.emplace_back([&] {
      std::array<char, crypto_pwhash_STRBYTES> hash{};
      for (int n = 0; n < each; ++n) {
        if (crypto_pwhash_str(hash.data(), "tangerine42moon", 15, passes, memory_kib * 1024) != 0) std::terminate();
      }
    });
  }
  for (std::thread& worker : workers)
    worker.join();
  return {threads * each / watch.seconds(), 0};
}

}  // namespace ling::bench
