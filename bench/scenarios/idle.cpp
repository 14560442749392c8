#include "measure.hpp"
#include "scenarios/crowd.hpp"
#include "scenarios/scenarios.hpp"

#include <fmt/format.h>

#include <fstream>

namespace ling::bench {
namespace {

using system_test::Person;
using system_test::ServerProcess;

constexpr std::size_t users = 100, sockets_each = 100, returning = 5000;

/// Connections that the kernel dropped because nobody accepted them in time.
long listen_overflows() {
  std::ifstream file("/proc/net/netstat");
  std::string names, values;
  while (std::getline(file, names) && std::getline(file, values)) {
    if (!names.starts_with("TcpExt:")) continue;
    std::istringstream name(names), value(values);
    std::string key, number;
    while (name >> key && value >> number) {
      if (key == "ListenOverflows") return std::stol(number);
    }
  }
  return 0;
}

/// Opens sockets until there are `count`, each having heard the server's hello.
void connect_all(load::LoadLoop& loop, SSL_CTX* context, const ServerProcess& server, const std::vector<Person>& people,
                 std::size_t count) {
  std::size_t greeted = 0;
  for (std::size_t i = 0; i < count; ++i) {
    auto socket = std::make_unique<load::WebSocket>(context, server.https_port(), people[i % people.size()].token);
    socket->on_text([&](std::string_view frame) { greeted += frame.starts_with(R"({"hello":)") ? 1 : 0; });
    loop.add(std::move(socket));
    loop.turn(std::chrono::microseconds(0));
  }
  loop.run_until([&] { return greeted == count; }, std::chrono::seconds(60));
}

}  // namespace

void idle(Report& report) {
  ServerProcess server;
  const auto people = crowd(server, "idle", users);
  const auto context = trusting(server);
  {
    load::LoadLoop loop;
    const long before = resident_kib(server.pid());
    connect_all(loop, context.get(), server, people, users * sockets_each);
    const long growth = resident_kib(server.pid()) - before;
    report.add({"idle_tls_kib_per_connection", static_cast<double>(growth) / (users * sockets_each), "<= 24, 18",
                fmt::format("{} MiB for {} sockets", growth / 1024, users * sockets_each)});
  }
  server.kill();
  server.start();
  load::LoadLoop loop;
  const long overflows = listen_overflows();
  const Stopwatch watch;
  connect_all(loop, context.get(), server, people, returning);
  report.add(
      {"reconnect_5000_s", watch.seconds(), "<= 15",
       fmt::format("one client process, one after the other; {} listen overflows", listen_overflows() - overflows)});
}

}  // namespace ling::bench
