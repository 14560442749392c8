#include "support/socket_client.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/ssl.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>
#include <stdexcept>

namespace ling::system_test {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace ssl = asio::ssl;

struct SocketClient::Wire {
  explicit Wire(const std::filesystem::path& authority) : stream(context, prepared(tls, authority)) {}

  static ssl::context& prepared(ssl::context& tls, const std::filesystem::path& authority) {
    tls.load_verify_file(authority.string());
    tls.set_verify_mode(ssl::verify_peer);
    return tls;
  }

  /// Runs one asynchronous operation to its end.
  template <class Start>
  beast::error_code await(Start start) {
    std::optional<beast::error_code> outcome;
    start([&](beast::error_code error, auto&&...) { outcome = error; });
    context.restart();
    context.run_for(std::chrono::seconds(30));
    if (!outcome) throw std::runtime_error("nothing came within 30 seconds");
    return *outcome;
  }

  asio::io_context context{1};
  ssl::context tls{ssl::context::tls_client};
  beast::websocket::stream<beast::ssl_stream<beast::tcp_stream>> stream;
  beast::flat_buffer buffer;
};

SocketClient::SocketClient(std::uint16_t https_port, const std::filesystem::path& data, const Options& options)
    : wire_(std::make_unique<Wire>(data / "tls" / "ca.crt")) {
  auto& stream = wire_->stream;
  auto& socket = beast::get_lowest_layer(stream).socket();
  socket.open(asio::ip::tcp::v4());
  if (options.receive_buffer > 0) socket.set_option(asio::socket_base::receive_buffer_size(options.receive_buffer));
  const asio::ip::tcp::endpoint endpoint(asio::ip::address_v4::loopback(), https_port);
  const auto fail_on = [](beast::error_code error, const char* what) {
    if (error) throw std::runtime_error(std::string(what) + ": " + error.message());
  };
  fail_on(wire_->await([&](auto handler) { socket.async_connect(endpoint, handler); }), "connect");
  stream.next_layer().set_verify_callback(ssl::host_name_verification("localhost"));
  fail_on(wire_->await([&](auto handler) { stream.next_layer().async_handshake(ssl::stream_base::client, handler); }),
          "TLS");
  stream.set_option(beast::websocket::stream_base::decorator([&](beast::websocket::request_type& request) {
    if (!options.token.empty()) request.set("Authorization", "Bearer " + options.token);
    if (!options.cookie.empty()) request.set("Cookie", options.cookie);
    if (!options.origin.empty()) request.set("Origin", options.origin);
  }));
  stream.read_message_max(64UL * 1024 * 1024);
  beast::websocket::response_type response;
  const std::string host = "localhost:" + std::to_string(https_port);
  const auto refused = wire_->await([&](auto handler) { stream.async_handshake(response, host, "/ws", handler); });
  if (refused) throw std::runtime_error(std::to_string(response.result_int()));
  hello_ = read_frame().at("hello").as_object();
}

SocketClient::~SocketClient() = default;
SocketClient::SocketClient(SocketClient&&) noexcept = default;

void SocketClient::send_text(const std::string& text) {
  wire_->stream.text(true);
  const auto error = wire_->await([&](auto handler) { wire_->stream.async_write(asio::buffer(text), handler); });
  if (error) throw Closed(0);
}

void SocketClient::send_binary(const std::string& bytes) {
  wire_->stream.binary(true);
  wire_->await([&](auto handler) { wire_->stream.async_write(asio::buffer(bytes), handler); });
}

int SocketClient::send(const std::string& command, const boost::json::value& params) {
  const int id = next_id_++;
  send_text(boost::json::serialize(boost::json::object{{"id", id}, {"command", command}, {"params", params}}));
  return id;
}

boost::json::object SocketClient::call(const std::string& command, const boost::json::value& params) {
  return answer_to(send(command, params));
}

boost::json::object SocketClient::answer_to(int id) {
  for (auto answer = answers_.begin(); answer != answers_.end(); ++answer) {
    if (answer->at("id") != id) continue;
    boost::json::object found = *answer;
    answers_.erase(answer);
    return found;
  }
  while (true) {
    boost::json::object frame = read_frame();
    if (frame.contains("event")) {
      events_.push_back(std::move(frame));
    } else if (frame.at("id") == id) {
      return frame;
    } else {
      answers_.push_back(std::move(frame));
    }
  }
}

boost::json::object SocketClient::next_event() {
  while (events_.empty()) {
    boost::json::object frame = read_frame();
    (frame.contains("event") ? events_ : answers_).push_back(std::move(frame));
  }
  boost::json::object event = events_.front();
  events_.pop_front();
  return event;
}

boost::json::object SocketClient::wait_for_event(const std::string& name) {
  while (true) {
    boost::json::object event = next_event();
    if (event.at("event").as_string() == name) return event;
  }
}

boost::json::object SocketClient::read_frame() {
  wire_->buffer.clear();
  const auto error = wire_->await([&](auto handler) { wire_->stream.async_read(wire_->buffer, handler); });
  // The close frame counts, however the TCP connection ended after it.
  if (error) throw Closed(wire_->stream.reason().code);
  return boost::json::parse(beast::buffers_to_string(wire_->buffer.data())).as_object();
}

int SocketClient::wait_for_close() {
  try {
    while (true)
      read_frame();
  } catch (const Closed& closed) {
    return closed.code;
  }
}

void SocketClient::close() {
  wire_->await([&](auto handler) { wire_->stream.async_close(beast::websocket::close_code::normal, handler); });
}

}  // namespace ling::system_test
