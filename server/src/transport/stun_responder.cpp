#include "transport/stun_responder.hpp"

#include "transport/peer.hpp"
#include "transport/stun_message.hpp"

#include <sys/socket.h>

#include <array>

namespace ling {
namespace {

constexpr int answers_per_turn = 64;
/// A browser asks a few times for each of its addresses; a household has some browsers.
constexpr Rate rate_of_a_network{60, 10};

}  // namespace

StunResponder::StunResponder(Executor loop, std::vector<UniqueFd> sockets) {
  for (UniqueFd& socket : sockets)
    sockets_.push_back(std::make_unique<Descriptor>(loop, socket.release()));
}

void StunResponder::start() {
  for (const auto& socket : sockets_)
    wait(*socket);
}

void StunResponder::wait(Descriptor& socket) {
  socket.async_wait(Descriptor::wait_read, [this, &socket](boost::system::error_code error) {
    if (error) return;
    answer_waiting(socket.native_handle());
    wait(socket);
  });
}

void StunResponder::answer_waiting(int socket) {
  std::array<std::uint8_t, 1500> datagram;
  // Where it was sent to: the answer has to come from there.
  alignas(cmsghdr) std::array<char, 64> destination;
  for (int i = 0; i < answers_per_turn; ++i) {
    sockaddr_storage source{};
    iovec part{datagram.data(), datagram.size()};
    msghdr packet{};
    packet.msg_name = &source;
    packet.msg_namelen = sizeof source;
    packet.msg_iov = &part;
    packet.msg_iovlen = 1;
    packet.msg_control = destination.data();
    packet.msg_controllen = destination.size();
    const ssize_t size = ::recvmsg(socket, &packet, MSG_DONTWAIT);
    // Also what comes back as an error for an earlier answer is done with by reading it.
    if (size < 0) return;
    if ((packet.msg_flags & MSG_TRUNC) != 0) continue;
    const auto request = stun::parse_request({datagram.data(), static_cast<std::size_t>(size)});
    if (!request) continue;
    if (limits_
            .take(rate_of_a_network, network_of(describe_peer(source, Door::http).address),
                  std::chrono::steady_clock::now())
            .count() > 0)
      continue;
    std::vector<std::uint8_t> answer = stun::answer(*request, source);
    if (answer.empty()) continue;
    part = {answer.data(), answer.size()};
    // Nobody waits for a datagram: what cannot be sent now is asked for again.
    ::sendmsg(socket, &packet, MSG_DONTWAIT | MSG_NOSIGNAL);
  }
}

}  // namespace ling
