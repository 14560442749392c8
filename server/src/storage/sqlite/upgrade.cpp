#include "storage/sqlite/upgrade.hpp"

#include "foundation/log.hpp"
#include "storage/sqlite/backup.hpp"
#include "storage/sqlite/sqlite_connection.hpp"
#include "storage/tx.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <vector>

namespace ling::storage {
namespace {

namespace fs = std::filesystem;

fs::path mark_of(const fs::path& file) {
  return file.string() + ".upgrading";
}

/// 0: no migration ran yet.
int schema_of(Connection& connection) {
  Tx tx(connection, 0);
  if (!tx.one<int>("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'migration'")) return 0;
  return tx.one<int>("SELECT COALESCE(MAX(number), 0) FROM migration").value();
}

std::vector<fs::path> snapshots_of(const fs::path& file) {
  const std::string prefix = file.filename().string() + ".before-";
  std::vector<fs::path> found;
  for (const fs::directory_entry& entry : fs::directory_iterator(file.parent_path())) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(prefix) && name.find_first_not_of("0123456789", prefix.size()) == std::string::npos)
      found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

void write_mark(const fs::path& mark, int schema) {
  const fs::path unfinished = mark.string() + ".part";
  std::ofstream out(unfinished, std::ios::trunc);
  out << schema << '\n';
  out.close();
  if (!out) throw std::runtime_error("cannot write " + unfinished.string());
  sync_to_disk(unfinished);
  fs::rename(unfinished, mark);
  sync_to_disk(mark.parent_path());
}

}  // namespace

Upgrade::Upgrade(fs::path file, int newest) : file_(std::move(file)) {
  if (fs::exists(mark())) go_back();
  if (!fs::exists(file_)) return;
  // Open while the copy is made: it plays the log of a crash first.
  SqliteConnection connection(file_, SqliteConnection::Mode::read_write);
  const int schema = schema_of(connection);
  if (schema > newest) {
    throw std::runtime_error(fmt::format(
        "the database is of a newer version (schema {}, this program knows {}): install that version, or restore a backup{}",
        schema, newest, name_snapshots()));
  }
  if (schema > 0 && schema < newest) begin(schema);
}

Upgrade::~Upgrade() {
  if (!under_way_) return;
  try {
    go_back();
  } catch (const std::exception& fault) {
    // The mark is still there: the next start tries again.
    log::error("upgrade.return_failed", {{"fault", fault.what()}});
  }
}

void Upgrade::came_up() {
  if (!under_way_) return;
  forget_upgrade(file_);
  under_way_ = false;
}

void Upgrade::begin(int schema) {
  const fs::path copy = snapshot(schema);
  try {
    copy_database(file_, copy);
    write_mark(mark(), schema);
  } catch (const std::exception& fault) {
    throw std::runtime_error(
        fmt::format("this version changes the database and cannot keep a copy of it first ({}): make room for {} MiB "
                    "in {}, then start again; nothing was changed",
                    fault.what(), fs::file_size(file_) / 1048576 + 1, file_.parent_path().string()));
  }
  under_way_ = true;
  log::info("upgrade.snapshot", {{"file", copy.string()}, {"schema", schema}});
  for (const fs::path& older : snapshots_of(file_)) {
    std::error_code ignored;
    if (older != copy) fs::remove(older, ignored);
  }
}

void Upgrade::go_back() {
  int schema = 0;
  std::ifstream(mark()) >> schema;
  const fs::path copy = snapshot(schema);
  if (fs::exists(copy)) {
    // The newer log first, and for certain: it would be played into the older database.
    for (const char* suffix : {"-wal", "-shm"})
      fs::remove(file_.string() + suffix);
    sync_to_disk(file_.parent_path());
    fs::rename(copy, file_);
    sync_to_disk(file_.parent_path());
    log::warning("upgrade.returned", {{"schema", schema}, {"to", copy.filename().string()}});
  }
  // Without a copy it was put back already, by a process that died here.
  forget_upgrade(file_);
  under_way_ = false;
}

fs::path Upgrade::mark() const {
  return mark_of(file_);
}

fs::path Upgrade::snapshot(int schema) const {
  return fmt::format("{}.before-{:04}", file_.string(), schema);
}

std::string Upgrade::name_snapshots() const {
  const std::vector<fs::path> found = snapshots_of(file_);
  if (found.empty()) return "";
  return fmt::format("; {} is the database as it was before the upgrade", found.back().string());
}

void forget_upgrade(const fs::path& file) {
  if (fs::remove(mark_of(file))) sync_to_disk(file.parent_path());
}

}  // namespace ling::storage
