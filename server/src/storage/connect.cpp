#include "storage/connect.hpp"

#include "storage/mariadb/mariadb_connection.hpp"
#include "storage/sqlite/sqlite_connection.hpp"

namespace ling::storage {

std::unique_ptr<Connection> connect(const Location& location, Connection::Mode mode) {
  if (location.url.empty()) return std::make_unique<SqliteConnection>(location.file, mode);
  return std::make_unique<MariadbConnection>(parse_mariadb_url(location.url), mode);
}

}  // namespace ling::storage
