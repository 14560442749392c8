// Opens a connection to wherever the database is.
#pragma once

#include "storage/connection.hpp"

#include <filesystem>
#include <memory>
#include <string>

namespace ling::storage {

struct Location {
  std::filesystem::path file;  ///< Of SQLite; created when it does not exist.
  std::string url;             ///< mariadb://… instead of the file; empty = the file.
};

/// Throws std::runtime_error with a sentence, or Unavailable when another attempt may succeed.
std::unique_ptr<Connection> connect(const Location& location, Connection::Mode mode);

}  // namespace ling::storage
