// A MariaDB of the test program's own, without privileges, reached by a socket in a temporary folder. Ends with the
// program, whatever happens.
#pragma once

#include "tests/temporary_folder.hpp"

#include <sys/types.h>

#include <future>
#include <string>
#include <thread>
#include <vector>

namespace ling {

class MariadbServer {
 public:
  /// Started when it is first asked for, and shared by all tests of the program.
  static MariadbServer& shared();

  /// Starts; further options are given to the server. Throws with what it printed when it does not come up.
  explicit MariadbServer(std::vector<std::string> options = {});
  ~MariadbServer();
  MariadbServer(const MariadbServer&) = delete;
  MariadbServer& operator=(const MariadbServer&) = delete;

  void start();
  void kill();                    ///< SIGKILL, as a crash.
  void signal(int number) const;  ///< SIGSTOP and SIGCONT, for instance.

  /// A database without tables; its address.
  std::string new_database();
  [[nodiscard]] std::string url(const std::string& database) const;
  /// Statements without rows, as administrator, on the database of this address.
  static void run(const std::string& url, const std::string& sql);
  /// All values of all rows, one after the other.
  static std::string ask(const std::string& url, const std::string& sql);

 private:
  pid_t spawn(const std::vector<std::string>& command, int output) const;
  [[nodiscard]] std::string socket() const { return (folder_.path() / "socket").string(); }

  TemporaryFolder folder_;  // in memory where possible: what a disk does is not what these tests are about
  std::vector<std::string> options_;
  pid_t pid_ = -1;
  int databases_ = 0;
  std::thread listener_;  // takes what the server prints, which would block it otherwise
};

}  // namespace ling
