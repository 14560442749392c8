#include "storage/migrations.hpp"

#include "foundation/log.hpp"
#include "storage/in_transaction.hpp"
#include "storage/mariadb/dialect.hpp"
#include "storage/tx.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string>
#include <vector>

namespace ling::storage {
namespace {

// FNV-1a: guards against mistakes, not against attackers.
std::string checksum(std::string_view sql) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (unsigned char c : sql)
    hash = (hash ^ c) * 1099511628211ULL;
  return fmt::format("{:016x}", hash);
}

constexpr std::string_view own_table =
    "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name VARCHAR(64) NOT NULL, "
    "checksum VARCHAR(16) NOT NULL, applied_at BIGINT NOT NULL)";

// How far an interrupted step of MariaDB came.
constexpr std::string_view progress_table =
    "CREATE TABLE IF NOT EXISTS migration_statement (number INTEGER NOT NULL, place INTEGER NOT NULL, "
    "PRIMARY KEY (number, place))";

/// The text that this engine runs, and whose checksum is recorded.
std::string_view text_of(const Migration& migration, Engine engine) {
  return engine == Engine::mariadb && !migration.mariadb.empty() ? migration.mariadb : migration.sql;
}

void record(Tx& tx, const Migration& migration, std::string_view text) {
  tx.run("INSERT INTO migration (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)", migration.number,
         migration.name, checksum(text), tx.now());
}

// A statement that changes rows is remembered in its own transaction, so it runs once. One that changes the schema ends
// that transaction; it may run twice, which dialect.hpp makes harmless.
void apply_statement_by_statement(Connection& connection, Tx& tx, const Migration& migration, std::string_view text) {
  connection.execute(in_mariadb(progress_table));
  const std::vector<std::string> statements = statements_of(text);
  for (int place = 0; place < static_cast<int>(statements.size()); ++place) {
    if (tx.one<int>("SELECT 1 FROM migration_statement WHERE number = ? AND place = ?", migration.number, place))
      continue;
    in_transaction(connection, [&] {
      connection.execute(in_mariadb(statements[static_cast<std::size_t>(place)]));
      tx.run("INSERT INTO migration_statement (number, place) VALUES (?, ?)", migration.number, place);
    });
  }
  in_transaction(connection, [&] {
    record(tx, migration, text);
    tx.run("DELETE FROM migration_statement");
  });
}

void apply(Connection& connection, Tx& tx, const Migration& migration) {
  const std::string_view text = text_of(migration, connection.engine());
  if (connection.engine() == Engine::mariadb) return apply_statement_by_statement(connection, tx, migration, text);
  in_transaction(connection, [&] {
    connection.execute(text);
    record(tx, migration, text);
  });
}

}  // namespace

void migrate(Connection& connection, Milliseconds now, std::span<const Migration> steps) {
  if (connection.engine() == Engine::mariadb) {
    connection.execute(in_mariadb(own_table));
  } else {
    connection.execute(own_table);
  }
  Tx tx(connection, now);
  const auto newest = tx.one<int>("SELECT COALESCE(MAX(number), 0) FROM migration").value();
  if (newest > steps.back().number) {
    throw std::runtime_error(fmt::format(
        "the database is of a newer version (schema {}, this program knows {}): install that version, or restore a backup",
        newest, steps.back().number));
  }
  for (const Migration& migration : steps) {
    const auto applied = tx.one<std::string>("SELECT checksum FROM migration WHERE number = ?", migration.number);
    if (applied) {
      if (*applied != checksum(text_of(migration, connection.engine()))) {
        throw std::runtime_error(fmt::format("migration {} was edited after it was applied", migration.number));
      }
      continue;
    }
    apply(connection, tx, migration);
    log::info("migration.applied", {{"number", migration.number}, {"name", migration.name}});
  }
}

}  // namespace ling::storage
