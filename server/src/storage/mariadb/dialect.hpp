// The schema is written once, in server/migrations, in the words of SQLite. MariaDB spells a few of them differently; this
// is all of that difference. What cannot be said so has a twin in server/migrations/mariadb.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace ling::storage {

/// The statements of a script, without its comments.
std::vector<std::string> statements_of(std::string_view script);

/// One statement of a migration, for MariaDB. What creates or adds something may be run again: a step that was
/// interrupted, since MariaDB ends a transaction at every such statement.
std::string in_mariadb(std::string_view statement);

}  // namespace ling::storage
