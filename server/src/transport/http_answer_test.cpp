#include "transport/http_answer.hpp"

#include "transport/command_route.hpp"

#include <boost/describe/enumerators.hpp>
#include <boost/mp11/algorithm.hpp>
#include <gtest/gtest.h>

namespace ling {
namespace {

TEST(HttpAnswer, carries_the_guards_whatever_it_is) {
  for (const unsigned status : {200U, 304U, 404U, 500U}) {
    const std::string head =
        answer_head(text_answer(status, "x"), {.secure = true, .keep_alive = true, .head_only = false, .date = ""});
    for (const char* line :
         {"X-Content-Type-Options: nosniff\r\n", "Referrer-Policy: no-referrer\r\n", "X-Frame-Options: DENY\r\n",
          "Cross-Origin-Opener-Policy: same-origin\r\n", "Cross-Origin-Resource-Policy: same-origin\r\n",
          "Strict-Transport-Security: max-age=31536000\r\n", "script-src 'self' 'wasm-unsafe-eval';",
          "object-src 'none';", "base-uri 'none';", "frame-ancestors 'none'\r\n", "Permissions-Policy: "}) {
      EXPECT_NE(head.find(line), std::string::npos) << status << ": " << line;
    }
    EXPECT_EQ(head.find("unsafe-inline'; script"), std::string::npos);
    // WebAssembly may be compiled, strings may not become programs.
    EXPECT_EQ(head.find("'unsafe-eval'"), std::string::npos);
  }
}

TEST(HttpAnswer, does_not_demand_https_where_there_is_none) {
  const std::string head =
      answer_head(text_answer(200, "x"), {.secure = false, .keep_alive = true, .head_only = false, .date = ""});
  EXPECT_EQ(head.find("Strict-Transport-Security"), std::string::npos);
}

TEST(HttpAnswer, sandboxes_what_users_gave) {
  HttpAnswer answer = text_answer(200, "x");
  answer.sandboxed = true;
  const std::string head = answer_head(answer, {.secure = true, .keep_alive = true, .head_only = false, .date = ""});
  EXPECT_NE(head.find("Content-Security-Policy: sandbox; default-src 'none'"), std::string::npos);
  EXPECT_EQ(head.find("'self'; script-src"), std::string::npos);
}

TEST(HttpAnswer, tells_every_refusal_as_a_client_error_and_every_fault_as_a_server_error) {
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<ErrorCode>>([](auto each) {
    const unsigned status = http_status(each.value);
    const bool fault = each.value == ErrorCode::internal || each.value == ErrorCode::busy ||
                       each.value == ErrorCode::storage_full || each.value == ErrorCode::quota_full;
    EXPECT_EQ(status / 100, fault ? 5U : 4U) << each.name;
  });
  EXPECT_EQ(http_status(ErrorCode::bad_request), 400U);
  EXPECT_EQ(http_status(ErrorCode::wrong_credentials), 401U);
  EXPECT_EQ(http_status(ErrorCode::not_found), 404U);
  EXPECT_EQ(http_status(ErrorCode::account_taken), 409U);
  EXPECT_EQ(http_status(ErrorCode::too_large), 413U);
  EXPECT_EQ(http_status(ErrorCode::password_weak), 422U);
  EXPECT_EQ(http_status(ErrorCode::too_many_requests), 429U);
  EXPECT_EQ(http_status(ErrorCode::busy), 503U);
  EXPECT_EQ(http_status(ErrorCode::storage_full), 507U);
}

TEST(HttpAnswer, rounds_the_time_to_come_back_up) {
  const HttpAnswer answer =
      failure_answer({.code = ErrorCode::too_many_requests, .detail = "", .retry_after_ms = 1001});
  const std::string head = answer_head(answer, {});
  EXPECT_NE(head.find("HTTP/1.1 429 Too Many Requests\r\n"), std::string::npos);
  EXPECT_NE(head.find("Retry-After: 2\r\n"), std::string::npos);
}

TEST(HttpAnswer, writes_dates_as_the_rfc_does) {
  EXPECT_EQ(http_date(784111777), "Sun, 06 Nov 1994 08:49:37 GMT");
}

TEST(CommandRoute, takes_json_by_its_media_type_alone) {
  for (const char* type :
       {"application/json", "Application/JSON", "application/json; charset=utf-8", "application/json ;x=y"}) {
    EXPECT_TRUE(is_json(type)) << type;
  }
  for (const char* type : {"", "text/plain", "application/jsonp", "text/json", "application/x-www-form-urlencoded",
                           "multipart/form-data", "text/plain; application/json", "application/ json"}) {
    EXPECT_FALSE(is_json(type)) << type;
  }
}

}  // namespace
}  // namespace ling
