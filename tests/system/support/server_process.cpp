#include "support/server_process.hpp"

#include "tests/mariadb_server.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <regex>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace ling::system_test {
namespace {

using namespace std::chrono_literals;

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

struct Database {
  explicit Database(const std::filesystem::path& file) {
    if (sqlite3_open(file.c_str(), &handle) != SQLITE_OK) throw std::runtime_error("cannot open " + file.string());
  }
  ~Database() { sqlite3_close(handle); }
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  sqlite3* handle = nullptr;
};

}  // namespace

bool tests_run_on_mariadb() {
  const char* storage = std::getenv("LING_TEST_STORAGE");
  return storage != nullptr && std::string(storage) == "mariadb";
}

const char* const quick_config =
    "[accounts]\nchallenge_work = 0\npassword_memory_kib = 8\npassword_passes = 1\n"
    "[limits]\nmessages_burst = 1000000\nmessages_per_second = 1000000\ncommands_burst = 1000000\ncommands_per_second = 1000000\n"
    "password_tries_burst = 1000000\nconnections_per_address = 10000\n[presence]\ngrace_ms = 0\n";

std::string ling_binary() {
  const char* binary = std::getenv("LING_BINARY");
  if (binary == nullptr) throw std::runtime_error("LING_BINARY must name the executable");
  return binary;
}

Finished run_ling(const std::string& arguments) {
  const std::string command = ling_binary() + " " + arguments + " 2>&1";
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), [](FILE*) { return 0; });
  Finished finished;
  std::array<char, 4096> buffer{};
  while (const std::size_t size = fread(buffer.data(), 1, buffer.size(), pipe.get()))
    finished.output.append(buffer.data(), size);
  const int status = pclose(pipe.release());
  finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return finished;
}

ServerProcess::ServerProcess(std::string config, std::string database) : database_(std::move(database)) {
  data_ = folder_.path() / "data";
  log_file_ = folder_.path() / "log";
  config_file_ = folder_.path() / "ling.toml";
  if (database_.empty() && tests_run_on_mariadb()) database_ = MariadbServer::shared().new_database();
  set_config(std::move(config));
  start();
}

void ServerProcess::set_config(std::string config) const {
  if (!database_.empty()) config += "\n[storage]\nurl = \"" + database_ + "\"\n";
  std::ofstream(config_file_) << config;
}

ServerProcess::~ServerProcess() {
  if (pid_ <= 0) return;
  if (std::getenv("LING_STOP_SERVERS") == nullptr) {
    kill();
  } else {
    signal(SIGCONT);  // A test may have frozen it.
    stop();
  }
}

void ServerProcess::start() {
  const std::size_t earlier = log().size();
  const std::string binary = ling_binary();  // before the fork: nothing may throw in the child
  std::vector<char*> environment;
  for (std::string& variable : environment_)
    environment.push_back(variable.data());
  for (char** variable = environ; *variable != nullptr; ++variable)
    environment.push_back(*variable);
  environment.push_back(nullptr);
  pid_ = ::fork();
  if (pid_ == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    const int log_fd = ::open(log_file_.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(log_fd, STDOUT_FILENO);
    ::dup2(log_fd, STDERR_FILENO);
    ::execle(binary.c_str(), binary.c_str(), "serve", "--data", data_.c_str(), "--config", config_file_.c_str(),
             "--port", "0", nullptr, environment.data());
    ::_exit(127);
  }
  static const std::regex ready("server\\.ready https_port=(\\d+) http_port=(\\d+)");
  // Waits for the server's own word, looking often; the bound is for a server that never comes up.
  for (const auto deadline = std::chrono::steady_clock::now() + 60s; std::chrono::steady_clock::now() < deadline;) {
    const std::string text = log().substr(earlier);
    std::smatch match;
    if (std::regex_search(text, match, ready)) {
      https_port_ = static_cast<std::uint16_t>(std::stoi(match[1]));
      http_port_ = static_cast<std::uint16_t>(std::stoi(match[2]));
      return;
    }
    if (!running()) break;
    std::this_thread::yield();
    ::usleep(2000);
  }
  const std::string text = log();
  kill();
  throw std::runtime_error("the server did not come up:\n" + text);
}

bool ServerProcess::running() const {
  siginfo_t info{};
  return pid_ > 0 && ::waitid(P_PID, static_cast<id_t>(pid_), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid == 0;
}

int ServerProcess::wait_for_exit() {
  int status = 0;
  ::waitpid(pid_, &status, 0);
  pid_ = -1;
  return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
}

void ServerProcess::signal(int number) const {
  ::kill(pid_, number);
}

void ServerProcess::kill() {
  if (pid_ <= 0) return;
  signal(SIGKILL);
  wait_for_exit();
}

int ServerProcess::stop() {
  signal(SIGTERM);
  return wait_for_exit();
}

std::int64_t ServerProcess::memory_kib(const std::string& which) const {
  std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(which + ":")) return std::stoll(line.substr(which.size() + 1));
  throw std::runtime_error("the kernel says nothing of " + which);
}

std::string ServerProcess::log() const {
  return contents(log_file_);
}

void ServerProcess::change_database(const std::string& sql) const {
  if (!database_.empty()) return MariadbServer::run(database_, sql);
  const Database database(data_ / "ling.db");
  char* error = nullptr;
  if (sqlite3_exec(database.handle, sql.c_str(), nullptr, nullptr, &error) != SQLITE_OK)
    throw std::runtime_error(error);
}

std::string ServerProcess::read_database(const std::string& sql) const {
  if (!database_.empty()) return MariadbServer::ask(database_, sql);
  return read_file(data_ / "ling.db", sql);
}

std::string ServerProcess::read_file(const std::filesystem::path& file, const std::string& sql) {
  const Database database(file);
  std::string text;
  const auto append = [](void* out, int columns, char** values, char**) {
    for (int i = 0; i < columns; ++i)
      *static_cast<std::string*>(out) += values[i] != nullptr ? values[i] : "";
    return 0;
  };
  char* error = nullptr;
  if (sqlite3_exec(database.handle, sql.c_str(), append, &text, &error) != SQLITE_OK) throw std::runtime_error(error);
  return text;
}

}  // namespace ling::system_test
