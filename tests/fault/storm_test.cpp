#include "load/storm.hpp"

#include "fault/crowd.hpp"

#include <gtest/gtest.h>

#include <iostream>

namespace ling::fault_test {
namespace {

using system_test::Person;
using system_test::ServerProcess;

// Each device has missed a message by the time it comes back; all of them begin to connect at the same moment.
TEST(Storm, of_devices_that_come_back_after_a_restart_all_get_what_they_missed) {
  const std::size_t people = long_form() ? 100 : 10, devices = long_form() ? 5000 : 500;
  load::allow_many_files();
  ServerProcess server;
  std::vector<Person> crowd;
  for (std::size_t i = 0; i < people; ++i)
    crowd.emplace_back(server, "person" + std::to_string(i));
  std::vector<std::int64_t> conversations;
  for (std::size_t i = 0; i < people; i += 2)
    conversations.push_back(system_test::befriend(crowd[i], crowd[i + 1]));
  std::vector<std::string> tokens;
  for (std::size_t i = 0; i < devices; ++i)
    tokens.push_back(crowd[i % people].token);
  load::Storm storm(tokens);
  const auto context = load::client_context(server.data() / "tls" / "ca.crt");
  storm.come(context.get(), server.https_port(), std::chrono::seconds(120));

  server.kill();
  storm.gone();
  server.start();
  for (std::size_t i = 0; i < conversations.size(); ++i)
    crowd[i * 2].call("message.send", system_test::text_message(conversations[i], "while you were away"));
  const auto outcome = storm.come(context.get(), server.https_port(), std::chrono::seconds(120));
  std::cout << devices << " devices in step after " << outcome.seconds << " s, " << outcome.fetched
            << " events fetched, " << outcome.tries_again << " tried again, " << outcome.listen_overflows
            << " listen overflows\n";
  EXPECT_EQ(outcome.fetched, devices);  // the one they missed, and no more
  EXPECT_EQ(outcome.listen_overflows, 0);
}

}  // namespace
}  // namespace ling::fault_test
