#include "transport/command_route.hpp"

#include "foundation/json_codec.hpp"
#include "foundation/text.hpp"
#include "transport/cookies.hpp"

namespace ling {
namespace {

HttpAnswer wrong_method() {
  HttpAnswer answer = failure_answer(405, ErrorCode::bad_request, "commands are sent by POST");
  answer.with("Allow", "POST");
  return answer;
}

std::optional<HttpAnswer> refuse_form(const Shared& shared, const HttpExchange& exchange) {
  if (exchange.request.method() != http::verb::post) return wrong_method();
  // A form of a foreign page can post only text/plain, urlencoded and multipart without asking us first.
  if (!is_json(header(exchange.request, http::field::content_type))) {
    return failure_answer(415, ErrorCode::bad_request, "Content-Type: application/json expected");
  }
  if (!may_post(exchange.origin(), shared.config.allowed_origins)) {
    return failure_answer(403, ErrorCode::bad_request, "Origin: not a page of this server");
  }
  return std::nullopt;
}

HttpAnswer answer_with(const HttpExchange& exchange, const Answer& outcome) {
  HttpAnswer answer =
      outcome.failure ? failure_answer(*outcome.failure) : json_answer(200, "{\"result\":" + outcome.result + "}");
  if (outcome.cookie) answer.with("Set-Cookie", set_cookie(*outcome.cookie, exchange.secure()));
  return answer;
}

}  // namespace

bool is_json(std::string_view content_type) {
  const std::string_view type = content_type.substr(0, content_type.find(';'));
  return text::lower_ascii(text::trimmed(type)) == "application/json";
}

Task<HttpAnswer> answer_command(const Shared& shared, HttpExchange& exchange) {
  std::string command(path_of(exchange.request).substr(api_prefix.size()));
  const http::verb method = exchange.request.method();
  if (command == "openapi.json" && (method == http::verb::get || method == http::verb::head)) {
    co_return json_answer(200, shared.callbacks.openapi_json);
  }
  if (auto refusal = refuse_form(shared, exchange)) co_return std::move(*refusal);

  const std::string& body = exchange.request.body();
  std::optional<boost::json::value> params = json::parse(body.empty() ? "{}" : std::string_view(body));
  if (!params || !params->is_object()) {
    co_return failure_answer({.code = ErrorCode::bad_request,
                              .detail = "body: a JSON object of at most 32 levels expected",
                              .retry_after_ms = {}});
  }
  if (exchange.peer.door != Door::control) co_await recognise(shared, exchange);
  const Answer outcome =
      co_await shared.callbacks.dispatcher->run(exchange.caller(), std::move(command), std::move(*params));
  co_return answer_with(exchange, outcome);
}

}  // namespace ling
