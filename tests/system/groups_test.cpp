#include "support/person.hpp"

#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

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

}  // namespace
}  // namespace ling::system_test
