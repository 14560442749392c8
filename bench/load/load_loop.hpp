// Many WebSockets on one epoll, on the calling thread.
#pragma once

#include "load/web_socket.hpp"

#include <chrono>
#include <functional>
#include <memory>
#include <vector>

namespace ling::load {

class LoadLoop {
 public:
  LoadLoop();
  ~LoadLoop();
  LoadLoop(const LoadLoop&) = delete;
  LoadLoop& operator=(const LoadLoop&) = delete;

  /// Keeps the socket; the reference is good as long as the loop.
  WebSocket& add(std::unique_ptr<WebSocket> socket);
  /// Waits at most this long for something to read, reads it, writes what was queued. Throws when a server closed.
  void turn(std::chrono::microseconds longest_wait);
  /// Turns until `done` says so. Throws after `limit`.
  void run_until(const std::function<bool()>& done, std::chrono::seconds limit);

 private:
  int epoll_ = -1;
  std::vector<std::unique_ptr<WebSocket>> sockets_;
};

}  // namespace ling::load
