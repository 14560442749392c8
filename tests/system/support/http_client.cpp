#include "support/http_client.hpp"

#include "foundation/text.hpp"

#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <stdexcept>

namespace ling::system_test {

namespace asio = boost::asio;
namespace beast = boost::beast;

boost::json::value HttpReply::json() const {
  boost::json::error_code error;
  boost::json::value value = boost::json::parse(body, error);
  if (error) return nullptr;
  return value;
}

HttpReply http(std::uint16_t port, const HttpRequest& request) {
  asio::io_context context{1};
  beast::tcp_stream stream(context);
  stream.expires_after(std::chrono::seconds(30));
  beast::http::request<beast::http::string_body> message;
  message.method_string(request.method);
  message.target(request.target);
  message.version(11);
  message.set("Host", "localhost:" + std::to_string(port));
  for (const auto& [name, value] : request.headers)
    message.set(name, value);
  message.body() = request.body;
  message.prepare_payload();
  beast::http::response_parser<beast::http::string_body> parser;
  parser.body_limit(64 * 1024 * 1024);
  parser.skip(request.method == "HEAD");
  beast::flat_buffer buffer;
  beast::error_code failure;
  stream.async_connect(asio::ip::tcp::endpoint(asio::ip::address_v4::loopback(), port), [&](beast::error_code error) {
    if (error) return void(failure = error);
    beast::http::async_write(stream, message, [&](beast::error_code, std::size_t) {
      // A server may answer and close before it has read everything: the answer counts, not the write.
      beast::http::async_read(stream, buffer, parser,
                              [&](beast::error_code read_error, std::size_t) { failure = read_error; });
    });
  });
  context.run();
  if (failure && !parser.is_header_done()) throw std::runtime_error(request.target + ": " + failure.message());
  HttpReply reply;
  reply.status = parser.get().result_int();
  reply.body = parser.get().body();
  for (const auto& field : parser.get()) {
    std::string& value = reply.headers[text::lower_ascii(std::string(field.name_string()))];
    if (!value.empty()) value += "\n";
    value += field.value();
  }
  return reply;
}

HttpReply post(std::uint16_t port, const std::string& command, const boost::json::value& params,
               const std::string& token, std::vector<std::pair<std::string, std::string>> headers) {
  HttpRequest request{
      "POST", "/api/" + command, {{"Content-Type", "application/json"}}, boost::json::serialize(params)};
  if (!token.empty()) request.headers.emplace_back("Authorization", "Bearer " + token);
  for (auto& header : headers)
    request.headers.push_back(std::move(header));
  return http(port, request);
}

}  // namespace ling::system_test
