#include "support/hostile_packets.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

namespace ling::system_test {

Stranger::Stranger(int type, const std::string& address, std::uint16_t port)
    : fd_(::socket(AF_INET, type | SOCK_CLOEXEC, 0)) {
  sockaddr_in to{};
  to.sin_family = AF_INET;
  to.sin_port = htons(port);
  ::inet_pton(AF_INET, address.c_str(), &to.sin_addr);
  (void)::connect(fd_, reinterpret_cast<const sockaddr*>(&to), sizeof to);
}

Stranger::~Stranger() {
  ::close(fd_);
}

void Stranger::send(std::span<const std::uint8_t> bytes) const {
  (void)::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
}

bool Stranger::is_answered() const {
  char byte = 0;
  return ::recv(fd_, &byte, 1, MSG_DONTWAIT | MSG_PEEK) >= 0;
}

std::vector<std::vector<std::uint8_t>> hostile_seeds(const std::string& username) {
  std::vector<std::uint8_t> stun = {0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xA4, 0x42};
  for (std::uint8_t i = 0; i < 12; ++i)
    stun.push_back(i);
  const std::string name = username + ":peer";
  stun.insert(stun.end(), {0x00, 0x06, 0x00, static_cast<std::uint8_t>(name.size())});
  stun.insert(stun.end(), name.begin(), name.end());
  while (stun.size() % 4 != 0)
    stun.push_back(0);
  stun.insert(stun.end(), {0x00, 0x08, 0x00, 0x14});
  stun.insert(stun.end(), 20, 0x5A);
  stun[2] = static_cast<std::uint8_t>((stun.size() - 20) >> 8);
  stun[3] = static_cast<std::uint8_t>(stun.size() - 20);

  std::vector<std::uint8_t> hello = {0x16, 0xFE, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0,    0,    0x36, 0x01,
                                     0,    0,    0x2A, 0, 0, 0, 0, 0, 0, 0, 0x2A, 0xFE, 0xFD};
  hello.insert(hello.end(), 32, 0x11);
  hello.insert(hello.end(), {0, 0, 0, 2, 0xC0, 0x2B, 1, 0});

  std::vector<std::uint8_t> rtp = {0x90, 0x60, 0, 1, 0, 0, 0, 1, 0, 0, 4, 0xD2, 0xBE, 0xDE, 0, 1, 0x10, 0x30, 0, 0};
  rtp.insert(rtp.end(), 200, 0x77);
  std::vector<std::uint8_t> rtcp = {0x80, 0xC8, 0, 6, 0, 0, 4, 0xD2};
  rtcp.insert(rtcp.end(), 20, 0x01);
  return {stun, hello, rtp, rtcp};
}

std::vector<std::uint8_t> mutated(std::vector<std::uint8_t> packet, std::mt19937& random) {
  const auto below = [&](std::size_t bound) { return static_cast<std::size_t>(random()) % bound; };
  switch (below(4)) {
    case 0:
      packet.resize(below(packet.size() + 1));
      break;
    case 1:
      packet.insert(packet.end(), below(1200), static_cast<std::uint8_t>(random()));
      break;
    default:
      break;
  }
  for (std::size_t changes = below(8); changes > 0 && !packet.empty(); --changes) {
    packet[below(packet.size())] = static_cast<std::uint8_t>(random());
  }
  return packet;
}

}  // namespace ling::system_test
