// A signed-in device that follows its user's events as ling/protocol/stream.hpp says: it resumes from the place it has
// reached, and fetches what it missed. It begins where the server's first hello says, without a snapshot. One thread.
#pragma once

#include "load/load_loop.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <string>

namespace ling::load {

class StreamClient {
 public:
  /// One event after the other, each once, in the order of the stream; the fleeting ones as they come.
  using OnEvent = std::function<void(std::string_view name, const boost::json::value& data)>;
  /// The answer to send(), whole: {"id", "result"} or {"id", "error"}.
  using OnAnswer = std::function<void(int id, const boost::json::object& answer)>;
  using OnGreeted = std::function<void()>;

  explicit StreamClient(std::string token) : token_(std::move(token)) {}
  StreamClient(const StreamClient&) = delete;
  StreamClient& operator=(const StreamClient&) = delete;

  void on_event(OnEvent listener) { on_event_ = std::move(listener); }
  void on_answer(OnAnswer listener) { on_answer_ = std::move(listener); }
  void on_greeted(OnGreeted listener) { on_greeted_ = std::move(listener); }

  /// Begins to connect.
  void connect(LoadLoop& loop, SSL_CTX* context, std::uint16_t port);
  /// The connection is no more: what was asked is not answered, what was held is forgotten.
  void disconnected();

  /// The socket while there is one.
  [[nodiscard]] WebSocket* socket() const { return socket_; }
  [[nodiscard]] bool greeted() const { return socket_ != nullptr && greeted_; }
  /// Has everything that the server had at the last hello, and all that followed without a gap.
  [[nodiscard]] bool in_step() const { return greeted() && !reading_ && held_.empty(); }
  [[nodiscard]] std::int64_t pts() const { return pts_; }
  /// How many events had to be fetched, because they did not come by themselves.
  [[nodiscard]] std::size_t fetched() const { return fetched_; }

  /// Only while greeted. The id of the command.
  int send(std::string_view command, const boost::json::value& params);

 private:
  struct Event {
    std::string name;
    boost::json::value data;
  };
  void receive(std::string_view frame);
  void receive_page(const boost::json::object& answer);
  void advance();
  void read_stream();

  std::string token_;
  OnEvent on_event_;
  OnAnswer on_answer_;
  OnGreeted on_greeted_;
  WebSocket* socket_ = nullptr;
  bool greeted_ = false, reading_ = false;
  std::int64_t pts_ = -1;  ///< -1 = has never been greeted.
  std::map<std::int64_t, Event> held_;
  std::size_t fetched_ = 0;
  int last_id_ = 0, read_id_ = 0;
};

}  // namespace ling::load
