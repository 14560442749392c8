// Which MariaDB: mariadb://user:password@host:port/database, with ?socket=/path instead of host and port, or ?ca=/path of
// the certificate authority that the server must prove itself by (TLS; without it the way is not encrypted).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace ling::storage {

struct MariadbAddress {
  std::string user, password, host, database;
  std::uint16_t port = 3306;
  std::string socket;  ///< Path; empty = over the network.
  std::string ca;      ///< Path; empty = without TLS.

  /// For logs and sentences: without the password.
  [[nodiscard]] std::string shown() const;
};

/// User, password and database may hold %XX. Throws std::runtime_error with a sentence that does not repeat the password.
MariadbAddress parse_mariadb_url(std::string_view url);

}  // namespace ling::storage
