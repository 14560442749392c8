#include "storage/copy/engine_copy.hpp"

#include "storage/copy/table_copy.hpp"
#include "storage/in_transaction.hpp"
#include "storage/migrations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <stdexcept>

namespace ling::storage {
namespace {

constexpr const char* mark = "storage_copy";

enum class Stage {
  preparing,  ///< Its tables may be missing.
  copying,
  finished,
};

bool has_table(Connection& connection, const char* name) {
  const auto names = table_names(connection);
  return std::ranges::find(names, name) != names.end();
}

void require_newest_schema(Connection& from, Milliseconds now) {
  const int newest = migrations().back().number;
  const int schema = has_table(from, "migration")
                         ? Tx(from, now).one<int>("SELECT COALESCE(MAX(number), 0) FROM migration").value()
                         : 0;
  if (schema < newest) {
    throw std::runtime_error(
        fmt::format("the database to copy has schema {}, this program {}: start this version on it once, then copy",
                    schema, newest));
  }
  migrate(from, now);  // does nothing but check
}

Stage stage_of(Connection& to, const CopyOptions& options) {
  Tx tx(to, options.now);
  const auto source = tx.one<std::string>("SELECT source FROM storage_copy");
  if (!source) {
    tx.run("INSERT INTO storage_copy (source, stage) VALUES (?, ?)", options.source, Stage::preparing);
  } else if (*source != options.source) {
    throw std::runtime_error("the database to copy into holds a copy of another database");
  }
  return tx.one<Stage>("SELECT stage FROM storage_copy").value();
}

/// Makes the mark, or finds it.
Stage begin(Connection& to, const CopyOptions& options) {
  if (!has_table(to, mark)) {
    if (!table_names(to).empty()) throw std::runtime_error("the database to copy into is not empty");
    to.execute("CREATE TABLE storage_copy (source VARCHAR(64) NOT NULL PRIMARY KEY, stage INTEGER NOT NULL)");
  }
  return stage_of(to, options);
}

void set_stage(Connection& to, Stage stage) {
  Tx(to, 0).run("UPDATE storage_copy SET stage = ?", stage);
}

std::vector<TableShape> common_shape(Connection& from, Connection& to) {
  auto there = shapes(from);
  const auto here = shapes(to);
  for (const TableShape& table : there) {
    if (table.key().empty()) throw std::runtime_error("the table " + table.name + " has no primary key");
    if (std::ranges::find(here, table) == here.end())
      throw std::runtime_error("the table " + table.name + " is not the same in both databases");
  }
  if (here.size() != there.size()) throw std::runtime_error("the databases do not have the same tables");
  return there;
}

void copy_table(TableCopy& table, const CopyOptions& options) {
  const std::int64_t of = table.rows_to_copy();
  table.copy([&](std::int64_t rows) { options.told(CopyStep::copied, table.name(), rows, of); });
}

void verify(TableCopy& table, const CopyOptions& options) {
  const TableSum there = table.sum_there();
  if (table.sum_here() != there) {
    options.told(CopyStep::repeated, table.name(), 0, there.rows);
    table.empty();
    copy_table(table, options);
    if (table.sum_here() != there)
      throw std::runtime_error(fmt::format("the table {} is not the same after it was copied", table.name()));
  }
  options.told(CopyStep::verified, table.name(), there.rows, there.rows);
}

}  // namespace

void copy_engine(Connection& from, Connection& to, const CopyOptions& options) {
  require_newest_schema(from, options.now);
  const Stage stage = begin(to, options);
  migrate(to, options.now);
  std::vector<TableCopy> tables;
  for (TableShape& table : common_shape(from, to))
    tables.emplace_back(std::move(table), from, to, options.batch);
  if (stage == Stage::preparing) {
    // What migrations put into a new database.
    for (TableCopy& table : tables)
      table.empty();
  }
  // One that was finished, too: the source may have gone on since.
  set_stage(to, Stage::copying);
  for (TableCopy& table : tables)
    copy_table(table, options);
  for (TableCopy& table : tables)
    verify(table, options);
  in_transaction(to, [&] {
    set_stage(to, Stage::finished);
    Tx tx(to, options.now);
    options.finish(tx);
  });
}

void take_into_use(Connection& connection) {
  if (!has_table(connection, mark)) return;
  const auto stage = Tx(connection, 0).one<Stage>("SELECT stage FROM storage_copy");
  if (stage != Stage::finished) {
    throw std::runtime_error(
        "the database is a copy that was not finished: run the same ling migrate-storage again, which goes on from there");
  }
  connection.execute("DROP TABLE storage_copy");
}

}  // namespace ling::storage
