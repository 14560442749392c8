#include "sandbox/file_access.hpp"

#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <stdexcept>

namespace ling::sandbox {
namespace {

/// What the first version knows: newer kernels know more, older programs need not.
constexpr std::uint64_t everything = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;
constexpr std::uint64_t reading_files = LANDLOCK_ACCESS_FS_READ_FILE;

}  // namespace

bool read_only_these(std::initializer_list<const char*> paths) {
  const landlock_ruleset_attr handled{.handled_access_fs = everything};
  const int rules = static_cast<int>(::syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0));
  if (rules < 0) return false;
  for (const char* path : paths) {
    const int file = ::open(path, O_PATH | O_CLOEXEC);
    if (file < 0) continue;
    struct stat facts{};
    ::fstat(file, &facts);
    landlock_path_beneath_attr allowed{.allowed_access = reading_files, .parent_fd = file};
    if (S_ISDIR(facts.st_mode)) allowed.allowed_access |= LANDLOCK_ACCESS_FS_READ_DIR;
    const long added = ::syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &allowed, 0);
    ::close(file);
    if (added != 0) throw std::runtime_error("files cannot be allowed");
  }
  const bool confined =
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 && ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  ::close(rules);
  if (!confined) throw std::runtime_error("files cannot be forbidden");
  return true;
}

}  // namespace ling::sandbox
