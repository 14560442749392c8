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

  const std::string line =
      fmt::format("{} {} {} {}", command, server.http_port(), people[0].account, system_test::good_password);
  const std::unique_ptr<FILE, int (*)(FILE*)> output(popen(line.c_str(), "r"), pclose);
  std::array<char, 1024> buffer{};
  int figures = 0;
  for (; std::fgets(buffer.data(), buffer.size(), output.get()) != nullptr; ++figures) {
    const auto figure = boost::json::parse(buffer.data());
    report.add({std::string(figure.at("key").as_string()), figure.at("value").to_number<double>(),
                std::string(figure.at("goal").as_string()), std::string(figure.at("how").as_string())});
  }
  if (figures != 4) throw std::runtime_error("the browser did not come to its end: " + line);
}

}  // namespace ling::bench
