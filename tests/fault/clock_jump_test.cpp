#include "fault/crowd.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iostream>

namespace ling::fault_test {
namespace {

namespace fs = std::filesystem;
using system_test::ServerProcess;

constexpr std::int64_t hour = 60 * 60, day = 24 * hour, ten_years = 3653 * day;

/// Seconds by which the server's wall clock is off, from the next time it looks.
void set_clock(const fs::path& file, std::int64_t offset_s) {
  std::ofstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  out.write(reinterpret_cast<const char*>(&offset_s), sizeof offset_s);
}

TEST(ClockJump, changes_no_order_ends_no_session_and_loses_nothing) {
  ServerProcess server;
  const fs::path clock = server.folder() / "clock";
  std::ofstream(clock) << std::string(sizeof(std::int64_t), '\0');
  server.stop();
  server.set_environment({"LD_PRELOAD=" LING_CLOCK_JUMP_LIBRARY, "LING_CLOCK_FILE=" + clock.string()});
  server.start();
  Crowd crowd(server, seed_of_run(), {5, 2});
  crowd.come();
  const system_test::Person lin(server, "watcherlin"), mei(server, "watchermei");
  const auto conversation = system_test::befriend(lin, mei);
  // One connection, from before the first jump to after the last.
  auto watcher = lin.connect();
  const auto server_time = [&] {
    const auto ack = watcher.call("message.send", system_test::text_message(conversation, "what time is it?"));
    return ack.at("result").at("sent_at").as_int64() / 1000;
  };
  for (const std::int64_t offset : {hour, std::int64_t{0}, -hour, -day, day, ten_years, std::int64_t{0}}) {
    const std::int64_t before = server_time();
    set_clock(clock, offset);
    ASSERT_GT(std::abs(server_time() - before), hour / 2) << "the server does not see the jump";
    crowd.write(300, std::chrono::milliseconds(long_form() ? 3000 : 500));
    ASSERT_EQ(crowd.connected(), crowd.devices()) << "with the clock off by " << offset << " s";
  }
  crowd.come();
  const Counters counters = crowd.check();
  std::cout << counters << " of " << crowd.acknowledgements() << " acknowledged\n";
  EXPECT_EQ(counters, Counters{});
  EXPECT_GT(crowd.acknowledgements(), 100U);
}

}  // namespace
}  // namespace ling::fault_test
