#include "floors/floors.hpp"
#include "measure.hpp"

#include <sqlite3.h>
#include <unistd.h>

#include <memory>
#include <stdexcept>
#include <string>

namespace ling::bench {
namespace {

constexpr int rows_in_a_commit = 64;
constexpr double seconds = 3;

void check(int code) {
  if (code != SQLITE_OK && code != SQLITE_DONE) throw std::runtime_error(sqlite3_errstr(code));
}

}  // namespace

Floor sqlite_inserts(const std::filesystem::path& folder) {
  const std::filesystem::path file = folder / "floor.db";
  sqlite3* opened = nullptr;
  check(sqlite3_open(file.c_str(), &opened));
  const std::unique_ptr<sqlite3, int (*)(sqlite3*)> database(opened, sqlite3_close);
  const auto run = [&](const char* sql) { check(sqlite3_exec(opened, sql, nullptr, nullptr, nullptr)); };
  run("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-8000");
  run("CREATE TABLE message (conversation_id BIGINT NOT NULL, seq BIGINT NOT NULL, sender_id BIGINT NOT NULL, "
      "text TEXT NOT NULL, sent_at BIGINT NOT NULL, PRIMARY KEY (conversation_id, seq)) WITHOUT ROWID");
  sqlite3_stmt* prepared = nullptr;
  check(sqlite3_prepare_v2(opened, "INSERT INTO message VALUES (?, ?, ?, ?, ?)", -1, &prepared, nullptr));
  const std::unique_ptr<sqlite3_stmt, int (*)(sqlite3_stmt*)> insert(prepared, sqlite3_finalize);
  const std::string text(100, 'x');

  const Stopwatch watch;
  const auto before = cpu_of(::getpid());
  sqlite3_int64 rows = 0;
  while (watch.seconds() < seconds) {
    run("BEGIN IMMEDIATE");
    for (int i = 0; i < rows_in_a_commit; ++i, ++rows) {
      check(sqlite3_bind_int64(prepared, 1, i));  // 64 conversations, as in the scenario
      check(sqlite3_bind_int64(prepared, 2, rows / rows_in_a_commit));
      check(sqlite3_bind_int64(prepared, 3, i));
      check(sqlite3_bind_text(prepared, 4, text.data(), static_cast<int>(text.size()), SQLITE_STATIC));
      check(sqlite3_bind_int64(prepared, 5, rows));
      check(sqlite3_step(prepared));
      check(sqlite3_reset(prepared));
    }
    run("COMMIT");
  }
  const auto cpu = cpu_of(::getpid()) - before;
  return {static_cast<double>(rows) / watch.seconds(), static_cast<double>(cpu.count()) / static_cast<double>(rows)};
}

}  // namespace ling::bench
