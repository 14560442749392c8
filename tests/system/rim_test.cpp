// What comes in from outside: malformed, oversized, foreign.
#include "support/person.hpp"
#include "support/raw_connection.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

namespace ling::system_test {
namespace {

using boost::json::object;

TEST(Rim, malformed_frames_get_a_clear_error_and_harm_nothing) {
  const ServerProcess server;
  const Person lin(server, "lin");
  SocketClient socket = lin.connect();
  for (const char* text : {"", "not json", "{", "[]", "null", "42", "\"text\"", R"({"id": 1})",
                           R"({"id": "x", "command": "device.list", "params": {}})", R"({"id": 1, "command": 7})",
                           R"({"id": 1, "command": "device.list", "params": []})"}) {
    socket.send_text(text);
    const auto answer = socket.call("device.list", object{});
    EXPECT_TRUE(answer.contains("result")) << text;
  }
  EXPECT_EQ(error_code(socket.call("no.such_command", object{})), "unknown_command");
  EXPECT_EQ(error_code(socket.call("__proto__", object{})), "unknown_command");
  EXPECT_EQ(error_code(socket.call("message.history", {{"conversation_id", "__proto__"}})), "bad_request");
  socket.send_text(std::string(100, '[') + std::string(100, ']'));
  EXPECT_TRUE(socket.call("device.list", object{}).contains("result"));
}

TEST(Rim, a_broken_websocket_is_closed_with_the_code_that_says_why) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const struct {
    const char* what;
    std::string bytes;
    int code;
  } cases[] = {
      {"unmasked", frame(1, "{}", /*masked=*/false), 1002},
      {"reserved bits", "\xf1\x80" + std::string(4, '\0'), 1002},
      {"unknown opcode", frame(3, "{}"), 1002},
      {"fragmented ping", frame(9, "", true, /*fin=*/false), 1002},
      {"continuation of nothing", frame(0, "{}"), 1002},
      {"long ping", frame(9, std::string(126, 'x')), 1002},
      {"binary", frame(2, "{}"), 1003},
      {"not UTF-8", frame(1, "\xff\xfe"), 1007},
      {"too large", frame(1, std::string(300 * 1024, ' ')), 1009},
      {"too large by its header alone",
       std::string("\x81\xff\x7f\xff\xff\xff\xff\xff\xff\xff", 10) + std::string(4, '\0'), 1009},
  };
  for (const auto& c : cases) {
    RawConnection connection(server.http_port());
    ASSERT_TRUE(connection.upgrade(lin.token)) << c.what;
    connection.send(c.bytes);
    EXPECT_EQ(connection.wait_for_close(), c.code) << c.what;
  }
  EXPECT_TRUE(server.running());
}

TEST(Rim, a_text_may_come_in_pieces_with_pings_between) {
  const ServerProcess server;
  const Person lin(server, "lin");
  RawConnection connection(server.http_port());
  ASSERT_TRUE(connection.upgrade(lin.token));
  const std::string text = R"({"id": 77, "command": "device.list", "params": {}})";
  connection.send(frame(1, text.substr(0, 10), true, false));
  connection.send(frame(9, "are you there"));
  connection.send(frame(0, text.substr(10, 10), true, false) + frame(0, text.substr(20)));
  EXPECT_TRUE(connection.wait_for_text("are you there"));
  EXPECT_TRUE(connection.wait_for_text("\"id\":77"));
}

TEST(Rim, only_our_own_pages_may_open_a_socket_or_call) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const std::string port = std::to_string(server.https_port());
  const auto upgrade = [&](const std::string& origin, const std::string& cookie,
                           const std::string& token) -> std::string {
    try {
      SocketClient(server.https_port(), server.data(), {.token = token, .cookie = cookie, .origin = origin});
      return "101";
    } catch (const std::exception& refused) {
      return refused.what();
    }
  };
  const auto signed_in = post(server.http_port(), "account.sign_in", {{"account", "lin"}, {"password", good_password}},
                              {}, {{"Origin", "http://localhost:" + std::to_string(server.http_port())}});
  const std::string set_cookie = signed_in.headers.at("set-cookie");
  const auto value = set_cookie.find('=') + 1;
  // Over HTTPS the same token goes by the name that binds it to the host.
  const std::string cookie = "__Host-ling=" + set_cookie.substr(value, set_cookie.find(';') - value);
  EXPECT_EQ(upgrade("https://localhost:" + port, cookie, ""), "101");
  for (const std::string& origin : {std::string("https://evil.example"), "https://localhost.evil.example:" + port,
                                    "https://evil-localhost:" + port, std::string("null"), "http://localhost:" + port,
                                    std::string("https://localhost:1"), std::string("https://localhost")}) {
    EXPECT_EQ(upgrade(origin, cookie, ""), "403") << origin;
    EXPECT_EQ(upgrade(origin, "", lin.token), "403") << origin;
    EXPECT_EQ(post(server.http_port(), "device.list", object{}, lin.token, {{"Origin", origin}}).status, 403U)
        << origin;
  }
  EXPECT_EQ(upgrade("", cookie, ""), "403");
  EXPECT_EQ(upgrade("", "", lin.token), "101");
  EXPECT_EQ(upgrade("", "", "forged"), "401");
  EXPECT_EQ(upgrade("https://localhost:" + port, "", ""), "401");
}

TEST(Rim, commands_are_taken_as_json_posts_only) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const auto with_type = [&](const char* type) {
    return http(server.http_port(),
                {"POST", "/api/device.list", {{"Content-Type", type}, {"Authorization", "Bearer " + lin.token}}, "{}"})
        .status;
  };
  EXPECT_EQ(with_type("application/json"), 200U);
  EXPECT_EQ(with_type("application/json; charset=utf-8"), 200U);
  EXPECT_EQ(with_type("text/plain"), 415U);
  EXPECT_EQ(with_type("application/x-www-form-urlencoded"), 415U);
  EXPECT_EQ(with_type("multipart/form-data; boundary=x"), 415U);
  EXPECT_EQ(
      http(server.http_port(), {"GET", "/api/device.list", {{"Authorization", "Bearer " + lin.token}}, ""}).status,
      405U);
  EXPECT_EQ(http(server.http_port(), {"POST",
                                      "/api/device.list",
                                      {{"Content-Type", "application/json"}, {"Authorization", "Bearer " + lin.token}},
                                      "{"})
                .status,
            400U);
}

TEST(Rim, sizes_are_bounded) {
  const ServerProcess server;
  const Person lin(server, "lin");
  EXPECT_EQ(post(server.http_port(), "device.list", {{"x", std::string(300 * 1024, 'x')}}, lin.token).status, 413U);
  EXPECT_EQ(http(server.http_port(), {"GET", "/", {{"X-Long", std::string(20 * 1024, 'x')}}, ""}).status, 431U);
  RawConnection lying(server.http_port());
  lying.send(
      "POST /api/device.list HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9223372036854775807\r\n\r\n");
  EXPECT_NE(lying.read_until("\r\n").find("413"), std::string::npos);
  EXPECT_TRUE(server.running());
}

TEST(Rim, every_answer_carries_the_security_headers) {
  const ServerProcess server;
  for (const HttpRequest& request :
       {HttpRequest{"GET", "/", {}, ""}, HttpRequest{"GET", "/no/such/page", {}, ""},
        HttpRequest{"GET", "/nothing.js", {}, ""}, HttpRequest{"GET", "/avatars/x", {}, ""},
        HttpRequest{"POST", "/api/device.list", {{"Content-Type", "application/json"}}, "{}"},
        HttpRequest{"GET", "/api/device.list", {}, ""}}) {
    const auto reply = http(server.http_port(), request);
    for (const char* header : {"content-security-policy", "x-content-type-options", "referrer-policy",
                               "cross-origin-opener-policy", "cross-origin-resource-policy"}) {
      EXPECT_TRUE(reply.headers.contains(header)) << request.target << " " << header;
    }
    const auto policy = reply.headers.find("content-security-policy");
    ASSERT_NE(policy, reply.headers.end());
    EXPECT_EQ(policy->second.find("script-src 'unsafe-inline'"), std::string::npos);
    if (request.target.rfind("/api/", 0) == 0) {
      EXPECT_EQ(reply.headers.at("cache-control"), "no-store");
    }
  }
}

TEST(Rim, the_plain_port_gives_strangers_the_trust_page_and_the_authority_only) {
  const ServerProcess server;
  const auto as = [&](const char* host, const char* target) {
    return http(server.http_port(), {"GET", target, {{"Host", host}}, ""});
  };
  const auto trust = as("ling.lan", "/");
  EXPECT_EQ(trust.status, 200U);
  EXPECT_EQ(as("ling.lan", "/chat").body, trust.body);
  EXPECT_NE(as("localhost", "/").body, trust.body);
  const auto authority = as("ling.lan", "/ling-ca.crt");
  EXPECT_EQ(authority.status, 200U);
  EXPECT_NE(authority.body.find("BEGIN CERTIFICATE"), std::string::npos);
  EXPECT_EQ(authority.body.find("PRIVATE KEY"), std::string::npos);
  const auto command =
      http(server.http_port(),
           {"POST", "/api/server.info", {{"Host", "ling.lan"}, {"Content-Type", "application/json"}}, "{}"});
  EXPECT_EQ(command.json(), nullptr);
}

TEST(Rim, the_web_client_is_served_compressed_and_cached) {
  const ServerProcess server;
  const auto page = http(server.http_port(), {"GET", "/", {}, ""});
  EXPECT_EQ(page.status, 200U);
  const std::string etag = page.headers.at("etag");
  EXPECT_EQ(http(server.http_port(), {"GET", "/", {{"If-None-Match", etag}}, ""}).status, 304U);
  const auto at = page.body.find("/assets/");
  ASSERT_NE(at, std::string::npos);
  const std::string script = page.body.substr(at, page.body.find('"', at) - at);
  const auto brotli = http(server.http_port(), {"GET", script, {{"Accept-Encoding", "gzip, br"}}, ""});
  EXPECT_EQ(brotli.headers.at("content-encoding"), "br");
  EXPECT_NE(brotli.headers.at("cache-control").find("immutable"), std::string::npos);
  const auto gzip = http(server.http_port(), {"GET", script, {{"Accept-Encoding", "gzip"}}, ""});
  EXPECT_EQ(gzip.headers.at("content-encoding"), "gzip");
  EXPECT_GT(http(server.http_port(), {"GET", script, {}, ""}).body.size(), gzip.body.size());
  EXPECT_EQ(http(server.http_port(), {"GET", "/conversations/7", {}, ""}).body, page.body);
}

}  // namespace
}  // namespace ling::system_test
