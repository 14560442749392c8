#include "support/person.hpp"
#include "support/raw_connection.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

namespace ling::system_test {
namespace {

using boost::json::object;

std::vector<object> read_stream(const Person& person, std::int64_t after) {
  std::vector<object> events;
  while (true) {
    const auto page = person.call("stream.read", {{"after", after}});
    for (const auto& event : page.at("events").as_array()) {
      events.push_back(event.as_object());
      EXPECT_EQ(events.back().at("pts").as_int64(), ++after);
    }
    if (!page.at("has_more").as_bool()) return events;
  }
}

std::vector<std::string> texts(const std::vector<object>& events) {
  std::vector<std::string> found;
  for (const object& event : events) {
    if (event.at("event") == "message.sent") found.emplace_back(event.at("data").at("message").at("text").as_string());
  }
  return found;
}

TEST(Stream, what_was_missed_comes_again_in_order_and_without_gaps) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  const auto before = mei.connect().hello().at("pts").as_int64();
  std::vector<std::string> sent;
  for (int i = 0; i < 700; ++i)
    sent.push_back("message " + std::to_string(i));
  SocketClient socket = lin.connect();
  std::vector<int> ids;
  for (const std::string& text : sent)
    ids.push_back(socket.send("message.send", text_message(conversation, text)));
  for (const int id : ids)
    EXPECT_TRUE(socket.answer_to(id).contains("result"));
  const auto events = read_stream(mei, before);
  EXPECT_EQ(texts(events), sent);
  EXPECT_EQ(mei.connect().hello().at("pts").as_int64(), events.back().at("pts").as_int64());
}

TEST(Stream, a_client_that_is_too_far_behind_or_ahead_is_told_to_start_anew) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  const auto newest = [&] { return lin.call("stream.snapshot", object{}).at("pts").as_int64(); };
  EXPECT_EQ(lin.refusal("stream.read", {{"after", newest() + 1}}), "stream_too_old");
  EXPECT_EQ(lin.refusal("stream.read", {{"after", -1}}), "stream_too_old");
  EXPECT_EQ(lin.refusal("stream.read", {{"after", 0}}), "");
  SocketClient socket = lin.connect();
  std::vector<int> ids;
  for (int i = 0; i < 5001; ++i)
    ids.push_back(
        socket.send("conversation.set_draft", {{"conversation_id", conversation}, {"draft", std::to_string(i)}}));
  for (const int id : ids)
    ASSERT_TRUE(socket.answer_to(id).contains("result"));
  EXPECT_EQ(lin.refusal("stream.read", {{"after", 0}}), "stream_too_old");
  EXPECT_EQ(lin.refusal("stream.read", {{"after", newest() - 5000}}), "");
}

TEST(Stream, two_tabs_of_one_user_get_the_same_events_and_so_does_the_sender) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  SocketClient first = lin.connect(), second = lin.connect();
  mei.call("message.send", text_message(conversation, "from mei"));
  first.call("message.send", text_message(conversation, "from lin"));
  for (SocketClient* tab : {&first, &second}) {
    EXPECT_EQ(tab->wait_for_event("message.sent").at("data").at("message").at("text"), "from mei");
    EXPECT_EQ(tab->wait_for_event("message.sent").at("data").at("message").at("text"), "from lin");
  }
}

TEST(Stream, closing_one_connection_does_not_unhook_another) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  auto old = std::make_unique<SocketClient>(lin.connect());
  SocketClient fresh = lin.connect();
  old->close();
  old.reset();
  mei.call("message.send", text_message(conversation, "still there?"));
  EXPECT_EQ(fresh.wait_for_event("message.sent").at("data").at("message").at("text"), "still there?");
}

TEST(Stream, what_is_sent_the_moment_a_socket_opens_is_not_lost) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  for (int i = 0; i < 20; ++i) {
    SocketClient socket = lin.connect();
    const auto answer = socket.call("message.send", text_message(conversation, "at once"));
    EXPECT_TRUE(answer.contains("result"));
    EXPECT_EQ(socket.wait_for_event("message.sent").at("data").at("message").at("text"), "at once");
  }
}

TEST(Stream, a_slow_reader_is_closed_with_its_own_code_and_is_complete_after_resuming) {
  const ServerProcess small(
      "[accounts]\nchallenge_work = 0\npassword_memory_kib = 8\npassword_passes = 1\n[limits]\noutbox_kib = 64\nmessages_burst = 1000000\n"
      "messages_per_second = 1000000\ncommands_burst = 1000000\npassword_tries_burst = 1000\n");
  const Person lin(small, "lin"), mei(small, "mei");
  const auto conversation = befriend(lin, mei);
  RawConnection slow(small.http_port());
  ASSERT_TRUE(slow.upgrade(mei.token));
  const auto before = mei.call("stream.snapshot", object{}).at("pts").as_int64();
  SocketClient attentive = mei.connect();
  SocketClient sender = lin.connect();
  std::vector<std::string> sent;
  const auto closed = [&] {
    return http(small.http_port(), {"GET", "/metrics", {}, {}}).body.find("ling_slow_readers_total 1") !=
           std::string::npos;
  };
  for (int round = 0; round < 100 && !closed(); ++round) {
    for (int i = 0; i < 10; ++i) {
      sent.push_back(std::to_string(sent.size()) + std::string(15000, 'x'));
      ASSERT_TRUE(sender.call("message.send", text_message(conversation, sent.back())).contains("result"));
      EXPECT_EQ(attentive.wait_for_event("message.sent").at("data").at("message").at("text").as_string(), sent.back());
    }
  }
  EXPECT_TRUE(closed());
  EXPECT_EQ(texts(read_stream(mei, before)), sent);
  EXPECT_EQ(slow.wait_for_close(), 4008);
}

TEST(Stream, a_restart_keeps_epoch_and_place) {
  ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  const object before = lin.connect().hello();
  server.stop();
  server.start();
  const object after = lin.connect().hello();
  EXPECT_EQ(after.at("epoch"), before.at("epoch"));
  EXPECT_EQ(after.at("pts"), before.at("pts"));
}

}  // namespace
}  // namespace ling::system_test
