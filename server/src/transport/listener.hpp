// Listening sockets: binding them with a sentence when it fails, and accepting from them.
#pragma once

#include "foundation/task.hpp"
#include "transport/peer.hpp"
#include "transport/unique_fd.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>
#include <sys/socket.h>

#include <cstdint>
#include <string>
#include <vector>

namespace ling {

class Loop;

/// Listening TCP sockets, one per loop and address, that share `port` (0 = the system chooses one for all of them).
/// Throws std::system_error with a sentence that names address, port and reason; `setting` is what to change in the
/// configuration.
std::vector<std::vector<UniqueFd>> listen_everywhere(const std::vector<std::string>& addresses, std::uint16_t port,
                                                     std::size_t loops, std::string_view setting);
/// UDP sockets, one per address, on one port as above. They tell where a datagram was sent to (IP_PKTINFO).
std::vector<UniqueFd> bind_datagrams(const std::vector<std::string>& addresses, std::uint16_t port,
                                     std::string_view setting);
std::uint16_t port_of(int socket);

/// Accepts for one loop. When the process or the system has no descriptor left, it waits a little instead of spinning.
class Listener {
 public:
  Listener(Loop& loop, UniqueFd socket, Door door);
  Listener(const Listener&) = delete;
  Listener& operator=(const Listener&) = delete;

  void start() { wait(); }
  void stop();

 private:
  void wait();
  void accept_waiting();
  void pause();

  Loop& loop_;
  Door door_;
  bool pause_told_ = false;
  asio::posix::basic_stream_descriptor<Executor> socket_;
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor> timer_;
};

}  // namespace ling
