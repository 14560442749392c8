// One table, taken from one database to another in the order of its primary key. How far it came is where the other one
// ends, so an interrupted copy goes on there.
#pragma once

#include "storage/copy/shapes.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace ling::storage {

/// What a column of a row holds.
struct Value {
  bool null = true;
  std::int64_t integer = 0;
  std::string bytes;  ///< Of text, too.
};
using TableRow = std::vector<Value>;

/// Two tables with the same rows are equal, in whatever order they stand; guards against mistakes, not attackers.
struct TableSum {
  std::int64_t rows = 0;
  std::uint64_t sum = 0;
  std::int64_t last_number = 0;  ///< The last one that was given, of a numbered table.
  bool operator==(const TableSum&) const = default;
};

class TableCopy {
 public:
  /// `batch`: most rows that are in memory and in one commit.
  TableCopy(TableShape table, Connection& from, Connection& to, int batch)
      : table_(std::move(table)), from_(from), to_(to), batch_(batch) {}

  [[nodiscard]] const std::string& name() const { return table_.name; }
  [[nodiscard]] std::int64_t rows_to_copy() { return count(from_); }

  /// Copies what the other one does not have yet. `told` hears of every commit: how many rows are there.
  void copy(const std::function<void(std::int64_t)>& told);
  /// Takes all rows out of the other one.
  void empty();

  TableSum sum_there() { return sum(from_); }
  TableSum sum_here() { return sum(to_); }

 private:
  /// Rows after a key, ascending; from the first with an empty one. Empty = the end.
  std::vector<TableRow> read(Connection& connection, const TableRow& after, int limit);
  /// The greatest key; empty when there is no row.
  TableRow last_key(Connection& connection);
  void insert(const std::vector<TableRow>& rows);
  void insert_some(const TableRow* first, std::size_t count);
  std::int64_t count(Connection& connection);
  TableSum sum(Connection& connection);
  std::int64_t last_number(Connection& connection);
  void set_last_number(std::int64_t number);
  [[nodiscard]] TableRow key_of(const TableRow& row) const;
  void take(Statement& statement, int column, ColumnKind kind, Value& value) const;

  TableShape table_;
  Connection& from_;
  Connection& to_;
  int batch_;
};

}  // namespace ling::storage
