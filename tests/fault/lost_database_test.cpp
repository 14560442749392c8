// MariaDB goes away and comes back: killed, frozen, or only the connection to it, at any moment.
#include "fault/writers.hpp"
#include "support/http_client.hpp"
#include "tests/mariadb_server.hpp"

#include <gtest/gtest.h>

#include <csignal>
#include <iostream>
#include <stdexcept>

namespace ling::fault_test {
namespace {

using namespace system_test;

class LostDatabase : public testing::Test {
 protected:
  MariadbServer mariadb;
  const std::string url = mariadb.new_database();
  ServerProcess server{quick_config, url};

  [[nodiscard]] std::string health() const { return http(server.http_port(), {.target = "/healthz"}).body; }
};

TEST_F(LostDatabase, refuses_meanwhile_for_a_second_each_time_and_goes_on_by_itself) {
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  SocketClient reading = mei.connect();
  const pid_t pid = server.pid();
  const auto first = text_message(conversation, "一"), second = text_message(conversation, "二");
  lin.call("message.send", first);
  EXPECT_EQ(health(), "ok\n");

  mariadb.kill();
  const auto refusal = post(server.http_port(), "message.send", second, lin.token).json().at("error").as_object();
  EXPECT_EQ(refusal.at("code").as_string(), "busy");
  EXPECT_EQ(refusal.at("retry_after_ms").as_int64(), 1000);
  EXPECT_EQ(lin.refusal("message.history", {{"conversation_id", conversation}, {"limit", 1}}), "busy");
  EXPECT_EQ(health(), "not ready\n");

  mariadb.start();
  EXPECT_EQ(lin.refusal("message.send", second), "");
  EXPECT_EQ(health(), "ok\n");
  for (const char* text : {"一", "二"}) {
    const auto event = reading.wait_for_event("message.sent");
    EXPECT_EQ(event.at("data").at("message").at("text").as_string(), text);
  }
  EXPECT_EQ(server.pid(), pid);
  EXPECT_EQ(server.stop(), 0);
}

TEST_F(LostDatabase, killed_under_load_loses_doubles_reorders_and_makes_up_nothing) {
  Writers writers(server, seed_of_run());
  for (int round = 0; round < 5; ++round) {
    const int acks = writers.draw(1, 60);
    writers.write(120, acks, [&] {
      mariadb.kill();
      mariadb.start();
    });
  }
  const Counters counters = writers.checker().check(writers.history());
  std::cout << counters << " of " << writers.checker().acknowledgements() << " acknowledged\n";
  EXPECT_EQ(counters, Counters{});
  EXPECT_EQ(server.stop(), 0);
}

TEST_F(LostDatabase, connections_cut_under_load_lose_nothing_and_are_had_again) {
  Writers writers(server, seed_of_run());
  for (int round = 0; round < 5; ++round) {
    const int acks = writers.draw(1, 60);
    writers.write(120, acks, [&] {
      MariadbServer::run(url,
                         "BEGIN NOT ATOMIC FOR one IN (SELECT id FROM information_schema.processlist WHERE id <> "
                         "CONNECTION_ID() AND user = 'root') DO KILL one.id; END FOR; END");
    });
  }
  const Counters counters = writers.checker().check(writers.history());
  std::cout << counters << " of " << writers.checker().acknowledgements() << " acknowledged\n";
  EXPECT_EQ(counters, Counters{});
  EXPECT_EQ(writers.write_one("after all"), "");
}

TEST_F(LostDatabase, a_frozen_database_delays_what_needs_it_and_nothing_else) {
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  SocketClient writing = lin.connect();
  mariadb.signal(SIGSTOP);
  const int id = writing.send("message.send", text_message(conversation, "一"));
  EXPECT_EQ(http(server.http_port(), {}).status, 200U);
  mariadb.signal(SIGCONT);
  EXPECT_EQ(error_code(writing.answer_to(id)), "");
}

TEST_F(LostDatabase, a_second_server_on_the_same_database_does_not_start) {
  try {
    const ServerProcess other(quick_config, url);
    FAIL() << "started";
  } catch (const std::runtime_error& refusal) {
    EXPECT_NE(std::string(refusal.what()).find("another server is running on mariadb://root@"), std::string::npos)
        << refusal.what();
  }
}

}  // namespace
}  // namespace ling::fault_test
