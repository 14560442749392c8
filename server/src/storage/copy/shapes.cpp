#include "storage/copy/shapes.hpp"

#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <algorithm>
#include <array>

namespace ling::storage {
namespace {

// Each database was migrated in its own words, and keeps its own record of that.
constexpr std::array books{"migration", "migration_statement", "storage_copy"};

struct ColumnRow {
  std::string table_name;
  bool numbered = false;
  std::string column_name, type;
  int key = 0;
};
BOOST_DESCRIBE_STRUCT(ColumnRow, (), (table_name, numbered, column_name, type, key))

std::vector<ColumnRow> columns(Connection& connection) {
  Tx tx(connection, 0);
  if (connection.engine() == Engine::sqlite) {
    return tx.all<ColumnRow>(
        "SELECT one.name, one.sql LIKE '%AUTOINCREMENT%', field.name, field.type, field.pk FROM sqlite_master AS one "
        "JOIN pragma_table_info(one.name) AS field WHERE one.type = 'table' AND one.name NOT LIKE 'sqlite~_%' ESCAPE "
        "'~'");
  }
  return tx.all<ColumnRow>(
      "SELECT c.table_name, t.auto_increment IS NOT NULL, c.column_name, c.data_type, COALESCE(s.seq_in_index, 0) FROM "
      "information_schema.columns AS c JOIN information_schema.tables AS t ON t.table_schema = c.table_schema AND "
      "t.table_name = c.table_name LEFT JOIN information_schema.statistics AS s ON s.table_schema = c.table_schema AND "
      "s.table_name = c.table_name AND s.column_name = c.column_name AND s.index_name = 'PRIMARY' WHERE c.table_schema "
      "= DATABASE() AND t.table_type = 'BASE TABLE'");
}

ColumnKind kind_of(const std::string& type) {
  const auto has = [&](const char* word) { return type.find(word) != std::string::npos; };
  if (has("INT") || has("int")) return ColumnKind::integer;
  if (has("BLOB") || has("blob")) return ColumnKind::bytes;
  return ColumnKind::text;
}

}  // namespace

std::vector<std::size_t> TableShape::key() const {
  std::vector<std::size_t> indices;
  for (int place = 1;; ++place) {
    const auto found = std::find_if(columns.begin(), columns.end(), [&](const auto& one) { return one.key == place; });
    if (found == columns.end()) return indices;
    indices.push_back(static_cast<std::size_t>(found - columns.begin()));
  }
}

std::vector<TableShape> shapes(Connection& connection) {
  auto rows = columns(connection);
  std::erase_if(rows, [](const ColumnRow& row) { return std::ranges::find(books, row.table_name) != books.end(); });
  // Here and not by the database: engines may sort by other rules.
  std::ranges::sort(rows, {}, [](const ColumnRow& row) { return std::pair(row.table_name, row.column_name); });
  std::vector<TableShape> tables;
  for (const ColumnRow& row : rows) {
    if (tables.empty() || tables.back().name != row.table_name) tables.push_back({row.table_name, row.numbered, {}});
    tables.back().columns.push_back({row.column_name, kind_of(row.type), row.key});
  }
  return tables;
}

std::vector<std::string> table_names(Connection& connection) {
  std::vector<std::string> names;
  for (const ColumnRow& row : columns(connection)) {
    if (std::ranges::find(names, row.table_name) == names.end()) names.push_back(row.table_name);
  }
  return names;
}

}  // namespace ling::storage
