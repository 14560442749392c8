// Preloaded into the server: a disk on which the LING_FAILING_FSYNC_AT-th flush of a SQLite log (-wal) fails with EIO.
// Later ones succeed without writing anything, as after fsyncgate: whoever believes a second flush is lied to.
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>

namespace {

bool is_log(int fd) {
  std::array<char, 4096> target{};
  const std::string link = "/proc/self/fd/" + std::to_string(fd);
  const ssize_t size = ::readlink(link.c_str(), target.data(), target.size());
  return size > 0 && std::string_view(target.data(), static_cast<size_t>(size)).ends_with("-wal");
}

int flush(int fd, const char* function) {
  static const char* const wanted = std::getenv("LING_FAILING_FSYNC_AT");
  static const long failing = wanted != nullptr ? std::atol(wanted) : 0;
  static std::atomic<long> flushes{0};
  if (failing > 0 && is_log(fd)) {
    const long number = ++flushes;
    if (number > failing) return 0;
    if (number == failing) {
      errno = EIO;
      return -1;
    }
  }
  return reinterpret_cast<int (*)(int)>(::dlsym(RTLD_NEXT, function))(fd);
}

}  // namespace

extern "C" {

int fsync(int fd) {
  return flush(fd, "fsync");
}

int fdatasync(int fd) {
  return flush(fd, "fdatasync");
}

}  // extern "C"
