#include "load/load_loop.hpp"

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace ling::load {

LoadLoop::LoadLoop() : epoll_(::epoll_create1(EPOLL_CLOEXEC)) {}
LoadLoop::~LoadLoop() {
  ::close(epoll_);
}

WebSocket& LoadLoop::add(std::unique_ptr<WebSocket> socket) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.ptr = socket.get();
  if (::epoll_ctl(epoll_, EPOLL_CTL_ADD, socket->fd(), &event) != 0) throw std::runtime_error("epoll_ctl");
  sockets_.push_back(std::move(socket));
  WebSocket& added = *sockets_.back();
  // Frames that came with the answer to the upgrade are no news to epoll.
  if (!added.receive()) throw std::runtime_error("the server closed a connection");
  return added;
}

void LoadLoop::turn(std::chrono::microseconds longest_wait) {
  std::array<epoll_event, 256> events;
  timespec wait{longest_wait.count() / 1000000, (longest_wait.count() % 1000000) * 1000};
  const int count = ::epoll_pwait2(epoll_, events.data(), static_cast<int>(events.size()), &wait, nullptr);
  for (int i = 0; i < count; ++i) {
    auto& socket = *static_cast<WebSocket*>(events[static_cast<std::size_t>(i)].data.ptr);
    if (!socket.receive()) throw std::runtime_error("the server closed a connection");
    socket.flush();
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
