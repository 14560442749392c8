#include "storage/mariadb/mariadb_statement.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

namespace ling::storage {
namespace {

constexpr std::size_t first_room = 256;

bool is_whole_number(enum_field_types type) {
  switch (type) {
    case MYSQL_TYPE_TINY:
    case MYSQL_TYPE_SHORT:
    case MYSQL_TYPE_INT24:
    case MYSQL_TYPE_LONG:
    case MYSQL_TYPE_LONGLONG:
      return true;
    default:
      return false;
  }
}

}  // namespace

MariadbStatement::MariadbStatement(MYSQL* handle, std::string_view sql, const Owner& owner)
    : owner_(owner), statement_(mysql_stmt_init(handle)) {
  if (statement_ == nullptr) throw std::bad_alloc();
  try {
    check(mysql_stmt_prepare(statement_, sql.data(), sql.size()) != 0);
    parameters_.resize(mysql_stmt_param_count(statement_));
    parameter_binds_.resize(parameters_.size());
    columns_.resize(mysql_stmt_field_count(statement_));
    column_binds_.resize(columns_.size());
    if (!columns_.empty()) prepare_columns();
  } catch (...) {
    mysql_stmt_close(statement_);
    throw;
  }
}

MariadbStatement::~MariadbStatement() {
  mysql_stmt_close(statement_);
}

void MariadbStatement::prepare_columns() {
  MYSQL_RES* const shape = mysql_stmt_result_metadata(statement_);
  if (shape == nullptr) return check(true);
  for (std::size_t i = 0; i < columns_.size(); ++i)
    columns_[i].is_integer = is_whole_number(mysql_fetch_field_direct(shape, static_cast<unsigned>(i))->type);
  mysql_free_result(shape);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& column = columns_[i];
    MYSQL_BIND& bind = column_binds_[i];
    bind.is_null = &column.null;
    bind.error = &column.truncated;
    bind.length = &column.size;
    bind.buffer_type = column.is_integer ? MYSQL_TYPE_LONGLONG : MYSQL_TYPE_STRING;
    if (!column.is_integer) column.text.resize(first_room);
    bind.buffer = column.is_integer ? static_cast<void*>(&column.integer) : column.text.data();
    bind.buffer_length = column.is_integer ? sizeof column.integer : column.text.size();
  }
}

void MariadbStatement::bind(int index, std::int64_t value) {
  Parameter& parameter = parameters_.at(static_cast<std::size_t>(index));
  parameter.integer = value;
  MYSQL_BIND& bind = parameter_binds_[static_cast<std::size_t>(index)];
  bind = {};
  bind.buffer_type = MYSQL_TYPE_LONGLONG;
  bind.buffer = &parameter.integer;
}
void MariadbStatement::bind(int index, std::string_view text) {
  bind_bytes(index, text, MYSQL_TYPE_STRING);
}
void MariadbStatement::bind_blob(int index, std::string_view bytes) {
  bind_bytes(index, bytes, MYSQL_TYPE_BLOB);
}
void MariadbStatement::bind_null(int index) {
  static_cast<void>(parameters_.at(static_cast<std::size_t>(index)));
  MYSQL_BIND& bind = parameter_binds_[static_cast<std::size_t>(index)];
  bind = {};
  bind.buffer_type = MYSQL_TYPE_NULL;
}

// Copied, so that parameters may be temporaries.
void MariadbStatement::bind_bytes(int index, std::string_view bytes, enum_field_types type) {
  Parameter& parameter = parameters_.at(static_cast<std::size_t>(index));
  parameter.text = bytes;
  parameter.size = static_cast<unsigned long>(bytes.size());
  MYSQL_BIND& bind = parameter_binds_[static_cast<std::size_t>(index)];
  bind = {};
  bind.buffer_type = type;
  bind.buffer = parameter.text.data();
  bind.buffer_length = parameter.size;
  bind.length = &parameter.size;
}

void MariadbStatement::execute() {
  if (!parameter_binds_.empty()) check(mysql_stmt_bind_param(statement_, parameter_binds_.data()) != 0);
  check(mysql_stmt_execute(statement_) != 0);
  executed_ = true;
  if (!columns_.empty()) {
    check(mysql_stmt_bind_result(statement_, column_binds_.data()) != 0);
    check(mysql_stmt_store_result(statement_) != 0);
  }
  owner_.done(static_cast<std::int64_t>(mysql_stmt_affected_rows(statement_)),
              static_cast<std::int64_t>(mysql_stmt_insert_id(statement_)));
}

bool MariadbStatement::step() {
  if (!executed_) execute();
  if (columns_.empty()) return false;
  const int outcome = mysql_stmt_fetch(statement_);
  if (outcome == MYSQL_NO_DATA) return false;
  check(outcome == 1);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Column& column = columns_[i];
    if (column.is_integer || column.null != 0 || column.size <= column.text.size()) continue;
    column.text.resize(std::max<std::size_t>(column.size, 2 * column.text.size()));
    column_binds_[i].buffer = column.text.data();
    column_binds_[i].buffer_length = column.text.size();
    check(mysql_stmt_fetch_column(statement_, &column_binds_[i], static_cast<unsigned>(i), 0) != 0);
    // The rows after this one go where there is room now.
    check(mysql_stmt_bind_result(statement_, column_binds_.data()) != 0);
  }
  return true;
}

void MariadbStatement::reset() {
  if (executed_ && !columns_.empty()) mysql_stmt_free_result(statement_);
  executed_ = false;
}

bool MariadbStatement::is_null(int column) {
  return columns_.at(static_cast<std::size_t>(column)).null != 0;
}

std::int64_t MariadbStatement::integer(int index) {
  const Column& column = columns_.at(static_cast<std::size_t>(index));
  if (column.null != 0) return 0;
  if (column.is_integer) return column.integer;
  std::int64_t value = 0;  // a sum is a decimal, for instance
  std::from_chars(column.text.data(), column.text.data() + column.size, value);
  return value;
}

std::string_view MariadbStatement::text(int index) {
  Column& column = columns_.at(static_cast<std::size_t>(index));
  if (column.null != 0) return {};
  if (column.is_integer) {
    column.text = std::to_string(column.integer);
    return column.text;
  }
  return {column.text.data(), column.size};
}

void MariadbStatement::check(bool failed) {
  if (failed) owner_.fail(mysql_stmt_errno(statement_), mysql_stmt_error(statement_));
}

}  // namespace ling::storage
