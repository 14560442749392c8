#include "scenarios/crowd.hpp"
#include "scenarios/scenarios.hpp"

#include <boost/json/parse.hpp>
#include <fmt/format.h>

#include <array>
#include <cstdio>
#include <memory>
#include <stdexcept>

namespace ling::bench {
namespace {

constexpr int messages = 100'000;
constexpr int friends = 2'000;

/// Runs a script with port, account and password; it prints its figures.
void report_figures(Report& report, const system_test::ServerProcess& server, const std::string& account,
                    const std::string& script, int expected) {
  const std::string line = fmt::format("{} {} {} {}", script, server.http_port(), account, system_test::good_password);
  const std::unique_ptr<FILE, int (*)(FILE*)> output(popen(line.c_str(), "r"), pclose);
  std::array<char, 1024> buffer{};
  int figures = 0;
  for (; std::fgets(buffer.data(), buffer.size(), output.get()) != nullptr; ++figures) {
    const auto figure = boost::json::parse(buffer.data());
    report.add({std::string(figure.at("key").as_string()), figure.at("value").to_number<double>(),
                std::string(figure.at("goal").as_string()), std::string(figure.at("how").as_string())});
  }
  if (figures != expected) throw std::runtime_error("the browser did not come to its end: " + line);
}

}  // namespace

void web(Report& report, const std::string& command) {
  system_test::ServerProcess server;
  const auto people = crowd(server, "reader", 2);
  const std::int64_t conversation_id = system_test::befriend(people[0], people[1]);
  server.stop();
  server.change_database(fmt::format(
      "DELETE FROM message; DELETE FROM user_event; DELETE FROM event; BEGIN;"
      "WITH RECURSIVE s(y) AS (SELECT 1 UNION ALL SELECT y + 1 FROM s WHERE y < {0}) "
      "INSERT INTO message (conversation_id, seq, sender_id, client_id, kind, text, notice, sent_at) SELECT {1}, y, {2} + y % 2, 'seed-' || y, 0, "
      "substr('今天的月亮很圆，我们去湖边走走吧。', 1, 4 + y % 14) || ' m' || y || ' 。', NULL, 1700000000000 + y * 60000 FROM s;"
      "UPDATE member SET delivered_seq = {0}, read_seq = {0}; COMMIT;",
      messages, conversation_id, people[0].user_id));
  server.start();

  report_figures(report, server, people[0].account, command + "/measure.mjs", 4);
}

void contacts(Report& report, const std::string& command) {
  system_test::ServerProcess server;
  const auto people = crowd(server, "keeper", 1);
  const auto me = people[0].user_id;
  server.stop();
  // Everybody's family name is one of twenty, so that all letters come about.
  server.change_database(fmt::format(
      "BEGIN;"
      "WITH RECURSIVE s(y) AS (SELECT 1 UNION ALL SELECT y + 1 FROM s WHERE y < {0}) "
      "INSERT INTO user (account, account_key, nickname, signature, phone, avatar, password_hash, is_administrator, "
      "hide_presence, hide_read_marks, joined_at, last_seen_at) "
      "SELECT 'friend' || y, 'friend' || y, substr('赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许', 1 + y % 20, 1) || '同学' || y, "
      "'', '', '', '', 0, 0, 0, 1, 1 FROM s;"
      "INSERT INTO friend (user_id, friend_id, since) SELECT {1}, user_id, 1 FROM user WHERE user_id > {1};"
      "INSERT INTO friend (user_id, friend_id, since) SELECT user_id, {1}, 1 FROM user WHERE user_id > {1};"
      "INSERT INTO conversation (kind, low_user_id, high_user_id, created_at) "
      "SELECT 0, {1}, user_id, 1 FROM user WHERE user_id > {1};"
      "INSERT INTO member (conversation_id, user_id, delivered_seq, read_seq, marked_unread, pinned_at, muted, draft) "
      "SELECT conversation_id, low_user_id, 1, 1, 0, 0, 0, '' FROM conversation UNION ALL "
      "SELECT conversation_id, high_user_id, 1, 1, 0, 0, 0, '' FROM conversation;"
      "INSERT INTO message (conversation_id, seq, sender_id, client_id, kind, text, notice, sent_at) "
      "SELECT conversation_id, 1, high_user_id, 'seed-' || conversation_id, 0, '你好', NULL, 1700000000000 "
      "FROM conversation; COMMIT;",
      friends, me));
  server.start();
  report_figures(report, server, people[0].account, command + "/contacts.mjs", 2);
}

}  // namespace ling::bench
