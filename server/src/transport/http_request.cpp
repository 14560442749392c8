#include "transport/http_request.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>

namespace ling {
namespace {

std::string_view view(boost::beast::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

std::string_view header(const HttpRequest& request, http::field name) {
  const auto found = request.find(name);
  return found == request.end() ? std::string_view{} : view(found->value());
}

std::string_view header(const HttpRequest& request, std::string_view name) {
  const auto found = request.find(boost::beast::string_view(name.data(), name.size()));
  return found == request.end() ? std::string_view{} : view(found->value());
}

std::optional<std::string_view> header_if(const HttpRequest& request, http::field name) {
  const auto found = request.find(name);
  if (found == request.end()) return std::nullopt;
  return view(found->value());
}

std::string_view path_of(const HttpRequest& request) {
  const std::string_view target = view(request.target());
  return target.substr(0, target.find_first_of("?#"));
}

HttpRequestReader::HttpRequestReader(std::size_t max_body_bytes, IsStreamed is_streamed)
    : max_body_bytes_(max_body_bytes), is_streamed_(std::move(is_streamed)) {
  parser_.header_limit(max_head_bytes);
  // Ours is looked at in check_head(), where it is known who takes the body.
  parser_.body_limit(boost::none);
}

HttpRequestReader::State HttpRequestReader::put(std::string& input) {
  while (!input.empty() && !parser_.is_done() && !streamed_) {
    boost::system::error_code error;
    const std::size_t used = parser_.put(boost::asio::buffer(input), error);
    input.erase(0, used);
    if (error == http::error::need_more) break;
    if (error == http::error::header_limit) return refuse(http::status::request_header_fields_too_large);
    if (error == http::error::body_limit) return refuse(http::status::payload_too_large);
    if (error) return refuse(http::status::bad_request);
    // Not eager until then, so that no body is parsed before its header is found to be in order.
    if (parser_.is_header_done() && !parser_.eager()) {
      if (const auto status = check_head()) return refuse(*status);
      parser_.eager(true);
    }
  }
  if (!parser_.is_header_done()) return State::needs_head;
  if (streamed_) return State::complete;
  return parser_.is_done() ? State::complete : State::needs_body;
}

bool HttpRequestReader::wants_continue() {
  return std::exchange(continue_asked_, false);
}

HttpRequestReader::State HttpRequestReader::refuse(http::status status) {
  refusal_ = status;
  return State::refused;
}

std::optional<http::status> HttpRequestReader::check_head() {
  const HttpRequest& request = parser_.get();
  // RFC 9112 section 3.2: 400 for an HTTP/1.1 request without Host and for any request with more than one.
  const std::size_t hosts = request.count(http::field::host);
  if (hosts > 1 || (hosts == 0 && request.version() >= 11)) return http::status::bad_request;
  // Only the origin form (section 3.2.1) is of use here.
  if (!view(request.target()).starts_with('/')) return http::status::bad_request;
  // Section 6.3 lets a server ask for a length. Nobody of ours sends chunks, they are what requests are smuggled with, and
  // Beast 1.81 asserts on a last chunk that comes in pieces.
  if (request.count(http::field::transfer_encoding) > 0) return http::status::length_required;
  const std::uint64_t length = parser_.content_length().value_or(0);
  streamed_ = is_streamed_ && is_streamed_(request);
  if (streamed_) streamed_bytes_ = length;
  if (!streamed_ && length > max_body_bytes_) return http::status::payload_too_large;
  continue_asked_ = boost::beast::iequals(request[http::field::expect], "100-continue");
  return std::nullopt;
}

}  // namespace ling
