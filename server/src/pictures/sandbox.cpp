#include "pictures/sandbox.hpp"

#include <fcntl.h>
#include <malloc.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <stdexcept>

namespace ling::pictures {
namespace {

constexpr rlim_t memory = 1024UL * 1024 * 1024;  ///< Addresses; 100 million pixels of a HEIC take 600 MiB of them.
constexpr rlim_t seconds = 20;                   ///< Of the processor.

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

class Filter {
 public:
  Filter() : context_(::seccomp_init(SCMP_ACT_ERRNO(EPERM))) {
    if (!context_) throw std::runtime_error("no system calls can be forbidden");
  }

  void allow(int call) { add(SCMP_ACT_ALLOW, call, 0, {}); }
  void allow_if(int call, scmp_arg_cmp condition) { add(SCMP_ACT_ALLOW, call, 1, condition); }
  void refuse(int call, int error) { add(SCMP_ACT_ERRNO(static_cast<unsigned>(error)), call, 0, {}); }
  void load() {
    if (::seccomp_load(context_.get()) != 0) throw std::runtime_error("system calls cannot be forbidden");
  }

 private:
  struct Free {
    void operator()(void* context) const { ::seccomp_release(context); }
  };

  void add(std::uint32_t action, int call, unsigned conditions, scmp_arg_cmp condition) {
    if (::seccomp_rule_add_array(context_.get(), action, call, conditions, &condition) != 0)
      throw std::runtime_error("a system call cannot be ruled on");
  }

  std::unique_ptr<void, Free> context_;
};

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
  Filter filter;
  // Bytes through what is open already.
  for (const int call : {SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(writev), SCMP_SYS(close), SCMP_SYS(fstat)})
    filter.allow(call);
  // Memory, which never becomes code.
  for (const int call : {SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk)})
    filter.allow(call);
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
    filter.allow_if(call, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // Threads of its own, and waiting for them; glibc falls back from clone3, whose flags cannot be looked at.
  filter.allow_if(SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  filter.refuse(SCMP_SYS(clone3), ENOSYS);
  for (const int call : {SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sched_yield),
                         SCMP_SYS(sched_getaffinity), SCMP_SYS(gettid), SCMP_SYS(getpid)})
    filter.allow(call);
  // Time, chance, signals to itself, the end.
  for (const int call :
       {SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
        SCMP_SYS(getrandom), SCMP_SYS(getrusage), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
        SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(exit), SCMP_SYS(exit_group)})
    filter.allow(call);
  filter.load();
}

}  // namespace ling::pictures
