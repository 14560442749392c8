#include "hub/hub.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/use_future.hpp>
#include <gtest/gtest.h>

#include <future>
#include <list>
#include <mutex>

namespace ling {
namespace {

class RecordingOutlet : public Outlet {
 public:
  void deliver(std::vector<Outgoing> frames) override {
    const std::lock_guard lock(mutex_);
    for (const Outgoing& frame : frames) {
      for (const Outgoing::Recipient& to : frame.recipients)
        lines_.push_back(std::to_string(to.session) + ":" + std::to_string(to.pts) + ":" + *frame.body);
    }
  }
  void close(std::vector<std::uint64_t> sessions, CloseCode code) override {
    const std::lock_guard lock(mutex_);
    for (const auto session : sessions)
      lines_.push_back("close " + std::to_string(session) + " " + std::to_string(static_cast<int>(code)));
  }
  std::vector<std::string> lines() {
    const std::lock_guard lock(mutex_);
    return lines_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> lines_;
};

class HubTest : public testing::Test {
 protected:
  RecordingOutlet first, second;
  std::list<asio::io_context> loops;  // outlive the hub's thread, which may touch one after it has resumed a waiter
  Hub hub{{.sessions_per_user = 2}};
  static constexpr UserId ann{1}, bob{2};

  void SetUp() override { hub.set_outlets({&first, &second}); }

  template <class T>
  T wait(Task<T> task) {
    asio::io_context& loop = loops.emplace_back(1);
    auto result = asio::co_spawn(loop, std::move(task), asio::use_future);
    loop.run();
    return result.get();
  }
  bool attach(SessionId session, UserId user, DeviceId device) { return wait(hub.attach(session, user, device)); }
  static FrameBody body(const char* text) { return std::make_shared<const std::string>(text); }
};

TEST_F(HubTest, every_session_of_a_user_gets_an_event_on_its_own_loop) {
  attach({0, 1}, ann, {11});
  attach({1, 2}, ann, {12});
  attach({1, 3}, bob, {13});
  hub.publish({{{{ann, 5}}, body("x")}, {{{bob, 9}, {ann, 6}}, body("y")}});
  hub.stop();
  EXPECT_EQ(first.lines(), (std::vector<std::string>{"1:5:x", "1:6:y"}));
  EXPECT_EQ(second.lines(), (std::vector<std::string>{"2:5:x", "3:9:y", "2:6:y"}));
}

TEST_F(HubTest, a_detached_session_gets_nothing_more) {
  attach({0, 1}, ann, {11});
  hub.publish({{{{ann, 1}}, body("x")}});
  hub.detach({0, 1});
  hub.publish({{{{ann, 2}}, body("y")}});
  hub.stop();
  EXPECT_EQ(first.lines(), std::vector<std::string>{"1:1:x"});
}

TEST_F(HubTest, a_user_can_have_only_so_many_sessions) {
  EXPECT_TRUE(attach({0, 1}, ann, {11}));
  EXPECT_TRUE(attach({0, 2}, ann, {11}));
  EXPECT_FALSE(attach({0, 3}, ann, {11}));
  EXPECT_TRUE(attach({0, 4}, bob, {12}));
}

TEST_F(HubTest, a_signed_out_device_gets_nothing_after_the_close) {
  attach({0, 1}, ann, {11});
  attach({0, 2}, ann, {12});
  hub.close_device(ann, {11}, CloseCode::signed_out);
  hub.publish({{{{ann, 1}}, body("x")}});
  hub.stop();
  EXPECT_EQ(first.lines(), (std::vector<std::string>{"close 1 4100", "2:1:x"}));
}

TEST_F(HubTest, presence_changes_with_the_first_and_the_last_session_only) {
  std::vector<std::string> changes;
  hub.set_presence_listener(
      [&](UserId user, bool online) { changes.push_back(std::to_string(user.value) + (online ? "+" : "-")); });
  attach({0, 1}, ann, {11});
  attach({0, 2}, ann, {12});
  EXPECT_EQ(wait(hub.who_is_online({ann, bob})).users, std::vector<UserId>{ann});
  hub.detach({0, 1});
  hub.detach({0, 2});
  hub.stop();
  EXPECT_EQ(changes, (std::vector<std::string>{"1+", "1-"}));
}

}  // namespace
}  // namespace ling
