#include "storage/mariadb/mariadb_connection.hpp"

#include "foundation/faults.hpp"
#include "storage/mariadb/dialect.hpp"

#include <errmsg.h>
#include <fmt/format.h>
#include <mysqld_error.h>

#include <stdexcept>
#include <string_view>
#include <utility>

namespace ling::storage {
namespace {

// Seconds. A statement that takes longer than the second is taken for a server that is gone.
constexpr unsigned patience_connecting = 5, patience_answering = 60;
constexpr unsigned patience_with_a_predecessor = 5;

/// As near to SQLite as it gets: no silent change of what is stored, || joins text, a backslash is a backslash.
constexpr const char* session =
    "SET SESSION sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION,NO_BACKSLASH_ESCAPES,PIPES_AS_CONCAT,ANSI_QUOTES,"
    "NO_AUTO_VALUE_ON_ZERO,SIMULTANEOUS_ASSIGNMENT', tx_isolation = 'REPEATABLE-READ', autocommit = 1, "
    "wait_timeout = 31536000, innodb_lock_wait_timeout = 10";

bool means_lost(unsigned code) {
  switch (code) {
    case CR_CONNECTION_ERROR:
    case CR_CONN_HOST_ERROR:
    case CR_UNKNOWN_HOST:
    case CR_SERVER_GONE_ERROR:
    case CR_SERVER_LOST:
    case CR_SERVER_LOST_EXTENDED:
    case CR_MALFORMED_PACKET:
    case CR_COMMANDS_OUT_OF_SYNC:
    case ER_SERVER_SHUTDOWN:
    case ER_CONNECTION_KILLED:
    case ER_CON_COUNT_ERROR:
    case ER_NET_READ_ERROR:
    case ER_NET_READ_INTERRUPTED:
    case ER_NET_ERROR_ON_WRITE:
      return true;
    default:
      return false;
  }
}

void set_option(MYSQL* handle, mysql_option option, unsigned value) {
  mysql_options(handle, option, &value);
}

}  // namespace

MariadbConnection::MariadbConnection(MariadbAddress address, Mode mode) : address_(std::move(address)), mode_(mode) {
  owner_.fail = [this](unsigned code, const std::string& words) { fail(code, words); };
  owner_.done = [this](std::int64_t changes, std::int64_t last_insert_id) {
    changes_ = changes;
    last_insert_id_ = last_insert_id;
  };
  try {
    connect();
  } catch (...) {
    disconnect();
    throw;
  }
}

MariadbConnection::~MariadbConnection() {
  disconnect();
}

void MariadbConnection::reopen() {
  disconnect();
  try {
    connect();
  } catch (...) {
    disconnect();
    lost_ = true;
    throw;
  }
}

void MariadbConnection::disconnect() {
  if (handle_ != nullptr) mysql_close(handle_);
  handle_ = nullptr;
  statements_.clear();
}

void MariadbConnection::connect() {
  handle_ = mysql_init(nullptr);
  if (handle_ == nullptr) throw std::bad_alloc();
  set_option(handle_, MYSQL_OPT_CONNECT_TIMEOUT, patience_connecting);
  set_option(handle_, MYSQL_OPT_READ_TIMEOUT, patience_answering);
  set_option(handle_, MYSQL_OPT_WRITE_TIMEOUT, patience_answering);
  set_option(handle_, MYSQL_OPT_LOCAL_INFILE, 0);
  mysql_options(handle_, MYSQL_SET_CHARSET_NAME, "utf8mb4");
  if (!address_.ca.empty()) {
    const my_bool yes = 1;
    mysql_options(handle_, MYSQL_OPT_SSL_CA, address_.ca.c_str());
    mysql_options(handle_, MYSQL_OPT_SSL_ENFORCE, &yes);
    mysql_options(handle_, MYSQL_OPT_SSL_VERIFY_SERVER_CERT, &yes);
  }
  const bool local = !address_.socket.empty();
  // An UPDATE counts the rows it found, also those that were so before, as SQLite counts.
  if (mysql_real_connect(handle_, local ? nullptr : address_.host.c_str(), address_.user.c_str(),
                         address_.password.c_str(), address_.database.c_str(), address_.port,
                         local ? address_.socket.c_str() : nullptr, CLIENT_FOUND_ROWS) == nullptr) {
    const unsigned code = mysql_errno(handle_);
    const std::string what = fmt::format("{}: {} ({})", address_.shown(), mysql_error(handle_), code);
    if (means_lost(code)) throw Unavailable("the database cannot be reached: " + what);
    throw std::runtime_error("the database refused the connection: " + what);
  }
  lost_ = false;
  check_promises();
  query("SET NAMES utf8mb4 COLLATE utf8mb4_nopad_bin");
  query(session);
  if (mode_ == Mode::read_only) {
    query("SET SESSION tx_read_only = 1");
  } else {
    become_the_writer();
  }
}

void MariadbConnection::check_promises() {
  const std::string version = ask("SELECT VERSION()");
  if (version.find("MariaDB") == std::string::npos || mysql_get_server_version(handle_) < 100600)
    throw std::runtime_error(fmt::format("{} is {}: MariaDB 10.6 or newer is needed", address_.shown(), version));
  if (ask("SELECT @@GLOBAL.innodb_flush_log_at_trx_commit") != "1") {
    throw std::runtime_error(
        fmt::format("{} may lose what it confirmed when the power fails: set innodb_flush_log_at_trx_commit = 1 there",
                    address_.shown()));
  }
  if (ask("SELECT @@GLOBAL.log_bin") != "0" && ask("SELECT @@GLOBAL.sync_binlog") != "1") {
    throw std::runtime_error(fmt::format(
        "{} writes a binary log and may lose what it confirmed when the power fails: set sync_binlog = 1 there",
        address_.shown()));
  }
}

void MariadbConnection::become_the_writer() {
  const unsigned long number_before = std::exchange(writing_as_, mysql_thread_id(handle_));
  const std::string name = "'ling." + address_.database.substr(0, 59) + "'";
  // Somebody who was killed just now still seems to be there for a moment.
  const unsigned patience = number_before == 0 ? patience_with_a_predecessor : 0;
  if (ask(fmt::format("SELECT GET_LOCK({}, {})", name, patience)) == "1") return;
  const std::string holder = ask("SELECT IS_USED_LOCK(" + name + ")");
  if (number_before != 0 && holder == std::to_string(number_before)) {
    // The server has not noticed yet that our own earlier connection is gone.
    query("KILL CONNECTION " + holder);
    if (ask("SELECT GET_LOCK(" + name + ", 10)") == "1") return;
  }
  writing_as_ = number_before;
  throw std::runtime_error(
      fmt::format("another server is running on {}, by its connection {}", address_.shown(), holder));
}

void MariadbConnection::begin() {
  query(mode_ == Mode::read_write ? "START TRANSACTION" : "START TRANSACTION WITH CONSISTENT SNAPSHOT");
}

Statement& MariadbConnection::prepare(std::string_view sql) {
  const auto known = statements_.find(sql);
  if (known != statements_.end()) return *known->second;
  if (handle_ == nullptr || lost_) throw Unavailable("the connection to the database was lost");
  auto statement = std::make_unique<MariadbStatement>(handle_, sql, owner_);
  return *statements_.emplace(std::string(sql), std::move(statement)).first->second;
}

void MariadbConnection::execute(std::string_view sql) {
  for (const std::string& statement : statements_of(sql))
    query(statement);
}

void MariadbConnection::query(std::string_view sql) {
  if (handle_ == nullptr || lost_) throw Unavailable("the connection to the database was lost");
  if (mysql_real_query(handle_, sql.data(), static_cast<unsigned long>(sql.size())) != 0)
    fail(mysql_errno(handle_), mysql_error(handle_));
  if (MYSQL_RES* const rows = mysql_store_result(handle_)) mysql_free_result(rows);
}

std::string MariadbConnection::ask(const std::string& sql) {
  if (mysql_real_query(handle_, sql.data(), static_cast<unsigned long>(sql.size())) != 0)
    fail(mysql_errno(handle_), mysql_error(handle_));
  MYSQL_RES* const rows = mysql_store_result(handle_);
  if (rows == nullptr) fail(mysql_errno(handle_), mysql_error(handle_));
  const MYSQL_ROW row = mysql_fetch_row(rows);
  std::string value = row != nullptr && row[0] != nullptr ? row[0] : "";
  mysql_free_result(rows);
  return value;
}

bool MariadbConnection::in_transaction() {
  return handle_ != nullptr && !lost_ && (handle_->server_status & SERVER_STATUS_IN_TRANS) != 0;
}

void MariadbConnection::fail(unsigned code, const std::string& words) {
  const std::string what = fmt::format("mariadb: {} ({})", words, code);
  if (means_lost(code)) {
    lost_ = true;
    throw Unavailable(what);
  }
  switch (code) {
    case ER_DISK_FULL:
    case ER_RECORD_FILE_FULL:
      throw StorageFull(what);
    case ER_LOCK_WAIT_TIMEOUT:  // somebody else works on our tables; later it goes
    case ER_LOCK_DEADLOCK:
      throw Unavailable(what);
    default:
      throw std::runtime_error(what);
  }
}

}  // namespace ling::storage
