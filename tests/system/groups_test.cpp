#include "support/person.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <string>
#include <thread>
#include <vector>

namespace ling::system_test {
namespace {

using boost::json::array;
using boost::json::object;

std::int64_t found(const Person& owner, array others) {
  const auto group = owner.call("group.create", {{"name", "周末爬山"}, {"user_ids", std::move(others)}});
  return group.at("conversation_id").as_int64();
}

TEST(Groups, who_has_left_is_told_nothing_more_and_reads_nothing) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), ming(server, "ming");
  befriend(lin, mei);
  befriend(lin, ming);
  const auto group = found(lin, array{mei.user_id, ming.user_id});
  SocketClient mei_socket = mei.connect(), ming_socket = ming.connect();
  lin.call("message.send", text_message(group, "before"));
  EXPECT_EQ(mei_socket.wait_for_event("message.sent").at("data").at("message").at("text"), "before");

  mei.call("group.leave", {{"conversation_id", group}});
  mei_socket.wait_for_event("conversation.removed");
  lin.call("message.send", text_message(group, "after"));
  EXPECT_EQ(ming_socket.wait_for_event("message.sent").at("data").at("message").at("text"), "before");
  EXPECT_EQ(ming_socket.wait_for_event("message.sent").at("data").at("message").at("text"), "after");
  // Whatever was told to Mei of it would come before the answer to what she asks now.
  mei_socket.call("presence.list", object{});
  for (const auto& event : mei_socket.kept_events())
    EXPECT_NE(event.at("event"), "message.sent");
  EXPECT_EQ(mei.refusal("message.history", {{"conversation_id", group}}), "not_found");
  EXPECT_EQ(mei.refusal("group.members", {{"conversation_id", group}}), "not_found");
  EXPECT_EQ(mei.refusal("message.send", text_message(group, "?")), "not_found");
}

TEST(Groups, who_was_removed_is_told_nothing_more_and_reads_nothing) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), ming(server, "ming");
  befriend(lin, mei);
  befriend(lin, ming);
  const auto group = found(lin, array{mei.user_id, ming.user_id});
  SocketClient mei_socket = mei.connect(), ming_socket = ming.connect();
  const object mei_out{{"conversation_id", group}, {"user_id", mei.user_id}};
  EXPECT_EQ(ming.refusal("group.remove", mei_out), "not_found");

  lin.call("group.remove", mei_out);
  mei_socket.wait_for_event("conversation.removed");
  EXPECT_EQ(ming_socket.wait_for_event("message.sent").at("data").at("message").at("notice"), "member_removed");
  lin.call("message.send", text_message(group, "after"));
  lin.call("group.rename", {{"conversation_id", group}, {"name", "没有梅"}});
  EXPECT_EQ(ming_socket.wait_for_event("message.sent").at("data").at("message").at("text"), "after");
  EXPECT_EQ(ming_socket.wait_for_event("message.sent").at("data").at("message").at("notice"), "group_renamed");
  // Whatever was told to Mei of it would come before the answer to what she asks now.
  mei_socket.call("presence.list", object{});
  for (const auto& event : mei_socket.kept_events()) {
    EXPECT_NE(event.at("event"), "message.sent");
    EXPECT_NE(event.at("event"), "group.changed");
  }
  EXPECT_EQ(mei.refusal("message.history", {{"conversation_id", group}}), "not_found");
  EXPECT_EQ(mei.refusal("group.invite", {{"conversation_id", group}, {"user_ids", array{lin.user_id}}}), "not_found");
}

TEST(Groups, every_act_leaves_a_row_in_the_record) {
  ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  const auto group = found(lin, array{mei.user_id});
  mei.call("group.leave", {{"conversation_id", group}});
  EXPECT_EQ(mei.refusal("group.dissolve", {{"conversation_id", group}}), "not_found");
  lin.call("group.dissolve", {{"conversation_id", group}});
  server.stop();
  EXPECT_EQ(
      server.read_database("SELECT group_concat(user_id || ':' || act) FROM group_audit"),
      std::to_string(lin.user_id) + ":0," + std::to_string(mei.user_id) + ":1," + std::to_string(lin.user_id) + ":2");
}

TEST(Groups, governing_leaves_a_row_for_every_act_that_changed_something) {
  ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), ming(server, "ming");
  befriend(lin, mei);
  befriend(lin, ming);
  const auto group = found(lin, array{mei.user_id});
  const object make_admin{{"conversation_id", group}, {"user_id", mei.user_id}, {"admin", true}};
  lin.call("group.rename", {{"conversation_id", group}, {"name", "下山"}});
  lin.call("group.invite", {{"conversation_id", group}, {"user_ids", array{ming.user_id}}});
  lin.call("group.set_admin", make_admin);
  lin.call("group.set_admin", make_admin);
  lin.call("group.remove", {{"conversation_id", group}, {"user_id", ming.user_id}});
  lin.call("group.transfer", {{"conversation_id", group}, {"user_id", mei.user_id}});
  EXPECT_EQ(lin.refusal("group.dissolve", {{"conversation_id", group}}), "not_found");
  server.stop();
  EXPECT_EQ(server.read_database("SELECT group_concat(act) FROM group_audit"), "0,3,4,6,5,7");
  const auto to = std::to_string(ming.user_id) + "," + std::to_string(mei.user_id);
  EXPECT_EQ(server.read_database("SELECT group_concat(target_id) FROM group_audit"),
            to + "," + std::to_string(ming.user_id) + "," + std::to_string(mei.user_id));
}

/// How many messages somebody may read, notices left out; page by page from the very beginning.
std::size_t readable(const Person& person, std::int64_t group) {
  std::size_t count = 0;
  std::int64_t after = 0;
  for (bool more = true; more;) {
    const auto page =
        person.call("message.history", {{"conversation_id", group}, {"after_seq", after}, {"limit", 100}});
    for (const auto& message : page.at("messages").as_array()) {
      if (message.at("kind") == "text") ++count;
      after = message.at("seq").as_int64();
    }
    more = page.at("has_more").as_bool();
  }
  return count;
}

TEST(Groups, a_link_lets_in_as_many_as_it_says_however_many_come_at_once) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  const auto group = found(lin, array{mei.user_id});
  const auto link = lin.call("group.create_link", {{"conversation_id", group}, {"uses", 7}});
  const object join{{"code", link.at("code")}, {"reason", ""}};
  std::vector<Person> strangers;
  for (int i = 0; i < 50; ++i)
    strangers.emplace_back(server, "stranger" + std::to_string(i));

  std::atomic<int> joined = 0, refused = 0;
  std::vector<std::thread> threads;
  threads.reserve(strangers.size());
  for (const Person& stranger : strangers) {
    threads.emplace_back([&] {
      const std::string refusal = stranger.refusal("group.join", join);
      if (refusal.empty()) ++joined;
      if (refusal == "group_link_invalid") ++refused;
    });
  }
  for (std::thread& thread : threads)
    thread.join();
  EXPECT_EQ(joined, 7);
  EXPECT_EQ(refused, 43);
  const auto members = lin.call("group.members", {{"conversation_id", group}, {"limit", 100}});
  EXPECT_EQ(members.at("members").as_array().size(), 2U + 7U);
}

TEST(Groups, a_newcomer_reads_of_before_what_the_rules_say) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), ming(server, "ming");
  befriend(lin, mei);
  befriend(lin, ming);
  const auto group = found(lin, array{mei.user_id});
  for (int i = 1; i <= 101; ++i)
    lin.call("message.send", text_message(group, "before " + std::to_string(i)));
  // The line that a rule changed is one of the last 100, and so is the one about the rule before.
  const struct {
    const char* history;
    std::size_t readable;
  } table[] = {{"none", 0}, {"recent", 98}, {"all", 101}};
  for (const auto& row : table) {
    SCOPED_TRACE(row.history);
    lin.call("group.configure", {{"conversation_id", group}, {"history", row.history}});
    lin.call("group.invite", {{"conversation_id", group}, {"user_ids", array{ming.user_id}}});
    EXPECT_EQ(readable(ming, group), row.readable);
    // Backwards too.
    const auto first = ming.call("message.history", {{"conversation_id", group}, {"before_seq", 5}});
    EXPECT_EQ(first.at("messages").as_array().size(), row.readable == 101 ? 4U : 0U);
    EXPECT_EQ(first.at("has_more"), false);
    const auto snapshot = ming.call("stream.snapshot", object{});
    const auto& mine = snapshot.at("conversations").as_array().back();
    EXPECT_EQ(mine.at("conversation_id"), group);
    EXPECT_EQ(mine.at("unread"), 0);
    EXPECT_EQ(mine.at("last_message").at("notice"), "members_invited");
    ming.call("group.leave", {{"conversation_id", group}});
  }
}

TEST(Groups, who_is_muted_is_refused_until_the_time_is_over) {
  ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  const auto group = found(lin, array{mei.user_id});
  lin.call("group.mute", {{"conversation_id", group}, {"user_id", mei.user_id}, {"minutes", 60}});
  EXPECT_EQ(mei.refusal("message.send", text_message(group, "?")), "muted");
  // An hour later, as far as the server knows.
  server.stop();
  server.change_database("UPDATE member SET muted_until = muted_until - 3600000 WHERE muted_until > 0;");
  server.start();
  EXPECT_EQ(mei.refusal("message.send", text_message(group, "!")), "");
}

}  // namespace
}  // namespace ling::system_test
