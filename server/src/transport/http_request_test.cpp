#include "transport/http_request.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

using State = HttpRequestReader::State;

constexpr std::size_t max_body = 100;

struct Outcome {
  State state = State::needs_head;
  unsigned refusal = 0;
  std::string left;
};

/// Feeds the bytes `step` at a time until the reader has an opinion.
Outcome feed(std::string_view wire, std::size_t step) {
  HttpRequestReader reader(max_body);
  std::string input;
  Outcome outcome;
  for (std::size_t at = 0; at < wire.size(); at += step) {
    input += wire.substr(at, step);
    outcome.state = reader.put(input);
    if (outcome.state == State::refused) outcome.refusal = static_cast<unsigned>(reader.refusal());
    if (outcome.state == State::refused || outcome.state == State::complete) break;
  }
  outcome.left = input;
  return outcome;
}

TEST(HttpRequest, is_read_in_any_pieces) {
  const std::string wire =
      "POST /api/a.b?x=1 HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
  for (const std::size_t step : {1UL, 2UL, 10UL, 1000UL}) {
    HttpRequestReader reader(max_body);
    std::string input;
    State state = State::needs_head;
    for (std::size_t at = 0; at < wire.size(); at += step) {
      input += wire.substr(at, step);
      state = reader.put(input);
    }
    ASSERT_EQ(state, State::complete);
    const HttpRequest request = reader.take();
    EXPECT_EQ(request.method(), http::verb::post);
    EXPECT_EQ(path_of(request), "/api/a.b");
    EXPECT_EQ(header(request, http::field::content_type), "application/json");
    EXPECT_EQ(request.body(), "{}");
  }
}

TEST(HttpRequest, leaves_the_next_one_in_the_input) {
  const Outcome outcome = feed("GET /a HTTP/1.1\r\nHost: h\r\n\r\nGET /b HTTP/1.1\r\n", 1000);
  EXPECT_EQ(outcome.state, State::complete);
  EXPECT_EQ(outcome.left, "GET /b HTTP/1.1\r\n");
}

struct Refused {
  std::string name;
  std::string wire;
  unsigned status;
};

class RefusedRequest : public testing::TestWithParam<Refused> {};

TEST_P(RefusedRequest, is_refused_with_its_status) {
  for (const std::size_t step : {7UL, 100'000UL}) {
    const Outcome outcome = feed(GetParam().wire, step);
    EXPECT_EQ(outcome.state, State::refused) << "in steps of " << step;
    EXPECT_EQ(outcome.refusal, GetParam().status) << "in steps of " << step;
  }
}

const std::string post = "POST /api/a HTTP/1.1\r\nHost: h\r\n";

INSTANTIATE_TEST_SUITE_P(
    Table, RefusedRequest,
    testing::Values(
        Refused{"not_http", "hello there, server\r\n\r\n", 400}, Refused{"no_host", "GET / HTTP/1.1\r\n\r\n", 400},
        Refused{"two_hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400},
        Refused{"absolute_form", "GET http://h/ HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        Refused{"asterisk_form", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        Refused{"control_character", "GET /\x01 HTTP/1.1\r\nHost: h\r\n\r\n", 400},
        Refused{"space_before_colon", "GET / HTTP/1.1\r\nHost : h\r\n\r\n", 400},
        Refused{"header_too_large", "GET / HTTP/1.1\r\nHost: h\r\nX: " + std::string(20'000, 'x') + "\r\n\r\n", 431},
        Refused{"header_without_end", "GET / HTTP/1.1\r\nX: " + std::string(40'000, 'x'), 431},
        Refused{"body_announced_too_large", post + "Content-Length: 101\r\n\r\n", 413},
        Refused{"body_of_all_memory", post + "Content-Length: 18446744073709551615\r\n\r\n", 413},
        Refused{"chunks", post + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n", 411},
        Refused{"empty_chunks", post + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 411},
        Refused{"other_coding", post + "Transfer-Encoding: gzip\r\n\r\nx", 411},
        Refused{"length_not_a_number", post + "Content-Length: 1x\r\n\r\n", 400},
        Refused{"length_negative", post + "Content-Length: -1\r\n\r\n", 400},
        Refused{"two_lengths", post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", 400},
        Refused{"length_and_chunks", post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", 400}),
    [](const testing::TestParamInfo<Refused>& info) { return info.param.name; });

TEST(HttpRequest, says_once_that_the_client_waits_to_continue) {
  HttpRequestReader reader(max_body);
  std::string input = post + "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n";
  EXPECT_EQ(reader.put(input), State::needs_body);
  EXPECT_TRUE(reader.wants_continue());
  EXPECT_FALSE(reader.wants_continue());
}

}  // namespace
}  // namespace ling
