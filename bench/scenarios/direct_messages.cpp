#include "floors/floors.hpp"
#include "measure.hpp"
#include "scenarios/crowd.hpp"
#include "scenarios/scenarios.hpp"

#include <fmt/format.h>

#include <chrono>
#include <deque>

namespace ling::bench {
namespace {

using std::chrono::steady_clock;
using system_test::ServerProcess;

constexpr std::size_t pairs = 64, in_flight = 8, frame_bytes = 300;
constexpr double seconds = 5;
constexpr int offered_per_second = 1000;

struct Pair {
  load::WebSocket* sender = nullptr;
  std::int64_t conversation_id = 0;
};

/// 64 pairs of friends, both of each connected.
struct Friends {
  explicit Friends(const ServerProcess& server) : context(trusting(server)) {
    const auto people = crowd(server, "friend", pairs * 2);
    for (std::size_t i = 0; i < pairs; ++i) {
      const std::int64_t conversation_id = system_test::befriend(people[2 * i], people[2 * i + 1]);
      auto& sender = connect(loop, context.get(), server, people[2 * i].token);
      auto& receiver = connect(loop, context.get(), server, people[2 * i + 1].token);
      receiver.on_text([this](std::string_view frame) { delivered += is_message(frame) ? 1 : 0; });
      all.push_back({&sender, conversation_id});
    }
  }

  load::SslContext context;
  load::LoadLoop loop;
  std::vector<Pair> all;
  std::size_t delivered = 0;
};

/// As fast as it goes, each pair with 8 messages not yet acknowledged.
Floor as_fast_as_possible(const ServerProcess& server, Friends& friends) {
  std::size_t sent = 0, acked = 0;
  bool stopping = false;
  const auto send = [&](const Pair& pair) { pair.sender->send(message_frame(sent++, pair.conversation_id)); };
  for (const Pair& pair : friends.all) {
    pair.sender->on_text([&, pair](std::string_view frame) {
      if (!is_answer(frame)) return;
      must_be_done(frame);
      ++acked;
      if (!stopping) send(pair);
    });
  }
  friends.delivered = 0;
  const Stopwatch watch;
  const auto before = cpu_of(server.pid());
  for (const Pair& pair : friends.all) {
    for (std::size_t n = 0; n < in_flight; ++n)
      send(pair);
    pair.sender->flush();
  }
  friends.loop.run_until([&] { return watch.seconds() > seconds; }, std::chrono::seconds(60));
  stopping = true;
  // Every message counts only when it is acknowledged, and delivered as well.
  friends.loop.run_until([&] { return acked == sent && friends.delivered == sent; }, std::chrono::seconds(60));
  const auto cpu = cpu_of(server.pid()) - before;
  return {static_cast<double>(acked) / watch.seconds(), static_cast<double>(cpu.count()) / static_cast<double>(acked)};
}

/// At a fixed rate, whatever the answers take; milliseconds from the moment each was due.
std::vector<double> at_a_rate(Friends& friends) {
  std::vector<double> latencies;
  std::vector<steady_clock::time_point> due;
  for (const Pair& pair : friends.all) {
    pair.sender->on_text([&](std::string_view frame) {
      if (!is_answer(frame)) return;
      must_be_done(frame);
      latencies.push_back(std::chrono::duration<double, std::milli>(steady_clock::now() - due[id_of(frame)]).count());
    });
  }
  const std::size_t total = static_cast<std::size_t>(seconds * offered_per_second);
  const auto started = steady_clock::now();
  const auto time_of = [&](std::size_t n) {
    return started + n * std::chrono::microseconds(1000000 / offered_per_second);
  };
  while (due.size() < total) {
    while (due.size() < total && steady_clock::now() >= time_of(due.size())) {
      const Pair& pair = friends.all[due.size() % pairs];
      pair.sender->send(message_frame(due.size(), pair.conversation_id));
      due.push_back(time_of(due.size()));
      pair.sender->flush();
    }
    friends.loop.turn(std::chrono::microseconds(200));
  }
  friends.loop.run_until([&] { return latencies.size() == total; }, std::chrono::seconds(60));
  return latencies;
}

}  // namespace

void direct_messages(Report& report) {
  const ServerProcess server;
  Friends friends(server);
  const Floor inserts = sqlite_inserts(server.data().parent_path());
  const Floor echoes = tls_echo(server.data() / "tls", pairs, in_flight, frame_bytes);
  const Floor messages = as_fast_as_possible(server, friends);
  const double floor_cpu = inserts.cpu_us + 1.5 * echoes.cpu_us;
  report.add({"direct_message_rate_vs_sqlite", messages.per_second / inserts.per_second, ">= 0.4, 0.5",
              fmt::format("{:.0f} messages/s over {:.0f} inserts/s", messages.per_second, inserts.per_second)});
  report.add({"direct_message_cpu_vs_floor", messages.cpu_us / floor_cpu, "<= 1.8",
              fmt::format("{:.1f} us over {:.1f} us insert + 1.5 x {:.1f} us echo (the origin: 700 us)",
                          messages.cpu_us, inserts.cpu_us, echoes.cpu_us)});
  auto latencies = at_a_rate(friends);
  const double half = percentile(latencies, 0.5);
  report.add({"direct_message_latency_p99_ms", percentile(latencies, 0.99), "<= 10 quiet",
              fmt::format("half below {:.2f} ms, at {} messages/s", half, offered_per_second)});
}

}  // namespace ling::bench
