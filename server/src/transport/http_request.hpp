// HTTP/1.1 requests from bytes, without any I/O: Beast's parser under our limits. Never throws on input.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace ling {

namespace http = boost::beast::http;

using HttpRequest = http::request<http::string_body>;

/// The header's value, or empty. With several of the name, the first.
std::string_view header(const HttpRequest& request, http::field name);
std::string_view header(const HttpRequest& request, std::string_view name);
/// The header's value when it is there at all.
std::optional<std::string_view> header_if(const HttpRequest& request, http::field name);
/// The target without its query.
std::string_view path_of(const HttpRequest& request);

class HttpRequestReader {
 public:
  enum class State {
    needs_head,
    needs_body,
    complete,
    refused,  ///< Answer with refusal() and close.
  };

  /// Whether a request, of which the header is known, keeps its body out of memory: it is complete without it.
  using IsStreamed = std::function<bool(const HttpRequest&)>;

  explicit HttpRequestReader(std::size_t max_body_bytes, IsStreamed is_streamed = {});

  /// Takes what it can use from the front of `input`.
  State put(std::string& input);
  /// The client waits for "100 Continue" before it sends the body. True once.
  bool wants_continue();
  [[nodiscard]] http::status refusal() const { return refusal_; }
  /// Only when complete.
  HttpRequest take() { return parser_.release(); }
  /// Of a complete request: bytes of its body that were left in the input, or are to come.
  [[nodiscard]] std::uint64_t body_left() const { return streamed_bytes_; }
  /// What is known so far, for the answer to a refused request.
  [[nodiscard]] const HttpRequest& seen() const { return parser_.get(); }

  static constexpr std::uint32_t max_head_bytes = 16 * 1024;

 private:
  State refuse(http::status status);
  /// Rules that Beast leaves to us; nullopt: the header is in order.
  std::optional<http::status> check_head();

  http::request_parser<http::string_body> parser_;
  std::size_t max_body_bytes_;
  IsStreamed is_streamed_;
  std::uint64_t streamed_bytes_ = 0;
  bool streamed_ = false;
  http::status refusal_ = http::status::bad_request;
  bool continue_asked_ = false;
};

}  // namespace ling
