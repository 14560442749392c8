#include "app/local_commands.hpp"

#include "app/application.hpp"
#include "app/backup.hpp"
#include "app/config.hpp"
#include "app/doctor.hpp"
#include "app/migrate_storage.hpp"
#include "app/welcome.hpp"
#include "foundation/json_codec.hpp"
#include "foundation/log.hpp"
#include "ling/protocol/accounts.hpp"
#include "ling/protocol/stream.hpp"
#include "media/worker_process.hpp"
#include "pictures/worker_process.hpp"
#include "security/certificates.hpp"
#include "transport/control_socket.hpp"

#include <boost/json/value.hpp>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace ling {
namespace {

constexpr const char* usage =
    "翎 (Ling): chat and calls on your own machine · 自己机器上的聊天与通话\n"
    "\n"
    "  ling serve [--data DIR] [--port N] [--config FILE]   run the server · 启动服务器\n"
    "  ling check-config FILE                               check a configuration file · 检查配置文件\n"
    "  ling admin reset-password USER [--data DIR]          make a code that sets a new password · 生成重设密码的代码\n"
    "  ling admin invite [--uses N] [--data DIR]            make an invitation to register · 生成注册邀请\n"
    "  ling backup FILE [--data DIR]                        write everything to a file while it runs · 备份，无需停机\n"
    "  ling restore FILE [--data DIR] [--force]             put a backup back; server stopped · 恢复备份，须先停机\n"
    "  ling migrate-storage --from PLACE --to PLACE         copy the database into another one; server stopped · 换数据库\n"
    "  ling doctor [--data DIR] [--port N] [--config FILE]  say what is wrong and what to do · 体检：哪里不对，怎么办\n"
    "  ling version                                         print the version · 显示版本\n"
    "\n"
    "PLACE: a data directory, an address mariadb://…, or a configuration file that names one of them.\n"
    "--port N: HTTPS on N, plain HTTP on N + 1. Without it 8443 and 8080, or what the configuration says.\n";

/// A mistake in the command line: exit code 2.
struct UsageError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Options "--name value" and what stands between them.
class Arguments {
 public:
  /// `known` take a value, `flags` take none.
  Arguments(int argc, char** argv, int first, const std::vector<std::string>& known,
            const std::vector<std::string>& flags = {}) {
    for (int i = first; i < argc; ++i) {
      const std::string argument = argv[i];
      if (argument.rfind("--", 0) != 0) {
        plain_.push_back(argument);
        continue;
      }
      const std::string name = argument.substr(2);
      if (std::ranges::find(flags, name) != flags.end()) {
        options_.emplace_back(name, "");
        continue;
      }
      if (std::ranges::find(known, name) == known.end()) throw UsageError("unknown option " + argument);
      if (i + 1 >= argc) throw UsageError(argument + " needs a value");
      options_.emplace_back(name, argv[++i]);
    }
  }

  [[nodiscard]] std::optional<std::string> option(const std::string& name) const {
    for (const auto& [key, value] : options_) {
      if (key == name) return value;
    }
    return std::nullopt;
  }
  [[nodiscard]] std::optional<int> number(const std::string& name, int least, int most) const {
    const auto text = option(name);
    if (!text) return std::nullopt;
    char* end = nullptr;
    const long value = std::strtol(text->c_str(), &end, 10);
    if (end == text->c_str() || *end != '\0' || value < least || value > most) {
      throw UsageError("--" + name + " must be a number from " + std::to_string(least) + " to " + std::to_string(most));
    }
    return static_cast<int>(value);
  }
  [[nodiscard]] const std::vector<std::string>& plain() const { return plain_; }

 private:
  std::vector<std::pair<std::string, std::string>> options_;
  std::vector<std::string> plain_;
};

log::Level level_named(const std::string& name) {
  if (name == "error") return log::Level::error;
  if (name == "warning") return log::Level::warning;
  if (name == "debug") return log::Level::debug;
  return log::Level::info;
}

Config config_of(const Arguments& arguments) {
  Config config;
  if (const auto file = arguments.option("config")) config = read_config(*file);
  if (const auto data = arguments.option("data")) config.data = *data;
  if (const auto port = arguments.number("port", 0, 65534)) {
    config.https_port = *port;
    config.http_port = *port == 0 ? 0 : *port + 1;
  }
  return config;
}

int serve(const Arguments& arguments) {
  Config config = config_of(arguments);
  log::set_level(level_named(config.log_level));

  // Blocked in every thread, taken one at a time here: stopping is ordinary code, not a signal handler.
  sigset_t stopping;
  sigemptyset(&stopping);
  sigaddset(&stopping, SIGTERM);
  sigaddset(&stopping, SIGINT);
  pthread_sigmask(SIG_BLOCK, &stopping, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  Application application(std::move(config));
  application.start();
  std::cout << welcome(application.https_port(), application.http_port(), names_of_this_machine(),
                       ::isatty(STDOUT_FILENO) != 0)
            << std::flush;
  log::info("server.ready", {{"https_port", application.https_port()}, {"http_port", application.http_port()}});

  int signal = 0;
  sigwait(&stopping, &signal);
  log::info("server.stopping", {{"signal", signal}});
  // A second signal means now.
  std::signal(SIGTERM, SIG_DFL);
  std::signal(SIGINT, SIG_DFL);
  pthread_sigmask(SIG_UNBLOCK, &stopping, nullptr);
  application.stop();
  log::info("server.stopped");
  return 0;
}

int check_config(const Arguments& arguments) {
  if (arguments.plain().size() != 1) throw UsageError("check-config needs a file");
  read_config(arguments.plain()[0]);
  std::cout << arguments.plain()[0] << ": fine\n";
  return 0;
}

template <class Command>
typename Command::Answer ask_server(const std::filesystem::path& data, const Command& command,
                                    std::chrono::seconds patience = std::chrono::seconds{60}) {
  const ControlAnswer answer =
      control_request(data / "control.sock", Command::command.name, json::encode(command), patience);
  const auto body = json::parse(answer.body);
  if (!body || !body->is_object()) throw std::runtime_error("the server's answer was not understood");
  if (answer.status != 200) {
    const auto failure = json::decode<Failure>(body->at("error"));
    if (failure && failure->code == ErrorCode::not_found) throw std::runtime_error("there is no such user");
    throw std::runtime_error("the server refused: " +
                             (failure && !failure->detail.empty() ? failure->detail : answer.body));
  }
  return json::decode<typename Command::Answer>(body->at("result")).value();
}

std::filesystem::path data_of(const Arguments& arguments) {
  return arguments.option("data").value_or("data");
}

int admin(const Arguments& arguments) {
  const auto& words = arguments.plain();
  if (words.size() == 2 && words[0] == "reset-password") {
    const ResetCode reset = ask_server(data_of(arguments), ResetPassword{words[1]});
    std::cout << "Code for " << words[1] << " · 代码：  " << reset.code
              << "\nIt sets a new password once, within 30 minutes: sign-in page, \"forgot password\"."
              << "\n30 分钟内有效，仅可使用一次：登录页 →「找回密码」。\n";
    return 0;
  }
  if (words.size() == 1 && words[0] == "invite") {
    const Invite invite = ask_server(data_of(arguments), CreateInvite{arguments.number("uses", 1, 1000), {}});
    std::cout << "Invitation · 邀请：  /register?invite=" << invite.code << "\n";
    return 0;
  }
  throw UsageError("admin knows: reset-password USER, invite");
}

int backup(const Arguments& arguments) {
  if (arguments.plain().size() != 1) throw UsageError("backup needs a file");
  const std::string file = std::filesystem::absolute(arguments.plain()[0]).string();
  const BackedUp made = ask_server(data_of(arguments), BackUp{file}, std::chrono::hours{6});
  std::cout << "Backup · 备份：  " << file << " (" << made.bytes / 1024 << " KiB)\n";
  return 0;
}

int restore(const Arguments& arguments) {
  if (arguments.plain().size() != 1) throw UsageError("restore needs a file");
  const std::filesystem::path data = data_of(arguments);
  restore_backup(arguments.plain()[0], data, arguments.option("force") ? Existing::replace : Existing::keep);
  std::cout << "Restored · 已恢复：  " << data.string() << "\n";
  return 0;
}

int migrate(const Arguments& arguments) {
  const auto from = arguments.option("from"), to = arguments.option("to");
  if (!from || !to || !arguments.plain().empty()) throw UsageError("migrate-storage needs --from and --to");
  log::set_level(log::Level::warning);
  migrate_storage(*from, *to, std::cout);
  std::cout << "Copied and verified · 已复制并核对。\n"
               "Start the server on the copy (storage.url in the configuration); the old database stays as it is.\n"
               "在新数据库上启动服务器（配置中的 storage.url）；旧数据库保持原样。\n";
  return 0;
}

int examine(const Arguments& arguments) {
  if (!arguments.plain().empty()) throw UsageError("doctor takes only options");
  const Config config = config_of(arguments);
  auto findings = doctor::look_at_machine(config);
  const auto add = [&](std::vector<doctor::Finding> more) { std::ranges::move(more, std::back_inserter(findings)); };
  try {
    add(doctor::look_at_ports(config, ask_server(config.data, FindPorts{}, std::chrono::seconds{5})));
  } catch (const std::system_error& none) {
    if (none.code() == std::errc::no_such_file_or_directory || none.code() == std::errc::connection_refused) {
      add(doctor::look_at_ports(config, std::nullopt));
    } else {
      findings.push_back(doctor::not_to_be_asked(none.what()));
    }
  } catch (const std::exception& refused) {
    findings.push_back(doctor::not_to_be_asked(refused.what()));
  }
  return doctor::report(findings, std::cout) ? 0 : 1;
}

int run(int argc, char** argv) {
  const std::string command = argc > 1 ? argv[1] : "help";
  if (command == "serve") return serve(Arguments(argc, argv, 2, {"data", "port", "config"}));
  if (command == "check-config") return check_config(Arguments(argc, argv, 2, {}));
  if (command == "admin") return admin(Arguments(argc, argv, 2, {"data", "uses"}));
  if (command == "backup") return backup(Arguments(argc, argv, 2, {"data"}));
  if (command == "restore") return restore(Arguments(argc, argv, 2, {"data"}, {"force"}));
  if (command == "migrate-storage") return migrate(Arguments(argc, argv, 2, {"from", "to"}));
  if (command == "doctor") return examine(Arguments(argc, argv, 2, {"data", "port", "config"}));
  if (command == "version") {
    std::cout << "ling " << LING_VERSION << "\n";
    return 0;
  }
  // What the server starts for itself; its place among the arguments is that of a program's name.
  if (command == "media-worker") media::run_worker_process(argc - 1, argv + 1);
  if (command == "picture-worker") pictures::run_worker_process();
  if (command == "config-manual") {
    std::cout << config_manual();
    return 0;
  }
  if (command == "help" || command == "--help" || command == "-h") {
    std::cout << usage;
    return 0;
  }
  throw UsageError("unknown command " + command);
}

}  // namespace

int run_command_line(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const UsageError& error) {
    std::cerr << "ling: " << error.what() << "\n\n" << usage;
    return 2;
  } catch (const std::exception& error) {
    std::cerr << "ling: " << error.what() << "\n";
    return 1;
  }
}

}  // namespace ling
