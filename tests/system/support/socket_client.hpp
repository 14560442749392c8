// A WebSocket client over TLS, by Boost.Beast: an implementation other than the server's own. The local authority of
// the server is verified. Every wait ends after 30 seconds with an exception.
#pragma once

#include <boost/json/value.hpp>

#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ling::system_test {

/// The connection ended.
struct Closed : std::exception {
  explicit Closed(int close_code) : code(close_code), text("closed with " + std::to_string(close_code)) {}
  [[nodiscard]] const char* what() const noexcept override { return text.c_str(); }
  int code;  ///< Close code; 0 = without a close frame.
  std::string text;
};

class SocketClient {
 public:
  struct Options {
    std::string token;
    std::string cookie;
    std::string origin;
    int receive_buffer = 0;  ///< SO_RCVBUF in bytes; 0 = the system's.
  };

  /// Throws std::runtime_error with the HTTP status when the upgrade is refused.
  SocketClient(std::uint16_t https_port, const std::filesystem::path& data, const Options& options);
  ~SocketClient();
  SocketClient(SocketClient&&) noexcept;

  /// The first frame.
  [[nodiscard]] const boost::json::object& hello() const { return hello_; }

  /// Sends a command and waits for its answer: the frame with "result" or "error". Events that come before are kept.
  boost::json::object call(const std::string& command, const boost::json::value& params);
  /// Sends without waiting; the id of the command.
  int send(const std::string& command, const boost::json::value& params);
  boost::json::object answer_to(int id);
  void send_text(const std::string& text);
  void send_binary(const std::string& bytes);

  /// The next event, from those kept or from the wire. Throws Closed.
  boost::json::object next_event();
  /// Skips events until one of this name.
  boost::json::object wait_for_event(const std::string& name);
  /// Events that came so far, without waiting for more.
  std::deque<boost::json::object>& kept_events() { return events_; }
  /// Reads until the connection ends; the close code.
  int wait_for_close();
  void close();

 private:
  struct Wire;
  boost::json::object read_frame();

  std::unique_ptr<Wire> wire_;
  boost::json::object hello_;
  std::deque<boost::json::object> events_;
  std::deque<boost::json::object> answers_;
  int next_id_ = 1;
};

}  // namespace ling::system_test
