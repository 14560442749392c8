// Many WebSockets on one epoll, on the calling thread.
#pragma once

#include "load/web_socket.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <unordered_map>

namespace ling::load {

class LoadLoop {
 public:
  LoadLoop();
  ~LoadLoop();
  LoadLoop(const LoadLoop&) = delete;
  LoadLoop& operator=(const LoadLoop&) = delete;

  /// Keeps the socket; the reference is good until it is dropped.
  WebSocket& add(std::unique_ptr<WebSocket> socket);
  /// Ends a connection at once, without a word to the server. Not from within the socket's own listener.
  void drop(WebSocket& socket);
  /// Called with a socket that the server closed, which is dropped then; without this, turn() throws.
  void on_closed(std::function<void(WebSocket&)> listener) { on_closed_ = std::move(listener); }
  /// Reads nothing more from a socket, until it is resumed.
  void pause(WebSocket& socket);
  void resume(WebSocket& socket);
  /// Waits at most this long for something to read, reads it, writes what was queued. Throws when a server closed.
  void turn(std::chrono::microseconds longest_wait);
  /// Turns until `done` says so. Throws after `limit`.
  void run_until(const std::function<bool()>& done, std::chrono::seconds limit);

 private:
  void control(int operation, WebSocket& socket) const;

  int epoll_ = -1;
  std::unordered_map<WebSocket*, std::unique_ptr<WebSocket>> sockets_;
  std::function<void(WebSocket&)> on_closed_;
};

}  // namespace ling::load
