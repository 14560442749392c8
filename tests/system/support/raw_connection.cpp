#include "support/raw_connection.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <stdexcept>

namespace ling::system_test {

RawConnection::RawConnection(std::uint16_t http_port) : port_(http_port) {
  fd_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(http_port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::runtime_error("connect");
}

RawConnection::~RawConnection() {
  ::close(fd_);
}

void RawConnection::send(const std::string& bytes) {
  std::size_t sent = 0;
  while (sent < bytes.size()) {
    const auto size = ::send(fd_, bytes.data() + sent, bytes.size() - sent, MSG_NOSIGNAL);
    if (size <= 0) return;  // the server has closed: what it answered can still be read
    sent += static_cast<std::size_t>(size);
  }
}

bool RawConnection::receive() {
  pollfd waiting{fd_, POLLIN, 0};
  if (::poll(&waiting, 1, 30000) <= 0) return false;
  std::array<char, 16384> buffer{};
  const auto size = ::recv(fd_, buffer.data(), buffer.size(), 0);
  if (size <= 0) return false;
  received_.append(buffer.data(), static_cast<std::size_t>(size));
  return true;
}

std::string RawConnection::read_until(const std::string& mark) {
  while (received_.find(mark) == std::string::npos && receive()) {
  }
  const auto end = received_.find(mark);
  const std::size_t size = end == std::string::npos ? received_.size() : end + mark.size();
  std::string text = received_.substr(0, size);
  received_.erase(0, size);
  return text;
}

bool RawConnection::upgrade(const std::string& token) {
  send(
      "GET /ws HTTP/1.1\r\nHost: localhost:" + std::to_string(port_) +
      "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
      "Authorization: Bearer " +
      token + "\r\n\r\n");
  return read_until("\r\n\r\n").rfind("HTTP/1.1 101", 0) == 0;
}

bool RawConnection::wait_for_text(const std::string& mark) {
  return read_until(mark).find(mark) != std::string::npos;
}

int RawConnection::wait_for_close() {
  while (receive()) {
  }
  // Server frames are unmasked: walk them to the close frame.
  std::size_t at = 0;
  while (at + 2 <= received_.size()) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(received_[at + i]); };
    std::size_t size = byte(1) & 0x7fU;
    std::size_t header = 2;
    if (size == 126) {
      size = static_cast<std::size_t>(byte(2)) << 8 | byte(3);
      header = 4;
    } else if (size == 127) {
      size = 0;
      for (std::size_t i = 2; i < 10; ++i)
        size = size << 8 | byte(i);
      header = 10;
    }
    if ((byte(0) & 0x0fU) == 8 && size >= 2) return byte(header) << 8 | byte(header + 1);
    at += header + size;
  }
  return 0;
}

std::string frame(int opcode, const std::string& payload, bool masked, bool fin) {
  std::string bytes;
  bytes += static_cast<char>((fin ? 0x80 : 0) | opcode);
  const int mask_bit = masked ? 0x80 : 0;
  if (payload.size() < 126) {
    bytes += static_cast<char>(mask_bit | static_cast<int>(payload.size()));
  } else if (payload.size() < 65536) {
    bytes += static_cast<char>(mask_bit | 126);
    bytes += static_cast<char>(payload.size() >> 8);
    bytes += static_cast<char>(payload.size() & 0xff);
  } else {
    bytes += static_cast<char>(mask_bit | 127);
    for (int shift = 56; shift >= 0; shift -= 8)
      bytes += static_cast<char>((payload.size() >> shift) & 0xff);
  }
  if (masked) bytes += std::string(4, '\0');
  return bytes + payload;
}

}  // namespace ling::system_test
