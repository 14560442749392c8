#include "tests/mariadb_server.hpp"

#include <fcntl.h>
#include <grp.h>
#include <mysql.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <iostream>
#include <memory>
#include <stdexcept>
#include <string_view>

namespace ling {
namespace {

// Debian's nobody and nogroup.
constexpr uid_t nobody = 65534;
constexpr gid_t nogroup = 65534;

constexpr const char* small_log = "--innodb-log-file-size=8M";

struct CloseHandle {
  void operator()(MYSQL* handle) const { mysql_close(handle); }
};
using Handle = std::unique_ptr<MYSQL, CloseHandle>;

/// mariadb://root@localhost/NAME?socket=PATH
Handle open(const std::string& url) {
  const std::size_t slash = url.find('/', url.find('@')), question = url.find("?socket=");
  const std::string database = url.substr(slash + 1, question - slash - 1), socket = url.substr(question + 8);
  Handle handle(mysql_init(nullptr));
  if (mysql_real_connect(handle.get(), nullptr, "root", "", database.c_str(), 0, socket.c_str(),
                         CLIENT_MULTI_STATEMENTS) == nullptr)
    throw std::runtime_error(std::string("mariadb: ") + mysql_error(handle.get()));
  // The SQL of tests is written for both engines.
  mysql_set_character_set(handle.get(), "utf8mb4");
  const std::string_view joining = "SET sql_mode = 'PIPES_AS_CONCAT'";
  mysql_real_query(handle.get(), joining.data(), joining.size());
  return handle;
}

void check(MYSQL* handle, bool failed) {
  if (failed) throw std::runtime_error(std::string("mariadb: ") + mysql_error(handle));
}

}  // namespace

MariadbServer& MariadbServer::shared() {
  static MariadbServer server;
  return server;
}

MariadbServer::MariadbServer(std::vector<std::string> options)
    : folder_(::access("/dev/shm", W_OK) == 0 ? "/dev/shm" : std::filesystem::temp_directory_path()),
      options_(std::move(options)) {
  if (::getuid() == 0 && ::chown(folder_.path().c_str(), nobody, nogroup) != 0)
    throw std::runtime_error("cannot give the folder away");
  const int nowhere = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
  const pid_t installer =
      spawn({"mariadb-install-db", "--no-defaults", "--datadir=" + (folder_.path() / "data").string(),
             "--auth-root-authentication-method=normal", "--skip-test-db", small_log},
            nowhere);
  ::close(nowhere);
  int status = 0;
  ::waitpid(installer, &status, 0);
  if (status != 0) throw std::runtime_error("mariadb-install-db failed");
  start();
}

MariadbServer::~MariadbServer() {
  kill();
}

pid_t MariadbServer::spawn(const std::vector<std::string>& command, int output) const {
  std::vector<char*> arguments;
  for (const std::string& argument : command)
    arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::dup2(output, STDOUT_FILENO);
  ::dup2(output, STDERR_FILENO);
  if (::getuid() == 0 && (::setgroups(0, nullptr) != 0 || ::setgid(nogroup) != 0 || ::setuid(nobody) != 0))
    ::_exit(126);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // after the change of user, which forgets it
  // Administrators' programs are not in everybody's path.
  ::setenv("PATH", "/usr/local/sbin:/usr/sbin:/sbin:/usr/local/bin:/usr/bin:/bin", 1);
  ::execvp(arguments[0], arguments.data());
  ::_exit(127);
}

void MariadbServer::start() {
  std::array<int, 2> pipe{};
  if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("pipe failed");
  std::vector<std::string> command = {"mariadbd", "--no-defaults", "--datadir=" + (folder_.path() / "data").string(),
                                      "--socket=" + socket(), "--pid-file=" + (folder_.path() / "pid").string(),
                                      // Not /tmp: there each one that starts throws away the tables of the others.
                                      "--tmpdir=" + folder_.path().string(), "--skip-networking", "--skip-log-bin",
                                      "--innodb-flush-log-at-trx-commit=1", small_log, "--innodb-buffer-pool-size=32M",
                                      "--performance-schema=OFF", "--max-connections=500"};
  command.insert(command.end(), options_.begin(), options_.end());
  pid_ = spawn(command, pipe[1]);
  ::close(pipe[1]);
  std::promise<std::string> came_up;
  auto outcome = came_up.get_future();
  listener_ = std::thread([output = pipe[0], came_up = std::move(came_up)]() mutable {
    std::string printed;
    bool ready = false;
    std::array<char, 4096> part{};
    while (true) {
      const ssize_t size = ::read(output, part.data(), part.size());
      if (size <= 0) break;
      if (ready) {
        // Should it end by itself, this says why.
        std::cerr.write(part.data(), size);
        continue;
      }
      printed.append(part.data(), static_cast<std::size_t>(size));
      ready = printed.find("ready for connections") != std::string::npos;
      if (ready) came_up.set_value("");
    }
    if (!ready) came_up.set_value(printed.empty() ? "it printed nothing" : printed);
    ::close(output);
  });
  const std::string complaint = outcome.get();
  if (complaint.empty()) return;
  kill();
  throw std::runtime_error("MariaDB did not come up: " + complaint);
}

void MariadbServer::signal(int number) const {
  ::kill(pid_, number);
}

void MariadbServer::kill() {
  if (pid_ > 0) {
    signal(SIGKILL);
    ::waitpid(pid_, nullptr, 0);
    pid_ = -1;
  }
  if (listener_.joinable()) listener_.join();
}

std::string MariadbServer::url(const std::string& database) const {
  return "mariadb://root@localhost/" + database + "?socket=" + socket();
}

std::string MariadbServer::new_database() {
  const std::string name = "test_" + std::to_string(++databases_);
  run(url("mysql"), "CREATE DATABASE " + name);
  return url(name);
}

void MariadbServer::run(const std::string& url, const std::string& sql) {
  ask(url, sql);
}

std::string MariadbServer::ask(const std::string& url, const std::string& sql) {
  const Handle handle = open(url);
  check(handle.get(), mysql_real_query(handle.get(), sql.data(), sql.size()) != 0);
  std::string values;
  for (int next = 0; next == 0; next = mysql_next_result(handle.get())) {
    MYSQL_RES* const rows = mysql_store_result(handle.get());
    check(handle.get(), rows == nullptr && mysql_field_count(handle.get()) > 0);
    while (rows != nullptr) {
      const MYSQL_ROW row = mysql_fetch_row(rows);
      if (row == nullptr) break;
      const unsigned long* const sizes = mysql_fetch_lengths(rows);
      for (unsigned i = 0; i < mysql_num_fields(rows); ++i)
        values.append(row[i] != nullptr ? row[i] : "", sizes[i]);
    }
    if (rows != nullptr) mysql_free_result(rows);
  }
  check(handle.get(), mysql_errno(handle.get()) != 0);
  return values;
}

}  // namespace ling
