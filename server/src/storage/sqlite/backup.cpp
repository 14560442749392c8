#include "storage/sqlite/backup.hpp"

#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/tx.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <stdexcept>
#include <system_error>

namespace ling::storage {
namespace {

namespace fs = std::filesystem;

struct CloseDatabase {
  void operator()(sqlite3* database) const { sqlite3_close(database); }
};
using Handle = std::unique_ptr<sqlite3, CloseDatabase>;

[[noreturn]] void fail(const std::string& what, const std::string& why) {
  throw std::runtime_error(fmt::format("{}: {}", what, why));
}

Handle open_database(const fs::path& file, int flags) {
  sqlite3* database = nullptr;
  const int code = sqlite3_open_v2(file.c_str(), &database, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  Handle handle(database);
  if (code != SQLITE_OK) fail("cannot open " + file.string(), sqlite3_errstr(code));
  sqlite3_busy_timeout(database, 10000);
  return handle;
}

void copy_pages(const fs::path& source, const fs::path& target) {
  const Handle from = open_database(source, SQLITE_OPEN_READONLY);
  const Handle to = open_database(target, SQLITE_OPEN_READWRITE);
  sqlite3_backup* backup = sqlite3_backup_init(to.get(), "main", from.get(), "main");
  if (backup == nullptr) fail("cannot write " + target.string(), sqlite3_errmsg(to.get()));
  // All in one step: one snapshot, whatever is committed meanwhile.
  sqlite3_backup_step(backup, -1);
  const int code = sqlite3_backup_finish(backup);
  if (code != SQLITE_OK) fail("cannot write " + target.string(), sqlite3_errstr(code));
}

void add_files(const fs::path& target, std::span<const BackupFile> files) {
  SqliteConnection connection(target, SqliteConnection::Mode::read_write);
  // One file, without a log beside it.
  connection.execute("PRAGMA journal_mode=DELETE");
  Tx tx(connection, 0);
  tx.run("BEGIN IMMEDIATE");
  tx.run("CREATE TABLE backup_file (path VARCHAR(255) NOT NULL PRIMARY KEY, bytes TEXT NOT NULL)");
  for (const BackupFile& file : files)
    tx.run("INSERT INTO backup_file (path, bytes) VALUES (?, ?)", file.path, file.bytes);
  tx.run("COMMIT");
}

/// The file while it is made; gone again unless it was finished.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(fs::path path) : path_(std::move(path)) {
    remove();
    const int fd = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (fd < 0) fail("cannot write " + path_.string(), std::strerror(errno));
    ::close(fd);
  }
  ~UnfinishedFile() { remove(); }
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;

  [[nodiscard]] const fs::path& path() const { return path_; }

  /// On disk first, under its name then.
  void become(const fs::path& target) const {
    sync_to_disk(path_);
    std::error_code error;
    fs::rename(path_, target, error);
    if (error) fail("cannot write " + target.string(), error.message());
    sync_to_disk(target.parent_path());
  }

 private:
  void remove() {
    std::error_code ignored;
    for (const char* suffix : {"", "-journal", "-wal", "-shm"})
      fs::remove(path_.string() + suffix, ignored);
  }

  fs::path path_;
};

}  // namespace

void back_up(const fs::path& source, const fs::path& target, std::span<const BackupFile> files) {
  const UnfinishedFile unfinished(target.string() + ".part");
  copy_pages(source, unfinished.path());
  add_files(unfinished.path(), files);
  unfinished.become(target);
}

void copy_database(const fs::path& source, const fs::path& target) {
  const UnfinishedFile unfinished(target.string() + ".part");
  copy_pages(source, unfinished.path());
  unfinished.become(target);
}

std::vector<BackupFile> unpack_backup(const fs::path& copy) {
  SqliteConnection connection(copy, SqliteConnection::Mode::read_write);
  Tx tx(connection, 0);
  const auto state = tx.one<std::string>("PRAGMA integrity_check");
  if (state != "ok") fail("the backup is damaged", state.value_or("unreadable"));
  if (!tx.one<int>("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'backup_file'"))
    throw std::runtime_error("this file was not made by ling backup");
  std::vector<BackupFile> files;
  for (const std::string& path : tx.all<std::string>("SELECT path FROM backup_file")) {
    files.push_back({path, tx.one<std::string>("SELECT bytes FROM backup_file WHERE path = ?", path).value()});
  }
  connection.execute("DROP TABLE backup_file");
  return files;
}

void sync_to_disk(const fs::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  const int error = errno;
  if (fd >= 0) ::close(fd);
  if (!synced) fail("cannot write " + path.string(), std::strerror(error));
}

}  // namespace ling::storage
