#include "fault/run.hpp"
#include "load/stream_client.hpp"
#include "support/person.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <deque>
#include <iostream>

namespace ling::fault_test {
namespace {

using system_test::Person;
using system_test::ServerProcess;

/// A figure of the server's own /metrics.
std::int64_t metric(const ServerProcess& server, const std::string& name) {
  const std::string page = system_test::http(server.http_port(), {"GET", "/metrics", {}, {}}).body;
  const auto line = page.find("\n" + name + " ");
  if (line == std::string::npos) throw std::runtime_error("no metric " + name);
  return std::stoll(page.substr(line + name.size() + 2));
}

TEST(SlowReaders, cost_no_more_than_their_outboxes_and_have_everything_once_they_come_back) {
  // Outboxes of 1,000 would be more than all may hold together, which is 512 MiB.
  const int readers = long_form() ? 1000 : 20;
  std::string config = system_test::quick_config;
  config.insert(config.find("messages_burst"), "sessions_per_user = 1000\n");
  const ServerProcess server(config);
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = system_test::befriend(lin, mei);
  const auto context = load::client_context(server.data() / "tls" / "ca.crt");
  load::LoadLoop loop;
  std::deque<load::StreamClient> clients;
  std::vector<std::size_t> told(static_cast<std::size_t>(readers), 0);
  for (int i = 0; i < readers; ++i) {
    load::StreamClient& client = clients.emplace_back(mei.token);
    client.on_event([&told, i](std::string_view name, const boost::json::value&) {
      if (name == "message.sent") ++told[static_cast<std::size_t>(i)];
    });
  }
  // Some at a time: a handshake that takes longer than 15 s is ended, and one thread shakes hands for all.
  const auto all_come = [&] {
    for (std::size_t i = 0; i < clients.size(); ++i) {
      clients[i].connect(loop, context.get(), server.https_port());
      if ((i + 1) % 20 != 0) continue;
      const auto in_step = [](const auto& client) { return client.in_step(); };
      const auto come = clients.begin() + static_cast<std::ptrdiff_t>(i + 1);
      loop.run_until([&] { return std::all_of(clients.begin(), come, in_step); }, std::chrono::seconds(60));
    }
  };
  all_come();

  for (load::StreamClient& client : clients)
    loop.pause(*client.socket());
  const std::int64_t memory_before = metric(server, "process_resident_memory_bytes");
  std::int64_t memory = memory_before;
  std::size_t sent = 0;
  auto sender = lin.connect();
  const std::string text(19'000, 'x');
  while (metric(server, "ling_slow_readers_total") < readers) {
    ASSERT_LT(sent, 5'000U) << "not all of them are found to be slow";
    for (int i = 0; i < 10; ++i, ++sent)
      ASSERT_TRUE(sender.call("message.send", system_test::text_message(conversation, text)).contains("result"));
    memory = std::max(memory, metric(server, "process_resident_memory_bytes"));
  }
  const std::int64_t grown_mib = (memory - memory_before) / (1024 * 1024);

  std::map<int, int> codes;
  loop.on_closed([&](load::WebSocket& closed) {
    ++codes[closed.close_code()];
    for (load::StreamClient& client : clients) {
      if (client.socket() == &closed) client.disconnected();
    }
  });
  for (load::StreamClient& client : clients)
    loop.resume(*client.socket());
  loop.run_until(
      [&] {
        return std::all_of(clients.begin(), clients.end(),
                           [](const auto& client) { return client.socket() == nullptr; });
      },
      std::chrono::seconds(120));
  all_come();
  std::cout << readers << " readers, " << sent << " messages of 19 KB: " << grown_mib << " MiB more at most\n";
  // The server counted all of them as slow. It waits some seconds for a peer to take the close frame: whoever of a
  // thousand takes longer to read finds the connection gone without a word.
  EXPECT_EQ(codes[4008] + (long_form() ? codes[0] : 0), readers);
  EXPECT_GT(codes[4008], readers / 2);
  EXPECT_LE(grown_mib, std::min(readers, 512) + 64) << "an outbox holds 1 MiB, all together 512";
  EXPECT_EQ(told, std::vector<std::size_t>(static_cast<std::size_t>(readers), sent));
}

}  // namespace
}  // namespace ling::fault_test
