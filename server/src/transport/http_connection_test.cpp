// HTTP over real sockets: what a browser, curl and a stranger see.
#include "transport/http_connection.hpp"

#include "transport/testing/test_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace ling::testing {
namespace {

std::string get(std::string_view path, std::string_view headers = "") {
  return fmt::format("GET {} HTTP/1.1\r\nHost: localhost\r\n{}\r\n", path, headers);
}

std::string post(std::string_view path, std::string_view body,
                 std::string_view headers = "Content-Type: application/json\r\n") {
  return fmt::format("POST {} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n{}\r\n{}", path, body.size(),
                     headers, body);
}

constexpr std::string_view json_type = "Content-Type: application/json\r\n";

TEST(HttpConnection, answers_many_requests_on_one_connection) {
  TestServer server;
  Connection connection(server.https());
  for (int i = 0; i < 3; ++i) {
    const Response page = ask(connection, get("/"));
    EXPECT_EQ(page.status, 200U);
    EXPECT_EQ(page.body, "<index>");
    EXPECT_EQ(page.header("content-type"), "text/html; charset=utf-8");
    EXPECT_EQ(page.header("strict-transport-security"), "max-age=31536000");
    EXPECT_NE(page.header("date"), "");
  }
  EXPECT_EQ(server.transport->counters().connections_total, 1U);
}

TEST(HttpConnection, answers_pipelined_requests_in_order) {
  TestServer server;
  Connection connection(server.https());
  connection.send(get("/") + get("/nothing.txt") + post("/api/test.who", "{}"));
  EXPECT_EQ(read_response(connection).status, 200U);
  EXPECT_EQ(read_response(connection).status, 404U);
  EXPECT_EQ(read_response(connection).status, 200U);
}

TEST(HttpConnection, ends_when_the_client_asks_for_it) {
  TestServer server;
  Connection connection(server.https());
  const Response page = ask(connection, get("/", "Connection: close\r\n"));
  EXPECT_EQ(page.header("connection"), "close");
  EXPECT_EQ(connection.receive_all(), "");
}

TEST(HttpConnection, sends_no_body_for_head) {
  TestServer server;
  Connection connection(server.https());
  const Response head = ask(connection, "HEAD / HTTP/1.1\r\nHost: localhost\r\n\r\n", /*head_only=*/true);
  EXPECT_EQ(head.status, 200U);
  EXPECT_EQ(head.header("content-length"), "7");
  EXPECT_EQ(ask(connection, get("/")).body, "<index>");
}

TEST(HttpConnection, sends_a_file_larger_than_any_buffer) {
  TestServer server;
  for (const ConnectOptions& options : {server.https(), server.http()}) {
    Connection connection(options);
    const Response file = ask(connection, get("/assets/big-12345678.js"));
    EXPECT_EQ(file.header("cache-control"), "public, max-age=31536000, immutable");
    EXPECT_TRUE(file.body == big_script);
  }
}

TEST(HttpConnection, guards_every_answer_whatever_it_is) {
  TestServer server([](TransportConfig&, TransportCallbacks& callbacks) {
    callbacks.routes.push_back(
        {"/pictures/", [](Identity, std::string) -> Task<FileAnswer> { throw std::runtime_error("fault"); }});
  });
  const std::pair<std::string, unsigned> requests[] = {
      {get("/"), 200},
      {get("/index.html", "If-None-Match: \"index\"\r\n"), 304},
      {get("/nothing.txt"), 404},
      {get("/api/test.echo"), 405},
      {"DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n", 405},
      {get("/ws"), 426},
      {get("/healthz"), 200},
      {get("/pictures/1", bearer(1)), 500},
      {post("/api/test.fail", "{}"), 500},
      {post("/api/test.echo", "{}"), 401},
      {post("/api/test.echo", "{}", "Content-Type: text/plain\r\n"), 415},
      {"nonsense\r\n\r\n", 400},
      {post("/api/test.echo", "", "Content-Type: application/json\r\nX: " + std::string(20'000, 'x') + "\r\n"), 431},
      {post("/api/test.echo", std::string(300'000, ' ')), 413},
  };
  for (const auto& [request, status] : requests) {
    Connection connection(server.https());
    const Response answer = ask(connection, request);
    EXPECT_EQ(answer.status, status) << request.substr(0, 60);
    EXPECT_EQ(answer.header("x-content-type-options"), "nosniff") << request.substr(0, 60);
    EXPECT_EQ(answer.header("x-frame-options"), "DENY");
    EXPECT_EQ(answer.header("referrer-policy"), "no-referrer");
    EXPECT_EQ(answer.header("cross-origin-opener-policy"), "same-origin");
    EXPECT_NE(
        answer.header("content-security-policy").find("object-src 'none'; base-uri 'none'; frame-ancestors 'none'"),
        std::string::npos);
    EXPECT_NE(answer.header("strict-transport-security"), "");
  }
}

TEST(HttpConnection, runs_commands_of_a_program) {
  TestServer server;
  Connection connection(server.https());
  const Response echo =
      ask(connection, post("/api/test.echo", R"({"text":"你好"})", std::string(json_type) + bearer(7)));
  EXPECT_EQ(echo.status, 200U);
  EXPECT_EQ(echo.body, R"({"result":{"text":"你好"}})");
  EXPECT_EQ(echo.header("content-type"), "application/json");
  EXPECT_EQ(echo.header("cache-control"), "no-store");
  const Response who = ask(connection, post("/api/test.who", "", std::string(json_type) + bearer(7)));
  EXPECT_EQ(who.body, R"({"result":{"address":"127.0.0.1","browser":false,"local_control":false,"user_id":7}})");
}

TEST(HttpConnection, keeps_a_browser_signed_in_by_cookie) {
  TestServer server;
  const auto origin =
      fmt::format("Host: localhost:{0}\r\nOrigin: https://localhost:{0}\r\n", server.transport->https_port());
  const auto command = [&](std::string_view name, std::string_view body, std::string_view headers) {
    return fmt::format("POST /api/{} HTTP/1.1\r\n{}{}{}Content-Length: {}\r\n\r\n{}", name, origin, json_type, headers,
                       body.size(), body);
  };
  Connection connection(server.https());
  const Response signed_in = ask(connection, command("test.sign_in", R"({"token":"u9"})", ""));
  EXPECT_EQ(signed_in.header("set-cookie"), "__Host-ling=u9; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=3600");
  const Response who = ask(connection, command("test.who", "{}", "Cookie: __Host-ling=u9\r\n"));
  EXPECT_EQ(who.body, R"({"result":{"address":"127.0.0.1","browser":true,"local_control":false,"user_id":9}})");
  server.authenticator.revoke("u9");
  EXPECT_EQ(ask(connection, command("test.echo", R"({"text":""})", "Cookie: __Host-ling=u9\r\n")).status, 401U);
}

struct BadCommand {
  std::string name;
  std::string request;
  unsigned status;
  std::string code;
};

class RefusedCommand : public ::testing::TestWithParam<BadCommand> {};

TEST_P(RefusedCommand, says_why_in_json) {
  TestServer server;
  Connection connection(server.https());
  const Response answer = ask(connection, GetParam().request);
  EXPECT_EQ(answer.status, GetParam().status);
  EXPECT_TRUE(answer.body.starts_with("{\"error\":{\"code\":\"" + GetParam().code + "\"")) << answer.body;
}

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedCommand,
    ::testing::Values(
        BadCommand{"unknown", post("/api/test.nothing", "{}"), 404, "unknown_command"},
        BadCommand{"nameless", post("/api/", "{}"), 404, "unknown_command"},
        BadCommand{"not_signed_in", post("/api/test.echo", "{}"), 401, "unauthenticated"},
        BadCommand{"unknown_token",
                   post("/api/test.echo", "{}", std::string(json_type) + "Authorization: Bearer x\r\n"), 401,
                   "unauthenticated"},
        BadCommand{"by_get", get("/api/test.who"), 405, "bad_request"},
        BadCommand{"by_put", "PUT /api/test.who HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n", 405, "bad_request"},
        BadCommand{"by_form", post("/api/test.who", "a=b", "Content-Type: application/x-www-form-urlencoded\r\n"), 415,
                   "bad_request"},
        BadCommand{"as_text", post("/api/test.who", "{}", "Content-Type: text/plain\r\n"), 415, "bad_request"},
        BadCommand{"without_type", post("/api/test.who", "{}", ""), 415, "bad_request"},
        BadCommand{"foreign_page",
                   post("/api/test.who", "{}", std::string(json_type) + "Origin: https://evil.example\r\n"), 403,
                   "bad_request"},
        BadCommand{"page_of_nowhere", post("/api/test.who", "{}", std::string(json_type) + "Origin: null\r\n"), 403,
                   "bad_request"},
        BadCommand{"plain_page_of_the_same_host",
                   post("/api/test.who", "{}", std::string(json_type) + "Origin: http://localhost\r\n"), 403,
                   "bad_request"},
        BadCommand{"foreign_fetch",
                   post("/api/test.who", "{}", std::string(json_type) + "Sec-Fetch-Site: cross-site\r\n"), 403,
                   "bad_request"},
        BadCommand{"not_json", post("/api/test.who", "{"), 400, "bad_request"},
        BadCommand{"not_an_object", post("/api/test.who", "[]"), 400, "bad_request"},
        BadCommand{"too_deep", post("/api/test.who", "{\"a\":" + std::string(40, '[') + std::string(40, ']') + "}"),
                   400, "bad_request"},
        BadCommand{"not_utf8", post("/api/test.who", "{\"a\":\"\xff\"}"), 400, "bad_request"},
        BadCommand{"too_large", post("/api/test.who", std::string(300'000, ' ')), 413, "too_large"},
        BadCommand{"header_too_large", post("/api/test.who", "{}", "X: " + std::string(20'000, 'x') + "\r\n"), 431,
                   "too_large"},
        BadCommand{"refused", post("/api/test.refuse", "{}"), 429, "too_many_requests"},
        BadCommand{"fault", post("/api/test.fail", "{}"), 500, "internal"},
        BadCommand{"fault_of_the_database",
                   post("/api/test.who", "{}", std::string(json_type) + "Authorization: Bearer fault\r\n"), 500,
                   "internal"}),
    [](const auto& info) { return info.param.name; });

TEST(HttpConnection, tells_when_to_come_back) {
  TestServer server;
  Connection connection(server.https());
  const Response answer = ask(connection, post("/api/test.refuse", "{}"));
  EXPECT_EQ(answer.header("retry-after"), "2");
  EXPECT_EQ(answer.body, R"({"error":{"code":"too_many_requests","detail":"slow down","retry_after_ms":1500}})");
}

TEST(HttpConnection, lets_a_client_wait_before_its_body) {
  TestServer server;
  Connection connection(server.https());
  connection.send(
      "POST /api/test.who HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  EXPECT_EQ(connection.receive_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
  EXPECT_EQ(ask(connection, "{}").status, 200U);
}

TEST(HttpConnection, gives_openapi_to_readers) {
  TestServer server;
  Connection connection(server.https());
  EXPECT_EQ(ask(connection, get("/api/openapi.json")).body, R"({"openapi":"3.1.0"})");
}

TEST(HttpConnection, tells_health) {
  std::atomic<bool> healthy{true};
  TestServer server(
      [&](TransportConfig&, TransportCallbacks& callbacks) { callbacks.healthy = [&] { return healthy.load(); }; });
  Connection connection(server.https());
  EXPECT_EQ(ask(connection, get("/healthz")).status, 200U);
  healthy = false;
  EXPECT_EQ(ask(connection, get("/healthz")).status, 503U);
}

TEST(HttpConnection, shows_local_pages_to_this_machine_and_to_administrators_alone) {
  TestServer server([](TransportConfig&, TransportCallbacks& callbacks) {
    callbacks.local_pages.push_back({"/metrics", [] { return std::string("ling_x 1"); }});
  });
  Connection connection(server.https());
  const std::string proxied = "GET /metrics HTTP/1.1\r\nHost: chat.example\r\n";
  EXPECT_EQ(ask(connection, get("/metrics")).body, "ling_x 1\n");
  EXPECT_EQ(ask(connection, proxied + "\r\n").status, 404U);
  EXPECT_EQ(ask(connection, proxied + bearer(2) + "\r\n").status, 404U);
  EXPECT_EQ(ask(connection, proxied + bearer(1) + "\r\n").status, 200U);
}

TEST(HttpConnection, gives_files_of_features_to_the_signed_in) {
  TestServer server([](TransportConfig&, TransportCallbacks& callbacks) {
    callbacks.routes.push_back({"/pictures/", [](Identity identity, std::string rest) -> Task<FileAnswer> {
                                  if (rest != "a.png") co_return FileAnswer{};
                                  co_return FileAnswer{200, "image/png", "\"a\"", true,
                                                       fmt::format("picture for {}", identity.user_id.value)};
                                }});
  });
  Connection connection(server.https());
  EXPECT_EQ(ask(connection, get("/pictures/a.png")).status, 401U);
  const Response picture = ask(connection, get("/pictures/a.png", bearer(4)));
  EXPECT_EQ(picture.body, "picture for 4");
  EXPECT_EQ(picture.header("content-type"), "image/png");
  EXPECT_EQ(picture.header("cache-control"), "private, max-age=31536000, immutable");
  EXPECT_EQ(picture.header("content-security-policy"), "sandbox; default-src 'none'; frame-ancestors 'none'");
  EXPECT_EQ(ask(connection, get("/pictures/a.png", bearer(4) + "If-None-Match: \"a\"\r\n")).status, 304U);
  EXPECT_EQ(ask(connection, get("/pictures/b.png", bearer(4))).status, 404U);
}

TEST(HttpConnection, sends_whoever_forgot_https_to_it) {
  TestServer server;
  ConnectOptions options = server.https();
  options.tls = false;
  Connection connection(options);
  const Response answer = ask(connection, "GET /a?b=c HTTP/1.1\r\nHost: ling.test:8443\r\n\r\n");
  EXPECT_EQ(answer.status, 308U);
  EXPECT_EQ(answer.header("location"), "https://ling.test:8443/a?b=c");
}

TEST(PlainDoor, is_the_whole_application_for_localhost) {
  TestServer server;
  Connection connection(server.http());
  const Response page = ask(connection, get("/"));
  EXPECT_EQ(page.body, "<index>");
  EXPECT_EQ(page.header("strict-transport-security"), "");
  EXPECT_EQ(ask(connection, post("/api/test.sign_in", R"({"token":"u9"})")).header("set-cookie"),
            "ling=u9; Path=/; HttpOnly; SameSite=Lax; Max-Age=3600");
  EXPECT_EQ(
      ask(connection, post("/api/test.echo", R"({"text":"x"})", std::string(json_type) + "Cookie: ling=u9\r\n")).status,
      200U);
}

TEST(PlainDoor, shows_others_how_to_trust_and_nothing_else) {
  TestServer server;
  Connection connection(server.http());
  // A name that an attacker points at 127.0.0.1 (DNS rebinding) is not localhost either.
  const std::string host = "Host: evil.example\r\n";
  for (const char* path :
       {"/", "/index.html", "/chat/1", "/assets/big-12345678.js", "/api/openapi.json", "/ws", "/healthz"}) {
    EXPECT_EQ(ask(connection, fmt::format("GET {} HTTP/1.1\r\n{}\r\n", path, host)).body, "<trust>") << path;
  }
  const Response certificate = ask(connection, fmt::format("GET /ling-ca.crt HTTP/1.1\r\n{}\r\n", host));
  EXPECT_EQ(certificate.body, server.certificates.ca_pem());
  EXPECT_EQ(certificate.header("content-type"), "application/x-x509-ca-cert");
  EXPECT_TRUE(certificate.header("content-disposition").starts_with("attachment"));
  EXPECT_EQ(
      ask(connection, fmt::format("POST /api/test.who HTTP/1.1\r\n{}{}Content-Length: 2\r\n\r\n{{}}", host, json_type))
          .status,
      405U);
}

TEST(Limits, end_connections_that_say_nothing) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) { config.times.head = std::chrono::seconds(1); });
  ConnectOptions silent = server.https();
  silent.tls = false;
  Connection without_handshake(silent);
  Connection half_a_header(server.https());
  half_a_header.send("GET / HTTP/1.1\r\nHost:");
  EXPECT_EQ(without_handshake.receive_all(), "");
  EXPECT_EQ(half_a_header.receive_all(), "");
}

TEST(Limits, end_bodies_that_do_not_come_and_connections_that_idle) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) {
    config.times.body = std::chrono::seconds(1);
    config.times.keep_alive = std::chrono::seconds(1);
  });
  Connection half_a_body(server.https());
  half_a_body.send(
      "POST /api/test.who HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n{");
  Connection idle(server.https());
  EXPECT_EQ(ask(idle, get("/")).status, 200U);
  EXPECT_EQ(half_a_body.receive_all(), "");
  EXPECT_EQ(idle.receive_all(), "");
}

TEST(Limits, end_a_download_that_nobody_takes) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) { config.times.write = std::chrono::seconds(1); });
  ConnectOptions options = server.https();
  options.receive_buffer = 4096;
  Connection connection(options);
  connection.send(get("/assets/big-12345678.js"));
  EXPECT_TRUE(eventually([&] { return server.transport->counters().connections_open == 0; }));
}

TEST(Limits, bound_strangers_but_not_the_signed_in) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) { config.max_unauthenticated_per_address = 2; });
  Connection first(server.https());
  Connection second(server.https());
  EXPECT_THROW(Connection(server.https()), std::runtime_error);
  EXPECT_EQ(ask(first, post("/api/test.echo", R"({"text":""})", std::string(json_type) + bearer(1))).status, 200U);
  Connection third(server.https());
  EXPECT_EQ(ask(third, get("/")).status, 200U);
  EXPECT_THROW(Connection(server.https()), std::runtime_error);
}

TEST(Limits, bound_all_connections) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) { config.max_connections = 1; });
  {
    Connection first(server.https());
    EXPECT_EQ(ask(first, get("/")).status, 200U);
    EXPECT_THROW(Connection(server.https()), std::runtime_error);
  }
  EXPECT_TRUE(eventually([&] { return server.transport->counters().connections_open == 0; }));
  Connection next(server.https());
  EXPECT_EQ(ask(next, get("/")).status, 200U);
}

TEST(Stop, answers_what_it_has_begun) {
  TestServer server;
  Connection connection(server.https());
  connection.send(post("/api/test.wait", R"({"text":"a"})", std::string(json_type) + bearer(1)));
  ASSERT_TRUE(server.gate.wait_for_entered(1));
  std::thread stopping([&] { server.stop(); });
  EXPECT_TRUE(eventually([&] {
    try {
      Connection refused(server.https());
      return false;
    } catch (const std::runtime_error&) {
      return true;
    }
  }));
  server.gate.open_all();
  const Response answer = read_response(connection);
  EXPECT_EQ(answer.status, 200U);
  EXPECT_EQ(answer.header("connection"), "close");
  stopping.join();
}

}  // namespace
}  // namespace ling::testing
