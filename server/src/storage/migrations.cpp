#include "storage/migrations.hpp"

#include "foundation/log.hpp"
#include "storage/tx.hpp"

#include <fmt/format.h>

#include <stdexcept>
#include <string>

namespace ling::storage {
namespace {

// FNV-1a: guards against mistakes, not against attackers.
std::string checksum(std::string_view sql) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (unsigned char c : sql)
    hash = (hash ^ c) * 1099511628211ULL;
  return fmt::format("{:016x}", hash);
}

}  // namespace

void migrate(Connection& connection, Milliseconds now, std::span<const Migration> steps) {
  connection.execute(
      "CREATE TABLE IF NOT EXISTS migration (number INTEGER PRIMARY KEY, name VARCHAR(64) NOT NULL, "
      "checksum VARCHAR(16) NOT NULL, applied_at BIGINT NOT NULL)");
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
      if (*applied != checksum(migration.sql)) {
        throw std::runtime_error(fmt::format("migration {} was edited after it was applied", migration.number));
      }
      continue;
    }
    connection.execute("BEGIN IMMEDIATE");
    try {
      connection.execute(migration.sql);
      tx.run("INSERT INTO migration (number, name, checksum, applied_at) VALUES (?, ?, ?, ?)", migration.number,
             migration.name, checksum(migration.sql), now);
      connection.execute("COMMIT");
    } catch (...) {
      if (connection.in_transaction()) connection.execute("ROLLBACK");
      throw;
    }
    log::info("migration.applied", {{"number", migration.number}, {"name", migration.name}});
  }
}

}  // namespace ling::storage
