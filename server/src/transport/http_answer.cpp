#include "transport/http_answer.hpp"

#include "foundation/json_codec.hpp"

#include <boost/beast/http/status.hpp>
#include <fmt/chrono.h>
#include <fmt/format.h>

namespace ling {
namespace {

constexpr std::string_view every_answer =
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: no-referrer\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: camera=(self), microphone=(self), display-capture=(self), geolocation=(), payment=(), usb=()\r\n";

constexpr std::string_view page_policy =
    "Content-Security-Policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self' ws: wss:; worker-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; frame-ancestors 'none'\r\n";

constexpr std::string_view sandbox_policy =
    "Content-Security-Policy: sandbox; default-src 'none'; frame-ancestors 'none'\r\n";

constexpr std::string_view https_only = "Strict-Transport-Security: max-age=31536000\r\n";

}  // namespace

unsigned http_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::bad_request:
      return 400;
    case ErrorCode::unauthenticated:
    case ErrorCode::wrong_credentials:
    case ErrorCode::recovery_failed:
      return 401;
    case ErrorCode::unknown_command:
    case ErrorCode::not_found:
      return 404;
    case ErrorCode::account_taken:
    case ErrorCode::already_friends:
    case ErrorCode::already_requested:
    case ErrorCode::in_call:
    case ErrorCode::call_taken:
    case ErrorCode::call_full:
    case ErrorCode::client_id_reused:
      return 409;
    case ErrorCode::too_large:
      return 413;
    case ErrorCode::challenge_required:
    case ErrorCode::challenge_failed:
    case ErrorCode::account_invalid:
    case ErrorCode::nickname_invalid:
    case ErrorCode::group_name_invalid:
    case ErrorCode::password_weak:
    case ErrorCode::registration_closed:
    case ErrorCode::invite_invalid:
    case ErrorCode::image_invalid:
    case ErrorCode::yourself:
    case ErrorCode::not_friends:
    case ErrorCode::requests_closed:
    case ErrorCode::you_blocked:
    case ErrorCode::owner_stays:
    case ErrorCode::group_full:
    case ErrorCode::admins_full:
    case ErrorCode::group_text_invalid:
    case ErrorCode::group_link_invalid:
    case ErrorCode::mention_refused:
    case ErrorCode::muted:
    case ErrorCode::leaders_call:
    case ErrorCode::call_locked:
    case ErrorCode::removed_from_call:
    case ErrorCode::media_off:
    case ErrorCode::message_empty:
    case ErrorCode::message_too_long:
    case ErrorCode::sticker_invalid:
    case ErrorCode::stickers_full:
    case ErrorCode::stream_too_old:
      return 422;
    case ErrorCode::mention_too_soon:
    case ErrorCode::too_many_requests:
      return 429;
    case ErrorCode::internal:
      return 500;
    case ErrorCode::busy:
      return 503;
    case ErrorCode::storage_full:
    case ErrorCode::quota_full:
      return 507;
  }
  return 500;
}

HttpAnswer text_answer(unsigned status, std::string_view sentence) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = fmt::format("{}\n", sentence);
  answer.with("Content-Type", "text/plain; charset=utf-8").with("Cache-Control", "no-store");
  return answer;
}

HttpAnswer json_answer(unsigned status, std::string json) {
  HttpAnswer answer;
  answer.status = status;
  answer.body = std::move(json);
  answer.with("Content-Type", "application/json").with("Cache-Control", "no-store");
  return answer;
}

HttpAnswer failure_answer(const Failure& failure) {
  HttpAnswer answer = json_answer(http_status(failure.code), fmt::format("{{\"error\":{}}}", json::encode(failure)));
  if (failure.retry_after_ms) answer.with("Retry-After", fmt::to_string((*failure.retry_after_ms + 999) / 1000));
  return answer;
}

HttpAnswer failure_answer(unsigned status, ErrorCode code, std::string_view detail) {
  HttpAnswer answer = failure_answer({.code = code, .detail = std::string(detail), .retry_after_ms = {}});
  answer.status = status;
  return answer;
}

std::string answer_head(const HttpAnswer& answer, const AnswerForm& form) {
  std::string head;
  head.reserve(1024);
  const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(answer.status));
  fmt::format_to(std::back_inserter(head), "HTTP/1.1 {} {}\r\nDate: {}\r\n", answer.status,
                 std::string_view(reason.data(), reason.size()), form.date);
  for (const auto& [name, value] : answer.headers) {
    head += name;
    head += ": ";
    head += value;
    head += "\r\n";
  }
  // RFC 9110 section 8.6: no Content-Length in 1xx and 204; in 304 it may be left out.
  if (answer.status >= 200 && answer.status != 204 && answer.status != 304) {
    fmt::format_to(std::back_inserter(head), "Content-Length: {}\r\n", answer.size());
  }
  head += every_answer;
  head += answer.sandboxed ? sandbox_policy : page_policy;
  if (form.secure) head += https_only;
  if (answer.status != 101 && !form.keep_alive) head += "Connection: close\r\n";
  head += "\r\n";
  return head;
}

std::string http_date(std::time_t now) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(now));
}

}  // namespace ling
