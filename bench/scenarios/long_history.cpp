#include "measure.hpp"
#include "scenarios/crowd.hpp"
#include "scenarios/scenarios.hpp"

#include <fmt/format.h>

#include <random>
#include <stdexcept>

namespace ling::bench {
namespace {

using system_test::Person;
using system_test::ServerProcess;

constexpr std::size_t conversations = 20000, users = 100, opened = 4000;

/// Fills the stopped server's database along its primary key; the index on client_id is made again afterwards.
/// Conversation n belongs to person n % users: people were registered one after the other, so their ids are consecutive.
void fill(const ServerProcess& server, const std::vector<Person>& people, std::size_t messages) {
  const std::int64_t first = people.front().user_id;
  server.change_database(fmt::format(
      "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; DROP INDEX message_client; BEGIN;"
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < {0}) "
      "INSERT INTO conversation (conversation_id, kind, name, member_count, created_at) "
      "SELECT x, 1, 'c' || x, 1, 0 FROM c;"
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < {0}) "
      "INSERT INTO member (conversation_id, user_id, delivered_seq, read_seq, marked_unread, pinned_at, muted, draft) SELECT x, {1} + x % {2}, 0, 0, 0, 0, 0, '' FROM c;"
      "WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c WHERE x < {0}), "
      "s(y) AS (SELECT 1 UNION ALL SELECT y + 1 FROM s WHERE y < {3}) "
      "INSERT INTO message (conversation_id, seq, sender_id, client_id, kind, text, notice, sent_at) SELECT x, y, {1} + x % {2}, 'seed-' || x || '-' || y, 0, "
      "'今天的月亮很圆，我们去湖边走走吧 ' || y, NULL, 1700000000000 + y FROM c CROSS JOIN s;"
      "COMMIT; CREATE UNIQUE INDEX message_client ON message (sender_id, client_id); PRAGMA journal_mode=WAL;",
      conversations, first, users, messages / conversations));
}

}  // namespace

void long_history(Report& report, std::size_t messages) {
  ServerProcess server;
  const auto people = crowd(server, "reader", users);
  server.stop();
  fill(server, people, messages);

  const Stopwatch start;
  server.start();
  report.add({"start_ms", start.seconds() * 1000, "<= 1000", fmt::format("{} messages stored", messages)});
  report.add(
      {"idle_rss_mib", static_cast<double>(server.memory_kib("VmRSS")) / 1024, "<= 60", "right after the start"});

  const std::uint32_t seed = std::random_device{}();
  std::mt19937 random(seed);
  std::vector<system_test::SocketClient> sockets;
  for (const Person& person : people)
    sockets.push_back(person.connect());
  std::vector<double> times;
  for (std::size_t i = 0; i < opened; ++i) {
    const std::size_t conversation = 1 + random() % conversations;
    const Stopwatch watch;
    const auto answer =
        sockets[conversation % users].call("message.history", {{"conversation_id", conversation}, {"limit", 50}});
    times.push_back(watch.seconds() * 1000);
    if (answer.at("result").at("messages").as_array().size() != 50) throw std::runtime_error("not fifty messages");
  }
  const double half = percentile(times, 0.5);
  report.add({"open_conversation_p99_ms", percentile(times, 0.99), "<= 5",
              fmt::format("half below {:.2f} ms; {} openings at random (seed {}) among {} conversations", half, opened,
                          seed, conversations)});
}

}  // namespace ling::bench
