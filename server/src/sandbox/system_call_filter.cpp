#include "sandbox/system_call_filter.hpp"

#include <sched.h>
#include <sys/mman.h>

#include <cerrno>
#include <stdexcept>

namespace ling::sandbox {

void SystemCallFilter::Free::operator()(void* context) const {
  ::seccomp_release(context);
}

SystemCallFilter::SystemCallFilter() : context_(::seccomp_init(SCMP_ACT_ERRNO(EPERM))) {
  if (!context_) throw std::runtime_error("no system calls can be forbidden");
}

void SystemCallFilter::allow(std::initializer_list<int> calls) {
  for (const int call : calls)
    add(SCMP_ACT_ALLOW, call, 0, {});
}

void SystemCallFilter::allow_if(int call, scmp_arg_cmp condition) {
  add(SCMP_ACT_ALLOW, call, 1, condition);
}

void SystemCallFilter::refuse(int call, int error) {
  add(SCMP_ACT_ERRNO(static_cast<unsigned>(error)), call, 0, {});
}

void SystemCallFilter::allow_computing() {
  allow({SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(brk)});
  for (const int call : {SCMP_SYS(mmap), SCMP_SYS(mprotect)})
    allow_if(call, SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
  // glibc falls back from clone3, whose flags cannot be looked at.
  allow_if(SCMP_SYS(clone), SCMP_A0(SCMP_CMP_MASKED_EQ, CLONE_THREAD, CLONE_THREAD));
  refuse(SCMP_SYS(clone3), ENOSYS);
  allow({SCMP_SYS(futex), SCMP_SYS(set_robust_list), SCMP_SYS(rseq), SCMP_SYS(sched_yield), SCMP_SYS(sched_getaffinity),
         SCMP_SYS(gettid), SCMP_SYS(getpid)});
  allow({SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(clock_nanosleep), SCMP_SYS(nanosleep),
         SCMP_SYS(getrandom), SCMP_SYS(getrusage), SCMP_SYS(rt_sigaction), SCMP_SYS(rt_sigprocmask),
         SCMP_SYS(rt_sigreturn), SCMP_SYS(sigaltstack), SCMP_SYS(exit), SCMP_SYS(exit_group)});
}

void SystemCallFilter::load() {
  if (::seccomp_load(context_.get()) != 0) throw std::runtime_error("system calls cannot be forbidden");
}

void SystemCallFilter::add(std::uint32_t action, int call, unsigned conditions, scmp_arg_cmp condition) {
  if (::seccomp_rule_add_array(context_.get(), action, call, conditions, &condition) != 0)
    throw std::runtime_error("a system call cannot be ruled on");
}

}  // namespace ling::sandbox
