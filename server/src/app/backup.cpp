#include "app/backup.hpp"

#include "app/data_folder.hpp"
#include "features/stream/stream_service.hpp"
#include "storage/sqlite/backup.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/sqlite/upgrade.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace ling {
namespace {

namespace fs = std::filesystem;

// What cannot be made again: every device trusts this authority. The server's own certificate is made from it.
constexpr std::array kept_files{"tls/ca.key", "tls/ca.crt"};

std::vector<storage::BackupFile> read_kept_files(const fs::path& data) {
  std::vector<storage::BackupFile> files;
  for (const char* name : kept_files) {
    std::ifstream in(data / name, std::ios::binary);
    if (in) files.push_back({name, std::string(std::istreambuf_iterator<char>(in), {})});
  }
  return files;
}

bool is_within(const fs::path& file, const fs::path& folder) {
  const fs::path inner = fs::weakly_canonical(file), outer = fs::weakly_canonical(fs::absolute(folder));
  return std::mismatch(outer.begin(), outer.end(), inner.begin(), inner.end()).first == outer.end();
}

void write_kept_file(const fs::path& data, const storage::BackupFile& file) {
  // A backup may come from a stranger: it writes these names and no others.
  const bool known = std::ranges::find(kept_files, file.path) != kept_files.end();
  if (!known) throw std::runtime_error("the backup holds a file that does not belong there: " + file.path);
  const fs::path target = data / file.path, unfinished = target.string() + ".part";
  fs::create_directories(target.parent_path());
  ::chmod(target.parent_path().c_str(), 0700);
  std::ofstream(unfinished, std::ios::binary);
  ::chmod(unfinished.c_str(), 0600);
  std::ofstream(unfinished, std::ios::binary) << file.bytes;
  storage::sync_to_disk(unfinished);
  fs::rename(unfinished, target);
  storage::sync_to_disk(target.parent_path());
}

void remove_database(const fs::path& file) {
  for (const char* suffix : {"", "-wal", "-shm", "-journal"})
    fs::remove(file.string() + suffix);
}

void begin_new_history(const fs::path& database) {
  storage::SqliteConnection connection(database, storage::SqliteConnection::Mode::read_write);
  Tx tx(connection, 0);
  tx.run("BEGIN IMMEDIATE");
  StreamService::begin_new_history(tx);
  tx.run("COMMIT");
}

// A log that stayed behind would be played into the restored database, so it must be gone first.
void set_aside(const fs::path& live, const fs::path& aside) {
  remove_database(aside);
  try {
    storage::SqliteConnection connection(live, storage::SqliteConnection::Mode::read_write);
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)");
  } catch (const std::runtime_error&) {
    // Damaged, which may be why a backup is restored: its log goes aside with it.
  }
  for (const char* suffix : {"-wal", "-shm"}) {
    if (fs::exists(live.string() + suffix)) fs::rename(live.string() + suffix, aside.string() + suffix);
  }
  // A second name instead of a move: at no moment is there no database, which a server would take for a first start.
  fs::create_hard_link(live, aside);
}

}  // namespace

void BackupService::bind(Dispatcher& dispatcher) {
  dispatcher.on<BackUp>(RateClass::social,
                        [this](Request& request, BackUp command) { return back_up(request, std::move(command)); });
}

Task<Result<BackedUp>> BackupService::back_up(Request& request, BackUp command) {
  if (!request.caller.local_control) co_return refuse(ErrorCode::unknown_command);
  if (!url_.empty())
    co_return refuse(ErrorCode::bad_request, "a MariaDB is backed up by mariadb-dump: docs/mariadb.md");
  const fs::path target = fs::path(command.file).lexically_normal();
  if (!target.is_absolute()) co_return refuse(ErrorCode::bad_request, "file: an absolute path expected");
  if (is_within(target, data_)) co_return refuse(ErrorCode::bad_request, "a backup belongs outside the data directory");
  if (at_work_.exchange(true)) co_return refuse(ErrorCode::busy, "another backup is being made");
  struct Finished {
    explicit Finished(std::atomic<bool>& flag) : flag_(flag) {}
    ~Finished() { flag_ = false; }
    std::atomic<bool>& flag_;
  };
  const Finished finished(at_work_);
  auto work = [&](Tx&) { return write_backup(target); };
  co_return co_await database_.read(std::move(work));
}

Result<BackedUp> BackupService::write_backup(const fs::path& target) const {
  try {
    storage::back_up(data_ / "ling.db", target, read_kept_files(data_));
    return BackedUp{static_cast<std::int64_t>(fs::file_size(target))};
  } catch (const std::runtime_error& error) {
    return refuse(ErrorCode::internal, error.what());
  }
}

void restore_backup(const fs::path& file, const fs::path& data, Existing existing) {
  if (!fs::is_regular_file(file)) throw std::runtime_error("there is no file " + file.string());
  const DataFolder folder(data);
  const fs::path live = data / "ling.db", restored = data / "ling.db.restored";
  if (fs::exists(live) && existing == Existing::keep) {
    throw std::runtime_error(
        fmt::format("{} has a database already: name an empty directory, or add --force to replace it", data.string()));
  }
  remove_database(restored);
  fs::copy_file(file, restored);
  ::chmod(restored.c_str(), 0600);
  try {
    const std::vector<storage::BackupFile> files = storage::unpack_backup(restored);
    begin_new_history(restored);
    for (const storage::BackupFile& kept : files)
      write_kept_file(data, kept);
    storage::sync_to_disk(restored);
    if (fs::exists(live)) set_aside(live, data / "ling.db.replaced");
    storage::forget_upgrade(live);
    fs::rename(restored, live);
  } catch (...) {
    remove_database(restored);
    throw;
  }
  storage::sync_to_disk(data);
}

}  // namespace ling
