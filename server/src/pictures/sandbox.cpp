#include "pictures/sandbox.hpp"

#include "sandbox/system_call_filter.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <stdexcept>

namespace ling::pictures {
namespace {

[[maybe_unused]] constexpr rlim_t memory =
    1024UL * 1024 * 1024;       ///< Addresses; 100 million pixels of a HEIC take 600 MiB of them.
constexpr rlim_t seconds = 20;  ///< Of the processor.

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define LING_SANITIZED
#endif
#endif

void limit(int what, rlim_t most) {
  const rlimit both{most, most};
  if (::setrlimit(static_cast<__rlimit_resource>(what), &both) != 0)
    throw std::runtime_error("a resource cannot be limited");
}

/// When the machine runs out of memory, this process is the one to go.
void go_first() {
  const int file = ::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);
  if (file < 0) return;
  [[maybe_unused]] const ssize_t written = ::write(file, "1000", 4);
  ::close(file);
}

}  // namespace

void limit_resources() {
  go_first();
  [[maybe_unused]] const int nice = ::nice(10);
#ifndef LING_SANITIZED
  // One arena: each reserves addresses, which the limit counts.
  ::mallopt(M_ARENA_MAX, 1);
  limit(RLIMIT_AS, memory);
#endif
  limit(RLIMIT_CPU, seconds);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);
  if (::prctl(PR_SET_DUMPABLE, 0) != 0) throw std::runtime_error("the process cannot be closed to others");
}

void give_up_everything() {
  limit(RLIMIT_NOFILE, 3);  // Standard input, output, error: none more.
  sandbox::SystemCallFilter filter;
  filter.allow_computing();
  // Bytes through what is open already.
  filter.allow({SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(fstat)});
  filter.load();
}

}  // namespace ling::pictures
