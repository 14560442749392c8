// What a process uses, read from /proc, and small statistics.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <vector>

namespace ling::bench {

/// Processor time of a process, user and system, all threads. Counted by the kernel in steps of 10 ms.
std::chrono::microseconds cpu_of(pid_t pid);

/// The value below which this share (0 to 1) of the values lies; 0 for none. Sorts them.
double percentile(std::vector<double>& values, double share);

class Stopwatch {
 public:
  [[nodiscard]] double seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - started_).count();
  }

 private:
  std::chrono::steady_clock::time_point started_ = std::chrono::steady_clock::now();
};

}  // namespace ling::bench
