#include "storage/sqlite/sqlite_connection.hpp"

#include "foundation/faults.hpp"
#include "storage/faults.hpp"

#include <string>

namespace ling::storage {
namespace {

[[noreturn]] void fail(sqlite3* database, int code) {
  const std::string what = std::string("sqlite: ") +
                           (database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code)) + " (" +
                           std::to_string(database != nullptr ? sqlite3_extended_errcode(database) : code) + ")";
  switch (code & 0xff) {
    case SQLITE_FULL:
      throw StorageFull(what);
    case SQLITE_IOERR:
      throw DiskFailed(what);
    default:
      throw std::runtime_error(what);
  }
}

/// Counting its memory costs SQLite a mutex of the whole process for each allocation; nobody reads the count.
void count_no_memory() {
  [[maybe_unused]] static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

class SqliteStatement : public Statement {
 public:
  SqliteStatement(sqlite3* database, std::string_view sql) : database_(database) {
    const int code = sqlite3_prepare_v3(database, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                        &statement_, nullptr);
    if (code != SQLITE_OK) fail(database, code);
  }
  ~SqliteStatement() override { sqlite3_finalize(statement_); }
  SqliteStatement(const SqliteStatement&) = delete;
  SqliteStatement& operator=(const SqliteStatement&) = delete;

  void bind(int index, std::int64_t value) override { check(sqlite3_bind_int64(statement_, index + 1, value)); }
  // Transient: SQLite copies, so that parameters may be temporaries. Measured at under 0.1 us for short text.
  void bind(int index, std::string_view text) override {
    check(sqlite3_bind_text64(statement_, index + 1, text.data() != nullptr ? text.data() : "", text.size(),
                              SQLITE_TRANSIENT, SQLITE_UTF8));
  }
  void bind_blob(int index, std::string_view bytes) override {
    check(sqlite3_bind_blob64(statement_, index + 1, bytes.data() != nullptr ? bytes.data() : "", bytes.size(),
                              SQLITE_TRANSIENT));
  }
  void bind_null(int index) override { check(sqlite3_bind_null(statement_, index + 1)); }

  bool step() override {
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    fail(database_, code);
  }

  void reset() override { sqlite3_reset(statement_); }

  bool is_null(int column) override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
  std::int64_t integer(int column) override { return sqlite3_column_int64(statement_, column); }
  std::string_view text(int column) override {
    const void* bytes = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return {static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
  }

 private:
  void check(int code) {
    if (code != SQLITE_OK) fail(database_, code);
  }

  sqlite3* database_;
  sqlite3_stmt* statement_ = nullptr;
};

}  // namespace

SqliteConnection::SqliteConnection(const std::filesystem::path& file, Mode mode) : mode_(mode) {
  count_no_memory();
  const int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (mode == Mode::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY);
  const int code = sqlite3_open_v2(file.c_str(), &database_, flags, nullptr);
  if (code != SQLITE_OK) {
    const std::string what = "cannot open the database " + file.string() + ": " + sqlite3_errstr(code);
    sqlite3_close(database_);
    throw std::runtime_error(what);
  }
  sqlite3_busy_timeout(database_, 10000);
  if (mode == Mode::read_write) {
    // One process only: whoever holds the file keeps others, and a second server, out of it.
    execute("PRAGMA journal_mode=WAL");
    execute("PRAGMA synchronous=FULL");
    execute("PRAGMA journal_size_limit=67108864");
    // 59 MiB, fifteen times what SQLite does by itself. Whoever writes while the log is copied waits for it, so it is
    // copied seldom: at 1,000 messages a second that is every few seconds, and not one message in a hundred meets it, as
    // two did with 16 MiB. With 128 MiB a copy takes longer than is won. Finding the end of the log after a crash still
    // takes a tenth of a second.
    execute("PRAGMA wal_autocheckpoint=15000");
    execute("PRAGMA cache_size=-8000");
  } else {
    execute("PRAGMA query_only=ON");
    execute("PRAGMA cache_size=-4000");
  }
  execute("PRAGMA temp_store=MEMORY");
}

SqliteConnection::~SqliteConnection() {
  statements_.clear();
  sqlite3_close(database_);
}

void SqliteConnection::begin() {
  Statement& statement = prepare(mode_ == Mode::read_write ? "BEGIN IMMEDIATE" : "BEGIN");
  statement.step();
  statement.reset();
}

Statement& SqliteConnection::prepare(std::string_view sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return *known->second;
  return *statements_.emplace(std::string(sql), std::make_unique<SqliteStatement>(database_, sql)).first->second;
}

void SqliteConnection::execute(std::string_view sql) {
  const int code = sqlite3_exec(database_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) fail(database_, code);
}

std::int64_t SqliteConnection::last_insert_id() {
  return sqlite3_last_insert_rowid(database_);
}
std::int64_t SqliteConnection::changes() {
  return sqlite3_changes64(database_);
}
bool SqliteConnection::in_transaction() {
  return sqlite3_get_autocommit(database_) == 0;
}

}  // namespace ling::storage
