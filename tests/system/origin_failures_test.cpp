// Failures of the system that this one re-creates. Each was true there; none may be true here.
#include "support/person.hpp"
#include "support/raw_connection.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

namespace ling::system_test {
namespace {

using boost::json::object;

TEST(OriginFailures, nobody_gets_a_token_by_naming_an_account) {
  const ServerProcess server;
  const Person lin(server, "lin");
  for (const char* target : {"/ws", "/ws?username=lin", "/ws?user_id=10001", "/auth/login_code?room=1&name=device"}) {
    RawConnection connection(server.http_port());
    connection.send(std::string("GET ") + target +
                    " HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n");
    EXPECT_EQ(connection.read_until("\r\n").find(" 101 "), std::string::npos) << target;
  }
}

TEST(OriginFailures, forged_tokens_are_refused_and_tokens_tell_nothing) {
  const ServerProcess server;
  const Person lin(server, "lin");
  // {"alg":"none"} and HS256 with a well-known secret, as the origin would have taken.
  for (const char* forged :
       {"eyJhbGciOiJub25lIn0.eyJ1c2VybmFtZSI6ImxpbiJ9.",
        "eyJhbGciOiJIUzI1NiJ9.eyJ1c2VybmFtZSI6ImxpbiJ9.xPZ3N0Y2pT1n8m0mJ3U7p2rj1l2q3w4e5r6t7y8u9i0", "", "lin"}) {
    EXPECT_EQ(post(server.http_port(), "device.list", object{}, forged).status, 401U);
  }
  EXPECT_EQ(lin.token.find('.'), std::string::npos);
  const auto answer =
      post(server.http_port(), "account.sign_in", {{"account", "lin"}, {"password", good_password}}).body;
  EXPECT_EQ(answer.find("argon2"), std::string::npos);
  EXPECT_EQ(answer.find("salt"), std::string::npos);
}

TEST(OriginFailures, objects_where_text_belongs_are_refused) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const object trick{{"password", 1}};
  const std::vector<std::pair<std::string, object>> attempts = {
      {"account.recover", {{"account", "lin"}, {"code", {{"code", 1}}}, {"new_password", "tangerine43sun"}}},
      {"account.recover", {{"account", {{"account", 1}}}, {"code", "x"}, {"new_password", "tangerine43sun"}}},
      {"account.sign_in", {{"account", "lin"}, {"password", trick}}},
      {"account.sign_in", {{"account", "lin"}, {"password", boost::json::array{good_password}}}},
      {"account.sign_in", {{"account", "lin"}, {"password", nullptr}}}};
  for (const auto& [command, params] : attempts) {
    EXPECT_EQ(error_code(post(server.http_port(), command, params).json()), "bad_request") << command;
  }
}

TEST(OriginFailures, sql_in_any_text_is_just_text) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  const std::string sql = "'; DROP TABLE message; -- \" OR 1=1";
  lin.call("message.send", text_message(conversation, sql));
  lin.call("account.update_profile", {{"nickname", "x' OR '1'='1"}, {"signature", sql}});
  EXPECT_EQ(lin.refusal("user.find", {{"account", "' OR 1=1 --"}}), "not_found");
  EXPECT_EQ(mei.call("message.history", {{"conversation_id", conversation}, {"limit", 1}})
                .at("messages")
                .at(0)
                .at("text")
                .as_string(),
            sql);
  EXPECT_EQ(mei.call("user.find", {{"account", "lin"}}).at("nickname"), "x' OR '1'='1");
}

TEST(OriginFailures, the_profile_changed_is_always_ones_own) {
  const ServerProcess server;
  const Person lin(server, "lin"), mallory(server, "mallory");
  mallory.call("account.update_profile", {{"account", "lin"},
                                          {"username", "lin"},
                                          {"user_id", lin.user_id},
                                          {"nickname", "Mallory"},
                                          {"phone", "666"},
                                          {"is_administrator", true}});
  const auto me = lin.call("stream.snapshot", object{}).at("me");
  EXPECT_EQ(me.at("user").at("nickname"), "lin");
  EXPECT_EQ(me.at("phone"), "");
  EXPECT_EQ(mallory.call("stream.snapshot", object{}).at("me").at("is_administrator"), false);
  EXPECT_EQ(mallory.call("stream.snapshot", object{}).at("me").at("user").at("nickname"), "Mallory");
}

TEST(OriginFailures, the_sender_is_who_is_signed_in) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  object message = text_message(conversation, "hi");
  message["sender_id"] = mei.user_id;
  message["seq"] = 1000;
  message["sent_at"] = 1;
  EXPECT_EQ(lin.call("message.send", message).at("seq"), 3);
  EXPECT_EQ(mei.call("message.history", {{"conversation_id", conversation}, {"limit", 1}})
                .at("messages")
                .at(0)
                .at("sender_id"),
            lin.user_id);
}

TEST(OriginFailures, names_of_prototypes_are_names_like_others) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  for (const char* name : {"__proto__", "constructor", "toString"}) {
    lin.call("message.send", {{"conversation_id", conversation},
                              {"client_id", std::string(name) + "-client"},
                              {"text", name},
                              {name, {{"spy", true}}}});
    lin.call("account.update_profile", {{"nickname", name}});
  }
  const Person zhou(server, "zhou");
  EXPECT_EQ(zhou.call("stream.snapshot", object{}).at("conversations").as_array().size(), 0U);
}

TEST(OriginFailures, no_path_leads_out_of_what_is_served) {
  const ServerProcess server;
  const Person lin(server, "lin");
  std::ofstream(server.data() / "secret.txt") << "a secret on disk";
  for (const char* target : {"/../data/secret.txt", "/assets/../../secret.txt", "/%2e%2e/%2e%2e/etc/passwd",
                             "/avatars/../ling.db", "/avatars/%2e%2e%2fling.db", "/avatars/..", "//etc/passwd",
                             "/uploads/message/1/file/a.txt", "/secret.txt", "/ling.db", "/tls/ca.key"}) {
    const auto reply = http(server.http_port(), {"GET", target, {{"Authorization", "Bearer " + lin.token}}, ""});
    EXPECT_EQ(reply.body.find("a secret on disk"), std::string::npos) << target;
    EXPECT_EQ(reply.body.find("root:"), std::string::npos) << target;
    EXPECT_EQ(reply.body.find("PRIVATE KEY"), std::string::npos) << target;
    EXPECT_EQ(reply.body.find("SQLite format"), std::string::npos) << target;
  }
}

TEST(OriginFailures, no_single_frame_or_request_ends_the_process) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const char* const poisons[] = {
      "",
      "x",
      "{}",
      "[[[",
      R"({"id":1,"command":"message.send","params":{}})",
      R"({"id":1,"command":"message.send","params":null})",
      R"({"id":1e999,"command":"device.list"})",
      R"({"id":-9223372036854775808,"command":"device.list"})",
      R"({"id":1,"command":"friend.accept","params":{"request_id":9223372036854775807}})",
      R"({"id":1,"command":"friend.request","params":{"user_id":-1}})",
      R"({"id":1,"command":"device.sign_out","params":{"device_id":0}})",
      R"({"id":1,"command":"stream.read","params":{"after":9223372036854775807}})",
      R"({"id":1,"command":"message.history","params":{"conversation_id":1,"before_seq":-9223372036854775808,"limit":100}})",
      R"({"id":1,"command":"conversation.mark_read","params":{"conversation_id":1,"seq":9223372036854775807}})"};
  for (const char* poison : poisons) {
    RawConnection connection(server.http_port());
    ASSERT_TRUE(connection.upgrade(lin.token));
    connection.send(frame(1, poison) + frame(1, R"({"id":99,"command":"device.list","params":{}})"));
    EXPECT_TRUE(connection.wait_for_text("\"id\":99")) << poison;
  }
  for (const char* poison :
       {"\r\n\r\n", "GET\r\n\r\n", "GET / HTTP/9.9\r\n\r\n", "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        "POST /api/ HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "POST /api/x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n"}) {
    RawConnection connection(server.http_port());
    connection.send(poison);
    connection.send(std::string(8, '\0'));
  }
  EXPECT_EQ(http(server.http_port(), {"GET", "/healthz", {}, ""}).status, 200U);
}

TEST(OriginFailures, passwords_are_kept_as_argon2id_and_nowhere_else) {
  ServerProcess server;
  const Person lin(server, "lin");
  server.stop();
  EXPECT_EQ(server.read_database("SELECT password_hash FROM user").rfind("$argon2id$", 0), 0U);
  for (const char* name : {"ling.db", "ling.db-wal"}) {
    std::ifstream in(server.data() / name, std::ios::binary);
    std::stringstream bytes;
    bytes << in.rdbuf();
    EXPECT_EQ(bytes.str().find(good_password), std::string::npos);
    EXPECT_EQ(bytes.str().find(lin.token), std::string::npos);
    EXPECT_EQ(bytes.str().find(lin.recovery_codes[0]), std::string::npos);
  }
}

TEST(OriginFailures, foreign_pages_are_given_no_leave_to_read) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const auto reply = post(server.http_port(), "server.info", object{}, {}, {{"Origin", "https://evil.example"}});
  EXPECT_FALSE(reply.headers.contains("access-control-allow-origin"));
  const auto preflight =
      http(server.http_port(), {"OPTIONS",
                                "/api/device.list",
                                {{"Origin", "https://evil.example"}, {"Access-Control-Request-Method", "POST"}},
                                ""});
  EXPECT_FALSE(preflight.headers.contains("access-control-allow-origin"));
}

TEST(OriginFailures, what_is_not_stored_is_not_delivered) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  SocketClient watching = mei.connect();
  EXPECT_EQ(lin.refusal("message.send", text_message(conversation, std::string(20001, 'x'))), "message_too_long");
  lin.call("message.send", text_message(conversation, "the next one"));
  EXPECT_EQ(watching.wait_for_event("message.sent").at("data").at("message").at("text"), "the next one");
}

TEST(OriginFailures, who_closed_the_page_gets_unread_messages_again) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  {
    SocketClient once = mei.connect();
  }
  lin.call("message.send", text_message(conversation, "are you there?"));
  EXPECT_EQ(mei.call("stream.snapshot", object{}).at("conversations").at(0).at("unread"), 1);
}

TEST(OriginFailures, opening_a_conversation_loads_a_page_not_everything) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  SocketClient socket = lin.connect();
  std::vector<int> ids;
  for (int i = 0; i < 300; ++i)
    ids.push_back(socket.send("message.send", text_message(conversation, "x")));
  for (const int id : ids)
    socket.answer_to(id);
  EXPECT_EQ(mei.call("message.history", {{"conversation_id", conversation}}).at("messages").as_array().size(), 50U);
  EXPECT_EQ(mei.refusal("message.history", {{"conversation_id", conversation}, {"limit", 1000}}), "bad_request");
}

}  // namespace
}  // namespace ling::system_test
