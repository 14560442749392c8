// `ling migrate-storage --from A --to B`: takes everything from one database to another, SQLite or MariaDB, while no
// server runs on either. docs/mariadb.md is for the people who do it.
#pragma once

#include <iosfwd>
#include <string>

namespace ling {

/// Where a database is: a data directory, an address mariadb://…, or a configuration file (….toml) that says either, so
/// that a password need not stand where others of the machine can read it.
/// The copy is a new history: every client loads everything afresh. What stands beside a database in its data directory
/// stays there. May be interrupted at any point and called again. Tells `out` how far it is. Throws std::runtime_error
/// with a sentence when a server runs on one of the two, and whatever storage::copy_engine refuses.
void migrate_storage(const std::string& from, const std::string& to, std::ostream& out);

}  // namespace ling
