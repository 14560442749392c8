// Which system calls a process may still make (seccomp): all that are not named fail with EPERM, from `load` on and for
// ever, in all its threads and children. Linux. Everything throws std::runtime_error; who is not confined must not go on.
#pragma once

#include <seccomp.h>

#include <initializer_list>
#include <memory>

namespace ling::sandbox {

class SystemCallFilter {
 public:
  SystemCallFilter();

  /// Numbers as of SCMP_SYS().
  void allow(std::initializer_list<int> calls);
  /// Only while an argument is so: SCMP_A0(…) and the like.
  void allow_if(int call, scmp_arg_cmp condition);
  /// Fails with this error instead of EPERM.
  void refuse(int call, int error);

  /// What any program needs: memory that never becomes code, threads of its own and waiting for them, time, chance,
  /// signals to itself, the end.
  void allow_computing();

  void load();

 private:
  struct Free {
    void operator()(void* context) const;
  };
  void add(std::uint32_t action, int call, unsigned conditions, scmp_arg_cmp condition);

  std::unique_ptr<void, Free> context_;
};

}  // namespace ling::sandbox
