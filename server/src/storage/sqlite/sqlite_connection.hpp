// SQLite behind the Connection interface.
#pragma once

#include "storage/connection.hpp"

#include <sqlite3.h>

#include <filesystem>
#include <memory>
#include <string>
#include <unordered_map>

namespace ling::storage {

class SqliteConnection : public Connection {
 public:
  /// The writer: WAL, synchronous=FULL; does every checkpoint. A reader cannot write nor checkpoint (Debian's SQLite has
  /// the WAL-reset bug; docs/threads.md).
  SqliteConnection(const std::filesystem::path& file, Mode mode);
  ~SqliteConnection() override;
  SqliteConnection(const SqliteConnection&) = delete;
  SqliteConnection& operator=(const SqliteConnection&) = delete;

  [[nodiscard]] Engine engine() const override { return Engine::sqlite; }
  void begin() override;
  Statement& prepare(std::string_view sql) override;
  void execute(std::string_view sql) override;
  std::int64_t last_insert_id() override;
  std::int64_t changes() override;
  bool in_transaction() override;
  [[nodiscard]] bool lost() const override { return false; }
  void reopen() override {}

 private:
  struct SqlHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view sql) const { return std::hash<std::string_view>{}(sql); }
  };

  Mode mode_;
  sqlite3* database_ = nullptr;
  std::unordered_map<std::string, std::unique_ptr<Statement>, SqlHash, std::equal_to<>> statements_;
};

}  // namespace ling::storage
