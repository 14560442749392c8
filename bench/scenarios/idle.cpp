#include "load/storm.hpp"
#include "measure.hpp"
#include "scenarios/crowd.hpp"
#include "scenarios/scenarios.hpp"

#include <fmt/format.h>

#include <atomic>
#include <future>

namespace ling::bench {
namespace {

using system_test::Person;
using system_test::ServerProcess;

constexpr std::size_t users = 100, sockets_each = 100, returning = 5000;

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

/// Milliseconds that each message took of somebody who writes one after the other until it is over.
std::vector<double> talk(const Person& sender, std::int64_t conversation_id, const std::atomic<bool>& over) {
  std::vector<double> milliseconds;
  auto socket = sender.connect();
  while (!over) {
    const Stopwatch watch;
    const auto answer = socket.call("message.send", system_test::text_message(conversation_id, "在吗"));
    if (!system_test::error_code(answer).empty()) throw std::runtime_error("a message was refused");
    milliseconds.push_back(watch.seconds() * 1000);
  }
  return milliseconds;
}

/// A restart under devices that were connected, each of which has missed something by the time it is back.
void come_back(Report& report, ServerProcess& server, const std::vector<Person>& people) {
  std::vector<std::int64_t> conversations;
  for (std::size_t i = 0; i < people.size(); i += 2)
    conversations.push_back(system_test::befriend(people[i], people[i + 1]));
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < returning; ++i)
    tokens.push_back(people[i % people.size()].token);
  const auto two = crowd(server, "talker", 2);
  const std::int64_t between_two = system_test::befriend(two[0], two[1]);
  load::Storm storm(tokens);
  const auto context = trusting(server);
  storm.come(context.get(), server.https_port(), std::chrono::seconds(60));
  server.kill();
  storm.gone();
  server.start();
  for (std::size_t i = 0; i < conversations.size(); ++i)
    people[i * 2].call("message.send", system_test::text_message(conversations[i], "while you were away"));
  std::atomic<bool> over = false;
  auto talking = std::async(std::launch::async, [&] { return talk(two[0], between_two, over); });
  const auto outcome = storm.come(context.get(), server.https_port(), std::chrono::seconds(120));
  over = true;
  auto milliseconds = talking.get();
  report.add(
      {"reconnect_5000_s", outcome.seconds, "<= 15",
       fmt::format("{} devices at once, until each had all it missed ({} events); {} tried again; {} listen overflows",
                   returning, outcome.fetched, outcome.tries_again, outcome.listen_overflows)});
  report.add({"reconnect_message_p99_ms", percentile(milliseconds, 0.99), "<= 2000",
              fmt::format("of {} messages that two others sent meanwhile, one after the other", milliseconds.size())});
}

}  // namespace

void idle(Report& report) {
  ServerProcess server;
  const auto people = crowd(server, "idle", users);
  const auto context = trusting(server);
  {
    load::LoadLoop loop;
    const long before = server.memory_kib("VmRSS");
    connect_all(loop, context.get(), server, people, users * sockets_each);
    const long growth = server.memory_kib("VmRSS") - before;
    report.add({"idle_tls_kib_per_connection", static_cast<double>(growth) / (users * sockets_each), "<= 24, 18",
                fmt::format("{} MiB for {} sockets", growth / 1024, users * sockets_each)});
  }
  come_back(report, server, people);
}

}  // namespace ling::bench
