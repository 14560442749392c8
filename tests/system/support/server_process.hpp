// The real server as a child process, on a data directory of its own. Ends with the test, whatever happens: killed, or
// with LING_STOP_SERVERS in the environment stopped in order, as a sanitizer looks for leaks only then.
#pragma once

#include "tests/temporary_folder.hpp"

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace ling::system_test {

/// LING_TEST_STORAGE=mariadb: every server of this run stores in a MariaDB.
bool tests_run_on_mariadb();

/// Cheap hashing, no puzzle, no limits: what most tests want.
extern const char* const quick_config;

class ServerProcess {
 public:
  /// Stores in this MariaDB, or without an address where the run says. Starts and waits until the server says it is
  /// ready. Throws with its output when it does not come up.
  explicit ServerProcess(std::string config = quick_config, std::string database = {});
  ~ServerProcess();
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;

  void start();
  void kill();          ///< SIGKILL, as a crash.
  int stop();           ///< SIGTERM; the exit code.
  int wait_for_exit();  ///< The exit code, or minus the signal that ended it.
  void signal(int number) const;
  [[nodiscard]] bool running() const;

  /// For the starts from now on: variables ("NAME=value") beside the test's own, another data directory,
  /// another configuration.
  void set_environment(std::vector<std::string> variables) { environment_ = std::move(variables); }
  void set_config(std::string config) const;
  void set_data(std::filesystem::path data) { data_ = std::move(data); }

  [[nodiscard]] std::uint16_t https_port() const { return https_port_; }
  [[nodiscard]] std::uint16_t http_port() const { return http_port_; }
  /// The test's own directory; the data directory is in it unless set_data() said otherwise.
  [[nodiscard]] const std::filesystem::path& folder() const { return folder_.path(); }
  [[nodiscard]] const std::filesystem::path& data() const { return data_; }
  [[nodiscard]] std::string log() const;  ///< Everything it printed, all starts together.
  [[nodiscard]] pid_t pid() const { return pid_; }
  /// What the kernel says of its memory: "VmRSS" now, "VmHWM" at most so far.
  [[nodiscard]] std::int64_t memory_kib(const std::string& which) const;

  /// SQL on the database while the server is stopped.
  void change_database(const std::string& sql) const;
  [[nodiscard]] std::string read_database(const std::string& sql) const;
  [[nodiscard]] static std::string read_file(const std::filesystem::path& file, const std::string& sql);

 private:
  TemporaryFolder folder_;
  std::string database_;  ///< Address of the MariaDB; empty = SQLite in the data directory.
  std::filesystem::path data_, log_file_, config_file_;
  std::vector<std::string> environment_;
  pid_t pid_ = -1;
  std::uint16_t https_port_ = 0, http_port_ = 0;
};

struct Finished {
  int exit_code = -1;
  std::string output;
};
/// Runs the executable to its end.
Finished run_ling(const std::string& arguments);

std::string ling_binary();

}  // namespace ling::system_test
