// Preloaded into the server: a disk which loses its power. Files below LING_POWER_CUT_FROM are written as always, and
// what a flush was asked for is copied below LING_POWER_CUT_TO, which after kill -9 holds exactly what a power cut
// would have left: nothing that was only written. What LING_POWER_CUT_TO holds at the start counts as flushed.
// LING_POWER_CUT_LEAK=N lets N of 100 sectors reach the disk as soon as they are written, drawn with LING_POWER_CUT_SEED:
// a disk writes what it was not asked for yet in any order.
//
// The model: bytes and lengths are lost unless flushed; names (unlink, rename) keep their order and are never lost, as
// on a file system with a metadata journal. SQLite's -shm file is shared memory and never survives.
// LING_POWER_CUT_SYNCHRONOUS=NORMAL makes SQLite run with that setting whatever the server asks for: the control.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdarg>
#include <cstdlib>
#include <map>
#include <mutex>
#include <random>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

template <class Function>
Function* next(const char* name) {
  return reinterpret_cast<Function*>(::dlsym(RTLD_NEXT, name));
}

using Range = std::pair<off_t, size_t>;

class Disk {
 public:
  /// Lives as long as the process: threads may write until its very end.
  static Disk& instance() {
    static Disk& disk = *new Disk;
    return disk;
  }

  void opened(int fd, const char* path) {
    const std::string name = below(path);
    if (fd < 0 || name.empty() || name.ends_with("-shm")) return;
    const std::lock_guard lock(mutex_);
    names_[fd] = name;
  }
  void closed(int fd) {
    const std::lock_guard lock(mutex_);
    names_.erase(fd);
  }
  void written(int fd, off_t offset, ssize_t size) {
    if (size <= 0) return;
    const std::lock_guard lock(mutex_);
    const auto file = names_.find(fd);
    if (file == names_.end()) return;
    unflushed_[file->second].emplace_back(offset, static_cast<size_t>(size));
    if (leak_ > 0) leak(fd, file->second, offset, offset + size);
  }
  /// False when the copy could not be made; the flush must then fail.
  bool flushed(int fd) {
    const std::lock_guard lock(mutex_);
    const auto file = names_.find(fd);
    struct stat status{};
    if (file == names_.end() || ::fstat(fd, &status) != 0 || !S_ISREG(status.st_mode)) return true;
    const int copy = open_copy(file->second);
    bool done = copy >= 0;
    for (const Range& range : std::exchange(unflushed_[file->second], {}))
      done = done && copy_range(fd, copy, range);
    done = done && ::fstat(fd, &status) == 0;
    static const auto truncate_really = next<int(int, off_t)>("ftruncate64");
    done = done && truncate_really(copy, status.st_size) == 0;
    close_copy(copy);
    return done;
  }
  void removed(const char* path) {
    const std::string name = below(path);
    if (name.empty()) return;
    const std::lock_guard lock(mutex_);
    unflushed_.erase(name);
    next<int(const char*)>("unlink")((to_ + name).c_str());
  }
  void renamed(const char* from, const char* to) {
    const std::string old_name = below(from), new_name = below(to);
    if (old_name.empty() || new_name.empty()) return;
    const std::lock_guard lock(mutex_);
    unflushed_[new_name] = std::exchange(unflushed_[old_name], {});
    // A file renamed before it was ever flushed has its name only.
    if (next<int(const char*, const char*)>("rename")((to_ + old_name).c_str(), (to_ + new_name).c_str()) != 0)
      next<int(const char*)>("unlink")((to_ + new_name).c_str());
  }

 private:
  Disk()
      : from_(variable("LING_POWER_CUT_FROM")),
        to_(variable("LING_POWER_CUT_TO")),
        leak_(number("LING_POWER_CUT_LEAK")),
        random_(number("LING_POWER_CUT_SEED")) {}

  static std::string variable(const char* name) {
    const char* value = std::getenv(name);
    return value != nullptr ? value : "";
  }
  static unsigned number(const char* name) {
    return static_cast<unsigned>(std::strtoul(variable(name).c_str(), nullptr, 10));
  }
  [[nodiscard]] int open_copy(const std::string& name) const {
    static const auto really = next<int(const char*, int, ...)>("open64");
    return really((to_ + name).c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  }
  static void close_copy(int copy) {
    static const auto really = next<int(int)>("close");
    if (copy >= 0) really(copy);
  }
  /// Some sectors of what was just written.
  void leak(int fd, const std::string& name, off_t begin, off_t end) {
    const int copy = open_copy(name);
    for (off_t at = begin; copy >= 0 && at < end;) {
      const off_t next_sector = (at / sector + 1) * sector;
      const off_t until = std::min(next_sector, end);
      if (random_() % 100 < leak_) copy_range(fd, copy, {at, static_cast<size_t>(until - at)});
      at = until;
    }
    close_copy(copy);
  }
  /// The path relative to the directory, with its leading slash; "" outside.
  [[nodiscard]] std::string below(std::string_view path) const {
    if (from_.empty() || !path.starts_with(from_ + "/")) return "";
    return std::string(path.substr(from_.size()));
  }
  static bool copy_range(int from, int to, Range range) {
    static const auto write_really = next<ssize_t(int, const void*, size_t, off_t)>("pwrite64");
    std::array<char, 65536> buffer{};
    auto [offset, left] = range;
    while (left > 0) {
      const ssize_t size = ::pread(from, buffer.data(), std::min(left, buffer.size()), offset);
      if (size == 0) return true;  // cut off since
      if (size < 0 || write_really(to, buffer.data(), static_cast<size_t>(size), offset) != size) return false;
      offset += size;
      left -= static_cast<size_t>(size);
    }
    return true;
  }

  static constexpr off_t sector = 512;
  std::mutex mutex_;
  std::string from_, to_;
  unsigned leak_;  ///< Of 100.
  std::minstd_rand random_;
  std::map<int, std::string> names_;
  std::map<std::string, std::vector<Range>> unflushed_;
};

int flush(int fd) {
  if (Disk::instance().flushed(fd)) return 0;
  errno = EIO;
  return -1;
}

int open_as(const char* function, const char* path, int flags, mode_t mode) {
  const int fd = next<int(const char*, int, ...)>(function)(path, flags, mode);
  Disk::instance().opened(fd, path);
  return fd;
}

mode_t mode_of(int flags, va_list& arguments) {
  return (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
}

}  // namespace

extern "C" {

int open(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_as("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list arguments;
  va_start(arguments, flags);
  const mode_t mode = mode_of(flags, arguments);
  va_end(arguments);
  return open_as("open64", path, flags, mode);
}

int close(int fd) {
  Disk::instance().closed(fd);
  static const auto really = next<int(int)>("close");
  return really(fd);
}

ssize_t write(int fd, const void* bytes, size_t size) {
  static const auto really = next<ssize_t(int, const void*, size_t)>("write");
  const ssize_t written = really(fd, bytes, size);
  const int error = errno;
  if (written > 0) Disk::instance().written(fd, ::lseek(fd, 0, SEEK_CUR) - written, written);
  errno = error;
  return written;
}

ssize_t pwrite(int fd, const void* bytes, size_t size, off_t offset) {
  static const auto really = next<ssize_t(int, const void*, size_t, off_t)>("pwrite64");
  const ssize_t written = really(fd, bytes, size, offset);
  Disk::instance().written(fd, offset, written);
  return written;
}

ssize_t pwrite64(int fd, const void* bytes, size_t size, off64_t offset) {
  return pwrite(fd, bytes, size, offset);
}

int fsync(int fd) {
  return flush(fd);
}

int fdatasync(int fd) {
  return flush(fd);
}

int unlink(const char* path) noexcept {
  static const auto really = next<int(const char*)>("unlink");
  const int result = really(path);
  if (result == 0) Disk::instance().removed(path);
  return result;
}

int rename(const char* from, const char* to) noexcept {
  static const auto really = next<int(const char*, const char*)>("rename");
  const int result = really(from, to);
  if (result == 0) Disk::instance().renamed(from, to);
  return result;
}

struct sqlite3;
int sqlite3_exec(sqlite3* database, const char* sql, int (*row)(void*, int, char**, char**), void* context,
                 char** error) {
  static const auto really =
      next<int(sqlite3*, const char*, int (*)(void*, int, char**, char**), void*, char**)>("sqlite3_exec");
  static const char* const synchronous = std::getenv("LING_POWER_CUT_SYNCHRONOUS");
  const std::string instead = std::string("PRAGMA synchronous=") + (synchronous != nullptr ? synchronous : "");
  const bool replace = synchronous != nullptr && std::string_view(sql).starts_with("PRAGMA synchronous=");
  return really(database, replace ? instead.c_str() : sql, row, context, error);
}

}  // extern "C"
