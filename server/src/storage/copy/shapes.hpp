// What tables a database has, in words that are the same for both engines.
#pragma once

#include "storage/connection.hpp"

#include <string>
#include <vector>

namespace ling::storage {

enum class ColumnKind {
  integer,
  text,
  bytes,
};

struct ColumnShape {
  std::string name;
  ColumnKind kind = ColumnKind::integer;
  int key = 0;  ///< Place in the primary key, from 1; 0 = not in it.
  bool operator==(const ColumnShape&) const = default;
};

struct TableShape {
  std::string name;
  bool numbered = false;             ///< The database gives the numbers, and none twice.
  std::vector<ColumnShape> columns;  ///< By name.
  bool operator==(const TableShape&) const = default;

  /// Indices of the columns of the primary key, in its order.
  [[nodiscard]] std::vector<std::size_t> key() const;
};

/// All tables but those in which an engine or this module keeps its own books, by name.
std::vector<TableShape> shapes(Connection& connection);

/// Of all tables, books too.
std::vector<std::string> table_names(Connection& connection);

}  // namespace ling::storage
