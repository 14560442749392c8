// Routes whose bodies come and go piece by piece, over real sockets.
#include "dispatch/web_route.hpp"

#include "foundation/faults.hpp"
#include "transport/http_body.hpp"
#include "transport/testing/test_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>

namespace ling::testing {
namespace {

/// So many times the same letter.
class Letters final : public ByteSource {
 public:
  Letters(std::uint64_t size, bool breaks_off) : remaining_(size), breaks_off_(breaks_off) {}
  Task<std::size_t> read(std::span<char> into) override {
    if (breaks_off_ && remaining_ < 1'000'000) throw std::runtime_error("the disk is gone");
    const auto size = std::min<std::uint64_t>(into.size(), remaining_);
    std::fill_n(into.begin(), size, 'a');
    remaining_ -= size;
    co_return size;
  }
  [[nodiscard]] std::uint64_t remaining() const override { return remaining_; }

 private:
  std::uint64_t remaining_;
  bool breaks_off_;
};

class WebRoutes : public ::testing::Test {
 protected:
  /// What a request asks of the test.
  Task<WebAnswer> answer(WebRequest& request) {
    WebAnswer answer;
    answer.with("Content-Type", "text/plain");
    if (request.query == "letters" || request.query == "broken") {
      answer.stream = std::make_unique<Letters>(3'000'000, request.query == "broken");
      co_return answer;
    }
    if (request.query == "full") throw StorageFull("test");
    if (request.query == "busy") throw Overloaded("test");
    char buffer[100];
    while (request.query != "leave" && request.body->remaining() > 0) {
      const std::size_t size = co_await request.body->read(buffer);
      if (size == 0) break;
      taken_ += size;
    }
    left_ = request.body->remaining();
    done_ = true;
    answer.body = fmt::format("{} {} {}", request.method, request.rest, taken_.load());
    co_return answer;
  }
  static std::string request(std::string_view method, std::string_view target, std::string_view headers,
                             std::string_view body = "") {
    return fmt::format("{} {} HTTP/1.1\r\nHost: localhost\r\n{}Content-Length: {}\r\n{}\r\n{}", method, target,
                       bearer(1), body.size(), headers, body);
  }

  std::atomic<std::uint64_t> taken_ = 0, left_ = 0;
  std::atomic<bool> done_ = false;
  TestServer server_{[this](TransportConfig&, TransportCallbacks& callbacks) {
    callbacks.web_routes.push_back({"/things", [this](WebRequest& asked) { return answer(asked); }});
  }};
};

TEST_F(WebRoutes, take_a_body_piece_by_piece_and_the_next_request_behind_it) {
  Connection connection(server_.https());
  const std::string body(300'000, 'x');
  connection.send(request("PATCH", "/things/7", "", body) + request("POST", "/things", "", "abc"));
  EXPECT_EQ(read_response(connection).body, "PATCH /7 300000");
  EXPECT_EQ(read_response(connection).body, "POST  300003");
}

TEST_F(WebRoutes, ask_for_a_body_that_waits_to_be_asked_for) {
  Connection connection(server_.https());
  std::string head = request("PATCH", "/things", "Expect: 100-continue\r\n", "abc");
  head.resize(head.size() - 3);
  connection.send(head);
  EXPECT_EQ(read_response(connection).status, 100U);
  connection.send("abc");
  EXPECT_EQ(read_response(connection).body, "PATCH  3");
}

TEST_F(WebRoutes, end_the_connection_when_a_body_is_left) {
  Connection connection(server_.https());
  const Response left = ask(connection, request("PATCH", "/things?leave", "", std::string(300'000, 'x')));
  EXPECT_EQ(left.status, 200U);
  EXPECT_EQ(left.header("connection"), "close");
}

TEST_F(WebRoutes, know_that_a_body_broke_off) {
  {
    Connection connection(server_.https());
    std::string cut = request("PATCH", "/things", "", std::string(1000, 'x'));
    cut.resize(cut.size() - 600);
    connection.send(cut);
    EXPECT_TRUE(eventually([&] { return taken_ == 400; }));
  }
  EXPECT_TRUE(eventually([&] { return done_.load(); }));
  EXPECT_EQ(left_, 600U);
}

TEST_F(WebRoutes, send_more_than_any_buffer_holds) {
  Connection connection(server_.https());
  const Response letters = ask(connection, request("GET", "/things?letters", ""));
  EXPECT_EQ(letters.header("content-length"), "3000000");
  EXPECT_EQ(letters.body, std::string(3'000'000, 'a'));
  EXPECT_TRUE(letters.header("content-security-policy").starts_with("sandbox"));
  EXPECT_EQ(ask(connection, request("GET", "/things", "")).body, "GET  0");
}

TEST_F(WebRoutes, close_the_connection_when_what_is_sent_breaks_off) {
  Connection connection(server_.https());
  connection.send(request("GET", "/things?broken", ""));
  const std::string all = connection.receive_all();
  EXPECT_TRUE(all.starts_with("HTTP/1.1 200"));
  EXPECT_LT(all.size(), 3'000'000U);
}

TEST_F(WebRoutes, say_what_is_wrong_before_anything_was_sent) {
  Connection connection(server_.https());
  EXPECT_EQ(ask(connection, request("GET", "/things?full", "")).status, 507U);
  EXPECT_EQ(ask(connection, request("GET", "/things?busy", "")).status, 503U);
}

TEST_F(WebRoutes, are_for_the_signed_in_and_for_our_own_pages) {
  Connection connection(server_.https());
  EXPECT_EQ(ask(connection, "GET /things HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 401U);
  EXPECT_EQ(ask(connection, request("POST", "/things", "Origin: https://evil.example\r\n")).status, 403U);
  EXPECT_EQ(ask(connection, request("GET", "/thingsandmore", "")).body, "<index>");
}

}  // namespace
}  // namespace ling::testing
