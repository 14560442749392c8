#include "support/person.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <map>
#include <set>

namespace ling::system_test {
namespace {

using boost::json::object;

std::vector<boost::json::object> whole_history(const Person& person, std::int64_t conversation_id) {
  std::vector<boost::json::object> messages;
  std::int64_t after = 0;
  while (true) {
    const auto page =
        person.call("message.history", {{"conversation_id", conversation_id}, {"after_seq", after}, {"limit", 100}});
    for (const auto& message : page.at("messages").as_array())
      messages.push_back(message.as_object());
    if (!page.at("has_more").as_bool()) return messages;
    after = messages.back().at("seq").as_int64();
  }
}

object conversation_of(const Person& person, std::int64_t conversation_id) {
  const auto snapshot = person.call("stream.snapshot", object{});
  for (const auto& conversation : snapshot.at("conversations").as_array()) {
    if (conversation.at("conversation_id") == conversation_id) return conversation.as_object();
  }
  return {};
}

TEST(Chat, becoming_friends_opens_a_conversation_with_what_the_asker_wrote) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei, "我是林，隔壁班的");
  const auto messages = whole_history(mei, conversation);
  ASSERT_EQ(messages.size(), 2U);
  EXPECT_EQ(messages[0].at("text"), "我是林，隔壁班的");
  EXPECT_EQ(messages[0].at("sender_id"), lin.user_id);
  EXPECT_EQ(messages[1].at("notice"), "became_friends");
  EXPECT_EQ(conversation_of(mei, conversation).at("unread"), 0);
  EXPECT_EQ(conversation_of(lin, conversation).at("unread"), 0);
}

TEST(Chat, the_same_client_id_again_is_the_same_message) {
  ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  SocketClient mei_socket = mei.connect();
  const auto first = lin.call("message.send", text_message(conversation, "hello", "client-id-1"));
  EXPECT_EQ(lin.call("message.send", text_message(conversation, "hello", "client-id-1")), first);
  EXPECT_EQ(lin.refusal("message.send", text_message(conversation, "other text", "client-id-1")), "client_id_reused");
  // Another sender may use the same id.
  mei.call("message.send", text_message(conversation, "from mei", "client-id-1"));
  server.stop();
  server.start();
  EXPECT_EQ(lin.call("message.send", text_message(conversation, "hello", "client-id-1")), first);
  EXPECT_EQ(whole_history(lin, conversation).size(), 4U);
}

TEST(Chat, messages_pipelined_by_one_sender_keep_their_order_everywhere) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  SocketClient sender = lin.connect(), receiver = mei.connect();
  constexpr int count = 300;
  for (int i = 0; i < count; ++i)
    sender.send("message.send", text_message(conversation, std::to_string(i)));
  for (int i = 0; i < count; ++i) {
    EXPECT_EQ(receiver.wait_for_event("message.sent").at("data").at("message").at("text").as_string(),
              std::to_string(i));
  }
  const auto messages = whole_history(mei, conversation);
  ASSERT_EQ(messages.size(), count + 2U);
  for (int i = 0; i < count; ++i) {
    EXPECT_EQ(messages[static_cast<std::size_t>(i) + 2].at("text").as_string(), std::to_string(i));
    EXPECT_EQ(messages[static_cast<std::size_t>(i) + 2].at("seq"), i + 3);
  }
}

TEST(Chat, a_crash_in_the_middle_loses_nothing_acknowledged_and_doubles_nothing_sent_again) {
  ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  std::map<std::string, std::int64_t> acknowledged;
  std::vector<object> sent;
  for (int round = 0; round < 3; ++round) {
    SocketClient socket = lin.connect();
    std::vector<int> ids;
    for (int i = 0; i < 200; ++i) {
      sent.push_back(text_message(conversation, "round " + std::to_string(round) + " message " + std::to_string(i)));
      ids.push_back(socket.send("message.send", sent.back()));
    }
    try {
      for (int i = 0; i < 40 + 50 * round; ++i) {
        const auto answer = socket.answer_to(ids[static_cast<std::size_t>(i)]);
        acknowledged[std::string(answer.at("result").at("client_id").as_string())] =
            answer.at("result").at("seq").as_int64();
      }
      server.kill();
      // What was on the wire already may still be read; it counts as acknowledged.
      for (std::size_t i = 40 + 50 * static_cast<std::size_t>(round); i < ids.size(); ++i) {
        const auto answer = socket.answer_to(ids[i]);
        acknowledged[std::string(answer.at("result").at("client_id").as_string())] =
            answer.at("result").at("seq").as_int64();
      }
    } catch (const std::exception&) {
      // The connection ended with the server.
    }
    server.start();
  }
  ASSERT_GT(acknowledged.size(), 200U);
  for (const object& message : sent) {
    const auto ack = lin.call("message.send", message);
    const auto earlier = acknowledged.find(std::string(message.at("client_id").as_string()));
    if (earlier != acknowledged.end()) {
      EXPECT_EQ(ack.at("seq"), earlier->second);
    }
  }
  const auto messages = whole_history(mei, conversation);
  EXPECT_EQ(messages.size(), sent.size() + 2);
  std::set<std::string> seen;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    EXPECT_EQ(messages[i].at("seq").as_int64(), static_cast<std::int64_t>(i) + 1);
    EXPECT_TRUE(seen.insert(std::string(messages[i].at("client_id").as_string())).second);
  }
}

TEST(Chat, unread_counts_what_others_sent_after_what_i_read) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  for (int i = 0; i < 5; ++i)
    lin.call("message.send", text_message(conversation, "hi"));
  EXPECT_EQ(conversation_of(mei, conversation).at("unread"), 5);
  mei.call("conversation.mark_read", {{"conversation_id", conversation}, {"seq", 5}});
  EXPECT_EQ(conversation_of(mei, conversation).at("unread"), 2);
  mei.call("conversation.mark_read", {{"conversation_id", conversation}, {"seq", 3}});
  EXPECT_EQ(conversation_of(mei, conversation).at("unread"), 2);
  mei.call("conversation.mark_read", {{"conversation_id", conversation}, {"seq", 1000000}});
  EXPECT_EQ(conversation_of(mei, conversation).at("read_seq"), 7);
  EXPECT_EQ(conversation_of(lin, conversation).at("peer_read_seq"), 7);
}

TEST(Chat, hidden_read_marks_are_hidden_both_ways) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  lin.call("message.send", text_message(conversation, "hi"));
  mei.call("account.update_settings", {{"hide_read_marks", true}});
  SocketClient watching = lin.connect();
  mei.call("conversation.mark_read", {{"conversation_id", conversation}, {"seq", 3}});
  const auto marked = watching.wait_for_event("peer.marked");
  EXPECT_EQ(marked.at("data").at("peer_delivered_seq"), 3);
  EXPECT_TRUE(marked.at("data").at("peer_read_seq").is_null());
  EXPECT_TRUE(conversation_of(lin, conversation).at("peer_read_seq").is_null());
  EXPECT_TRUE(conversation_of(mei, conversation).at("peer_read_seq").is_null());
  mei.call("account.update_settings", {{"hide_read_marks", false}});
  EXPECT_EQ(conversation_of(lin, conversation).at("peer_read_seq"), 3);
}

TEST(Chat, typing_reaches_the_other_one_only) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), zhou(server, "zhou");
  const auto conversation = befriend(lin, mei);
  befriend(zhou, lin);
  SocketClient mei_socket = mei.connect(), zhou_socket = zhou.connect();
  lin.call("conversation.type", {{"conversation_id", conversation}});
  EXPECT_EQ(mei_socket.wait_for_event("typing.started").at("data").at("user_id"), lin.user_id);
  zhou_socket.call("device.list", object{});
  for (const auto& event : zhou_socket.kept_events())
    EXPECT_NE(event.at("event"), "typing.started");
}

TEST(Chat, presence_is_told_to_friends_and_to_nobody_when_hidden) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  SocketClient watching = mei.connect();
  const auto presence_of_lin = [&] {
    while (true) {
      const auto event = watching.wait_for_event("presence.changed");
      if (event.at("data").at("presence").at("user_id") == lin.user_id)
        return event.at("data").at("presence").at("online").as_bool();
    }
  };
  {
    SocketClient socket = lin.connect();
    EXPECT_TRUE(presence_of_lin());
    lin.call("account.update_settings", {{"hide_presence", true}});
    EXPECT_FALSE(presence_of_lin());
    EXPECT_EQ(mei.call("presence.list", object{}).at("presences").as_array().at(0).at("online"), false);
    lin.call("account.update_settings", {{"hide_presence", false}});
    EXPECT_TRUE(presence_of_lin());
  }
  EXPECT_FALSE(presence_of_lin());
}

TEST(Chat, messages_are_checked) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  const struct {
    std::string text, client_id, code;
  } cases[] = {{" \n\u3000 ", "client-1", "message_empty"},
               {"\u200b\u202e", "client-1", "message_empty"},
               {std::string(20001, 'x'), "client-1", "message_too_long"},
               {"hi", "short", "bad_request"},
               {"hi", "with space in it", "bad_request"},
               {std::string(20000, 'x'), "client-2", ""}};
  for (const auto& c : cases) {
    EXPECT_EQ(lin.refusal("message.send", text_message(conversation, c.text, c.client_id)), c.code);
  }
}

TEST(Chat, a_stranger_reaches_nothing_of_a_conversation) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), zhou(server, "zhou");
  const auto conversation = befriend(lin, mei);
  const object with_id{{"conversation_id", conversation}};
  const object unknown_id{{"conversation_id", 999999}};
  const std::vector<std::pair<std::string, object>> commands = {
      {"message.send", {{"client_id", "client-1"}, {"text", "hi"}}},
      {"message.history", {}},
      {"conversation.mark_read", {{"seq", 1}}},
      {"conversation.mark_delivered", {{"seq", 1}}},
      {"conversation.configure", {{"pinned", true}}},
      {"conversation.set_draft", {{"draft", "x"}}},
      {"conversation.type", {}}};
  for (const auto& [command, fields] : commands) {
    object foreign = fields, missing = fields;
    foreign["conversation_id"] = conversation;
    missing["conversation_id"] = 999999;
    const auto refused = post(server.http_port(), command, foreign, zhou.token);
    EXPECT_EQ(error_code(refused.json()), "not_found") << command;
    EXPECT_EQ(post(server.http_port(), command, missing, zhou.token).body, refused.body) << command;
  }
}

TEST(Chat, friends_are_made_by_asking_and_accepting_only) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), zhou(server, "zhou");
  EXPECT_EQ(lin.refusal("friend.request", {{"user_id", lin.user_id}}), "yourself");
  EXPECT_EQ(lin.refusal("friend.request", {{"user_id", 1}}), "not_found");
  EXPECT_EQ(lin.refusal("user.find", {{"account", "me"}}), "not_found");
  EXPECT_EQ(lin.call("user.find", {{"account", "MEI"}}).at("user_id"), mei.user_id);
  const std::string id = std::to_string(mei.user_id);
  EXPECT_EQ(lin.call("user.find", {{"account", " " + id + " "}}).at("account"), "mei");
  for (const std::string& nobody : {"-" + id, "+" + id, id + ".0", id + " 1", std::string("0"), std::string(30, '9')})
    EXPECT_EQ(lin.refusal("user.find", {{"account", nobody}}), "not_found") << nobody;
  const auto request = lin.call("friend.request", {{"user_id", mei.user_id}, {"message", "hi"}});
  EXPECT_EQ(lin.refusal("friend.request", {{"user_id", mei.user_id}}), "already_requested");
  EXPECT_EQ(zhou.refusal("friend.accept", {{"request_id", request.at("request_id")}}), "not_found");
  EXPECT_EQ(lin.refusal("friend.accept", {{"request_id", request.at("request_id")}}), "not_found");
  mei.call("friend.decline", {{"request_id", request.at("request_id")}});
  // The asker is not told.
  EXPECT_EQ(lin.call("stream.snapshot", object{}).at("friend_requests").as_array().at(0).at("state"), "waiting");
  EXPECT_EQ(lin.refusal("friend.request", {{"user_id", mei.user_id}}), "already_requested");
  // She may change her mind and ask; and two who ask each other are friends at once.
  mei.call("friend.request", {{"user_id", lin.user_id}, {"message", "hi"}});
  EXPECT_EQ(lin.call("friend.request", {{"user_id", mei.user_id}}).at("state"), "accepted");
  EXPECT_EQ(lin.refusal("friend.request", {{"user_id", mei.user_id}}), "already_friends");
}

}  // namespace
}  // namespace ling::system_test
