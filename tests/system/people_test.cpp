#include "support/person.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace ling::system_test {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

object to(const Person& person) {
  return {{"user_id", person.user_id}};
}

object asking(const Person& person, const std::string& message = "是我呀") {
  return {{"user_id", person.user_id}, {"message", message}};
}

std::string state_of(const Person& asker, const Person& asked) {
  const value snapshot = asker.call("stream.snapshot", object{});
  for (const value& request : snapshot.at("friend_requests").as_array()) {
    if (request.at("to_user_id") == asked.user_id) return std::string(request.at("state").as_string());
  }
  return "none";
}

/// As if so many hours had gone by for requests and accounts.
void let_hours_pass(ServerProcess& server, int hours) {
  server.stop();
  const long long by = hours * 60LL * 60 * 1000;
  server.change_database(
      fmt::format("UPDATE friend_request SET created_at = created_at - {0}, expires_at = expires_at - {0}; "
                  "UPDATE user SET joined_at = joined_at - {0}",
                  by));
  server.start();
}

/// Everything Mei can see of Lin, who has cut her off: answers and events, numbers that differ by chance taken out.
std::vector<std::string> what_is_left(const std::string& cut_off_by) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  std::vector<std::string> seen;
  SocketClient mei_socket = mei.connect();
  const auto online = [&] {
    return mei_socket.wait_for_event("presence.changed").at("data").at("presence").at("online").as_bool();
  };
  SocketClient lin_socket = lin.connect();
  EXPECT_TRUE(online());
  lin.call(cut_off_by, to(mei));
  EXPECT_FALSE(online());

  const auto note = [&](const std::string& command, const object& params) {
    const object answer = mei_socket.call(command, params);
    const std::string code = error_code(answer);
    seen.push_back(command + ": " + (code.empty() ? "done" : code));
  };
  note("message.send", text_message(conversation, "在吗"));
  note("conversation.type", {{"conversation_id", conversation}});
  note("conversation.mark_read", {{"conversation_id", conversation}, {"seq", 1}});
  note("message.history", {{"conversation_id", conversation}});
  note("friend.configure", {{"user_id", lin.user_id}, {"remark", "小林"}});
  note("user.find", {{"account", "lin"}});
  note("friend.terms", to(lin));
  note("friend.request", asking(lin));
  note("friend.request", asking(lin));
  note("group.create", {{"name", "只有我们"}, {"user_ids", array{lin.user_id}}});
  const value presences = mei_socket.call("presence.list", object{}).at("result").at("presences");
  seen.push_back(fmt::format("online: {}", presences.at(0).at("online").as_bool()));
  seen.push_back(fmt::format("last seen: {}", presences.at(0).at("last_seen_at").as_int64()));
  lin.call("account.update_profile", {{"nickname", "林夏"}});
  note("presence.list", object{});
  const value snapshot = mei_socket.call("stream.snapshot", object{}).at("result");
  for (const char* part : {"users", "friends", "friend_requests", "conversations", "blocked"})
    seen.push_back(fmt::format("{}: {}", part, snapshot.at(part).as_array().size()));
  seen.push_back("request: " + state_of(mei, lin));
  for (const object& event : mei_socket.kept_events())
    seen.push_back("told " + std::string(event.at("event").as_string()));
  return seen;
}

TEST(People, a_blocked_person_sees_what_a_removed_one_sees) {
  const auto removed = what_is_left("friend.remove");
  EXPECT_EQ(what_is_left("user.block"), removed);
  EXPECT_EQ(removed.front(), "message.send: not_friends");
  EXPECT_NE(std::find(removed.begin(), removed.end(), "friend.request: done"), removed.end());
}

TEST(People, who_was_blocked_reaches_nobody_until_unblocked) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  lin.call("user.block", to(mei));
  SocketClient lin_socket = lin.connect();
  EXPECT_EQ(mei.refusal("message.send", text_message(conversation, "1")), "not_friends");
  EXPECT_EQ(mei.refusal("conversation.type", {{"conversation_id", conversation}}), "");
  EXPECT_EQ(mei.refusal("friend.request", asking(lin)), "");
  EXPECT_EQ(lin.refusal("message.send", text_message(conversation, "2")), "you_blocked");
  EXPECT_EQ(lin.refusal("friend.request", asking(mei)), "you_blocked");
  // Whatever was told to Lin would come before the answer.
  const object answer = lin_socket.call("stream.snapshot", object{});
  EXPECT_TRUE(lin_socket.kept_events().empty());
  EXPECT_EQ(answer.at("result").at("friend_requests").as_array().size(), 1U);

  EXPECT_EQ(lin.refusal("user.unblock", to(mei)), "");
  EXPECT_EQ(lin_socket.wait_for_event("request.changed").at("data").at("request").at("state"), "waiting");
  EXPECT_EQ(mei.refusal("message.send", text_message(conversation, "3")), "");
  EXPECT_EQ(lin.refusal("user.unblock", to(mei)), "not_found");
}

TEST(People, both_directions_of_presence_end_with_a_block_and_return_with_it) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  SocketClient lin_socket = lin.connect();
  SocketClient mei_socket = mei.connect();
  const auto sees = [](SocketClient& socket, const Person& who) {
    while (true) {
      const auto presence = socket.wait_for_event("presence.changed").at("data").at("presence");
      if (presence.at("user_id") == who.user_id) return presence.at("online").as_bool();
    }
  };
  EXPECT_TRUE(sees(lin_socket, mei));
  lin.call("user.block", to(mei));
  EXPECT_FALSE(sees(mei_socket, lin));
  EXPECT_FALSE(sees(lin_socket, mei));
  EXPECT_EQ(mei.call("presence.list", object{}).at("presences").at(0).at("online"), false);
  EXPECT_EQ(lin.call("presence.list", object{}).at("presences").at(0).at("online"), false);
  lin.call("user.unblock", to(mei));
  EXPECT_TRUE(sees(mei_socket, lin));
  EXPECT_TRUE(sees(lin_socket, mei));
}

TEST(People, who_could_not_be_seen_before_is_not_seen_to_go) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), ming(server, "ming");
  befriend(lin, ming);
  ming.call("friend.remove", to(lin));
  SocketClient lin_socket = lin.connect(), mei_socket = mei.connect(), ming_socket = ming.connect();
  lin.call("user.block", to(mei));
  lin.call("user.block", to(ming));
  lin.call("friend.remove", to(ming));
  lin.call("user.unblock", to(mei));
  const Person yun(server, "yun");
  befriend(lin, yun);
  // Yun's coming is told last, so whatever was told of the others came before.
  SocketClient yun_socket = yun.connect();
  EXPECT_EQ(lin_socket.wait_for_event("presence.changed").at("data").at("presence").at("user_id"), yun.user_id);
  for (SocketClient* socket : {&mei_socket, &ming_socket}) {
    socket->call("presence.list", object{});
    for (const object& event : socket->kept_events())
      EXPECT_NE(event.at("event"), "presence.changed");
  }
}

TEST(People, the_coming_of_one_who_hides_tells_nobody_anything) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), ming(server, "ming");
  befriend(lin, mei);
  befriend(ming, mei);
  lin.call("account.update_settings", {{"hide_presence", true}});
  SocketClient mei_socket = mei.connect();
  {
    SocketClient lin_socket = lin.connect();
    lin_socket.call("presence.list", object{});
  }
  SocketClient ming_socket = ming.connect();
  for (;;) {
    const object event = mei_socket.wait_for_event("presence.changed");
    const auto& presence = event.at("data").at("presence");
    if (presence.at("user_id") == ming.user_id) break;
    // What Mei hears of Lin is of before: that they are friends now, and that Lin hides.
    EXPECT_EQ(presence.at("user_id"), lin.user_id);
    EXPECT_EQ(presence.at("online"), false);
  }
}

TEST(People, removing_is_one_sided_and_either_may_begin_again) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  lin.call("friend.configure", {{"user_id", mei.user_id}, {"remark", "小梅"}});
  lin.call("friend.remove", to(mei));
  EXPECT_EQ(lin.refusal("message.send", text_message(conversation, "1")), "not_friends");
  EXPECT_EQ(mei.call("stream.snapshot", object{}).at("friends").as_array().size(), 1U);
  EXPECT_EQ(lin.call("message.history", {{"conversation_id", conversation}}).at("messages").as_array().size(), 2U);

  // Mei still counts Lin: nobody has to decide anything.
  EXPECT_EQ(lin.call("friend.request", asking(mei)).at("state"), "accepted");
  EXPECT_EQ(lin.call("stream.snapshot", object{}).at("friends").at(0).at("remark"), "小梅");
  EXPECT_EQ(mei.refusal("message.send", text_message(conversation, "2")), "");

  lin.call("friend.remove", to(mei));
  const value request = mei.call("friend.request", asking(lin));
  EXPECT_EQ(request.at("state"), "waiting");
  lin.call("friend.accept", {{"request_id", request.at("request_id")}});
  EXPECT_EQ(mei.refusal("message.send", text_message(conversation, "3")), "");
  EXPECT_EQ(mei.refusal("friend.request", asking(lin)), "already_friends");
}

TEST(People, a_request_expires_after_seven_days) {
  ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const value request = lin.call("friend.request", asking(mei));
  let_hours_pass(server, 7 * 24 - 1);
  EXPECT_EQ(state_of(lin, mei), "waiting");
  let_hours_pass(server, 2);
  EXPECT_EQ(mei.refusal("friend.accept", {{"request_id", request.at("request_id")}}), "not_found");
  EXPECT_EQ(mei.refusal("friend.decline", {{"request_id", request.at("request_id")}}), "not_found");
  EXPECT_EQ(lin.refusal("friend.request", asking(mei)), "");
}

TEST(People, asking_again_after_a_day_tells_nothing_of_a_refusal) {
  ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), ming(server, "ming");
  const value to_mei = lin.call("friend.request", asking(mei));
  lin.call("friend.request", asking(ming));
  mei.call("friend.decline", {{"request_id", to_mei.at("request_id")}});
  let_hours_pass(server, 23);
  for (const Person* asked : {&mei, &ming})
    EXPECT_EQ(lin.refusal("friend.request", asking(*asked)), "already_requested");
  let_hours_pass(server, 2);
  SocketClient socket = lin.connect();
  std::vector<std::string> told;
  for (const Person* asked : {&mei, &ming}) {
    const value again = lin.call("friend.request", asking(*asked, "还是我"));
    EXPECT_EQ(again.at("state"), "waiting");
    EXPECT_EQ(asked->call("stream.snapshot", object{}).at("friend_requests").at(0).at("message"), "还是我");
    object old = socket.wait_for_event("request.changed").at("data").at("request").as_object();
    EXPECT_LE(old.at("expires_at").as_int64(), again.at("created_at").as_int64());
    for (const char* own : {"request_id", "to_user_id", "created_at", "expires_at"})
      old.erase(own);
    told.push_back(serialize(value(old)));
    EXPECT_EQ(socket.wait_for_event("request.changed").at("data").at("request"), again);
  }
  EXPECT_EQ(told.at(0), told.at(1));
}

TEST(People, a_new_account_asks_five_a_day_and_an_older_one_twenty) {
  ServerProcess server;
  const Person lin(server, "lin");
  std::vector<Person> others;
  for (int i = 0; i < 22; ++i)
    others.emplace_back(server, fmt::format("other{}", i));
  for (std::size_t i = 0; i < 5; ++i)
    EXPECT_EQ(lin.refusal("friend.request", asking(others[i])), "") << i;
  EXPECT_EQ(lin.refusal("friend.request", asking(others[5])), "too_many_requests");
  let_hours_pass(server, 25);
  for (std::size_t i = 0; i < 20; ++i)
    EXPECT_EQ(lin.refusal("friend.request", asking(others[i])), "") << i;
  EXPECT_EQ(lin.refusal("friend.request", asking(others[20])), "too_many_requests");
  // Who asks Lin is not held up by that.
  const value request = others[21].call("friend.request", asking(lin));
  EXPECT_EQ(lin.refusal("friend.accept", {{"request_id", request.at("request_id")}}), "");
}

TEST(People, everybody_decides_who_may_ask) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), ming(server, "ming"), zhou(server, "zhou");
  EXPECT_EQ(mei.refusal("friend.request", asking(lin, " ")), "message_empty");

  lin.call("account.update_settings", {{"friend_policy", "with_answer"}, {"friend_question", "几班的？"}});
  EXPECT_EQ(mei.call("friend.terms", to(lin)).at("question"), "几班的？");
  EXPECT_EQ(mei.refusal("friend.request", asking(lin, "")), "message_empty");
  EXPECT_EQ(mei.call("friend.request", asking(lin, "三班")).at("question"), "几班的？");

  lin.call("account.update_settings", {{"friend_policy", "anyone"}});
  EXPECT_EQ(ming.call("friend.request", asking(lin, "")).at("state"), "accepted");

  lin.call("account.update_settings", {{"friend_policy", "nobody"}});
  EXPECT_EQ(zhou.call("friend.terms", to(lin)).at("policy"), "nobody");
  EXPECT_EQ(zhou.refusal("friend.request", asking(lin)), "requests_closed");
  // Lin may still ask, and being asked back makes friends.
  lin.call("friend.request", asking(zhou));
  EXPECT_EQ(zhou.call("friend.request", asking(lin)).at("state"), "accepted");
}

TEST(People, a_hidden_account_is_found_by_friends_only) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), ming(server, "ming");
  befriend(lin, mei);
  lin.call("account.update_settings", {{"hide_account", true}});
  EXPECT_EQ(mei.refusal("user.find", {{"account", "lin"}}), "");
  EXPECT_EQ(lin.refusal("user.find", {{"account", "LIN"}}), "");
  EXPECT_EQ(ming.refusal("user.find", {{"account", "lin"}}), "not_found");
  EXPECT_EQ(ming.refusal("user.find", {{"account", "nobody"}}), "not_found");
  EXPECT_EQ(ming.refusal("user.find", {{"account", std::to_string(lin.user_id)}}), "");
}

TEST(People, the_wishes_of_both_are_kept_from_the_first_moment) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const value group = lin.call("friend_group.create", {{"name", "同学"}});
  object request = asking(mei);
  request["remark"] = "<i>小梅</i>";
  request["friend_group_id"] = group.at("friend_group_id");
  const value asked = lin.call("friend.request", request);
  EXPECT_FALSE(asked.as_object().contains("remark"));
  mei.call("friend.accept", {{"request_id", asked.at("request_id")}, {"remark", "小林"}});
  const value mine = lin.call("stream.snapshot", object{}).at("friends").at(0);
  EXPECT_EQ(mine.at("remark"), "<i>小梅</i>");
  EXPECT_EQ(mine.at("friend_group_id"), group.at("friend_group_id"));
  const value theirs = mei.call("stream.snapshot", object{}).at("friends").at(0);
  EXPECT_EQ(theirs.at("remark"), "小林");
  EXPECT_EQ(theirs.at("friend_group_id"), 0);
}

TEST(People, a_friend_group_that_went_meanwhile_is_the_default_one) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const value group = lin.call("friend_group.create", {{"name", "同学"}});
  object request = asking(mei);
  request["friend_group_id"] = group.at("friend_group_id");
  const value asked = lin.call("friend.request", request);
  lin.call("friend_group.remove", {{"friend_group_id", group.at("friend_group_id")}});
  mei.call("friend.accept", {{"request_id", asked.at("request_id")}});
  EXPECT_EQ(lin.call("stream.snapshot", object{}).at("friends").at(0).at("friend_group_id"), 0);
}

}  // namespace
}  // namespace ling::system_test
