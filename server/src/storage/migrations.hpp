// The schema, step by step. Files server/migrations/NNNN_name.sql are built into the executable; a released one is never
// edited, which the recorded checksum enforces. MariaDB takes the same file (mariadb/dialect.hpp), or its twin of the same
// name in server/migrations/mariadb where there is one.
#pragma once

#include "ling/protocol/ids.hpp"
#include "storage/connection.hpp"

#include <span>
#include <string_view>

namespace ling::storage {

struct Migration {
  int number = 0;
  std::string_view name;
  std::string_view sql;
  std::string_view mariadb;  ///< The twin; empty without one.
};

/// Ascending by number.
std::span<const Migration> migrations();

/// Brings the database to the newest schema, each step in a transaction of its own; on MariaDB, which has none for such
/// statements, an interrupted step is taken up again where it stopped. Throws std::runtime_error when the database is
/// newer than this program or a step was edited.
void migrate(Connection& connection, Milliseconds now, std::span<const Migration> steps = migrations());

}  // namespace ling::storage
