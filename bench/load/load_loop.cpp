#include "load/load_loop.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <stdexcept>

namespace ling::load {

LoadLoop::LoadLoop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
  // That a server has closed is found out by reading what it said last, not by dying of a pong.
  std::signal(SIGPIPE, SIG_IGN);
}
LoadLoop::~LoadLoop() {
  ::close(epoll_);
}

WebSocket& LoadLoop::add(std::unique_ptr<WebSocket> socket) {
  WebSocket& added = *socket;
  control(EPOLL_CTL_ADD, added);
  sockets_.emplace(&added, std::move(socket));
  // Frames that came with the answer to the upgrade are no news to epoll.
  if (added.is_open() && !added.receive()) throw std::runtime_error("the server closed a connection");
  return added;
}

void LoadLoop::drop(WebSocket& socket) {
  sockets_.erase(&socket);
}

void LoadLoop::pause(WebSocket& socket) {
  control(EPOLL_CTL_DEL, socket);
}

void LoadLoop::resume(WebSocket& socket) {
  control(EPOLL_CTL_ADD, socket);
}

void LoadLoop::control(int operation, WebSocket& socket) const {
  epoll_event event{};
  // One that is not open yet also waits to write; on edges, as it always could.
  event.events = socket.is_open() ? EPOLLIN : EPOLLIN | EPOLLOUT | EPOLLET;
  event.data.ptr = &socket;
  if (::epoll_ctl(epoll_, operation, socket.fd(), &event) != 0) throw std::runtime_error("epoll_ctl");
}

void LoadLoop::turn(std::chrono::microseconds longest_wait) {
  std::array<epoll_event, 256> events;
  timespec wait{longest_wait.count() / 1000000, (longest_wait.count() % 1000000) * 1000};
  const int count = ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &wait, nullptr);
  for (int i = 0; i < count; ++i) {
    auto* const socket = static_cast<WebSocket*>(events[static_cast<std::size_t>(i)].data.ptr);
    // What was done about an earlier one may have dropped it.
    if (!sockets_.contains(socket)) continue;
    if (socket->receive()) {
      if (sockets_.contains(socket)) socket->flush();
      continue;
    }
    if (!on_closed_) throw std::runtime_error("the server closed a connection");
    on_closed_(*socket);
    drop(*socket);
  }
}

void LoadLoop::run_until(const std::function<bool()>& done, std::chrono::seconds limit) {
  const auto end = std::chrono::steady_clock::now() + limit;
  while (!done()) {
    if (std::chrono::steady_clock::now() > end) throw std::runtime_error("the load did not come to its end");
    turn(std::chrono::milliseconds(5));
  }
}

}  // namespace ling::load
