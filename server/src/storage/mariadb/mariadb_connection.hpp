// MariaDB behind the Connection interface: one primary that flushes its log at every commit. Anything less could lose what
// was acknowledged, so a server configured otherwise is refused. Galera clusters make no such promise.
#pragma once

#include "storage/connection.hpp"
#include "storage/mariadb/mariadb_address.hpp"
#include "storage/mariadb/mariadb_statement.hpp"

#include <memory>
#include <string>
#include <unordered_map>

namespace ling::storage {

class MariadbConnection : public Connection {
 public:
  /// Connects. Throws Unavailable when the server cannot be reached, and std::runtime_error with a sentence when it does
  /// not do: refuses the user, is another product or too old, may lose commits, or already has a writer (read_write).
  MariadbConnection(MariadbAddress address, Mode mode);
  ~MariadbConnection() override;
  MariadbConnection(const MariadbConnection&) = delete;
  MariadbConnection& operator=(const MariadbConnection&) = delete;

  [[nodiscard]] Engine engine() const override { return Engine::mariadb; }
  void begin() override;
  Statement& prepare(std::string_view sql) override;
  void execute(std::string_view sql) override;
  std::int64_t last_insert_id() override { return last_insert_id_; }
  std::int64_t changes() override { return changes_; }
  bool in_transaction() override;
  [[nodiscard]] bool lost() const override { return lost_; }
  void reopen() override;

 private:
  struct SqlHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view sql) const { return std::hash<std::string_view>{}(sql); }
  };

  void connect();
  void disconnect();
  void check_promises();
  void become_the_writer();
  /// The first value of the first row; "" without one.
  std::string ask(const std::string& sql);
  void query(std::string_view sql);
  [[noreturn]] void fail(unsigned code, const std::string& words);

  MariadbAddress address_;
  Mode mode_;
  MariadbStatement::Owner owner_;
  MYSQL* handle_ = nullptr;
  unsigned long writing_as_ = 0;  // the number of the connection that was made the writer
  bool lost_ = false;
  std::int64_t last_insert_id_ = 0, changes_ = 0;
  std::unordered_map<std::string, std::unique_ptr<MariadbStatement>, SqlHash, std::equal_to<>> statements_;
};

}  // namespace ling::storage
