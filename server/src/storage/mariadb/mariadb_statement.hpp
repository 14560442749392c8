// A prepared statement of MariaDB. Rows are taken over whole at the first step, so that others can run meanwhile.
#pragma once

#include "storage/connection.hpp"

#include <mysql.h>

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ling::storage {

class MariadbStatement : public Statement {
 public:
  /// What a statement tells its connection.
  struct Owner {
    std::function<void(unsigned code, const std::string& words)> fail;  ///< Throws.
    std::function<void(std::int64_t changes, std::int64_t last_insert_id)> done;
  };

  MariadbStatement(MYSQL* handle, std::string_view sql, const Owner& owner);
  ~MariadbStatement() override;
  MariadbStatement(const MariadbStatement&) = delete;
  MariadbStatement& operator=(const MariadbStatement&) = delete;

  void bind(int index, std::int64_t value) override;
  void bind(int index, std::string_view text) override;
  void bind_blob(int index, std::string_view bytes) override;
  void bind_null(int index) override;
  bool step() override;
  void reset() override;
  bool is_null(int column) override;
  std::int64_t integer(int column) override;
  std::string_view text(int column) override;

 private:
  struct Parameter {
    std::int64_t integer = 0;
    std::string text;
    unsigned long size = 0;
  };
  struct Column {
    std::int64_t integer = 0;
    std::string text;
    unsigned long size = 0;
    my_bool null = 0, truncated = 0;
    bool is_integer = false;
  };

  void bind_bytes(int index, std::string_view bytes, enum_field_types type);
  void prepare_columns();
  void execute();
  void check(bool failed);

  const Owner& owner_;
  MYSQL_STMT* statement_ = nullptr;
  std::vector<Parameter> parameters_;
  std::vector<MYSQL_BIND> parameter_binds_;
  std::vector<Column> columns_;
  std::vector<MYSQL_BIND> column_binds_;
  bool executed_ = false;
};

}  // namespace ling::storage
