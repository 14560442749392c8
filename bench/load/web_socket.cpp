#include "load/web_socket.hpp"

#include <stdexcept>
#include <utility>

namespace ling::load {
namespace {

constexpr unsigned char text_opcode = 1, close_opcode = 8, ping_opcode = 9, pong_opcode = 10;

struct Header {
  std::size_t size = 0;  ///< 0: not all of it has come.
  unsigned char opcode = 0;
  std::uint64_t length = 0;
};

/// RFC 6455 section 5.2; a server never masks.
Header header_of(std::string_view bytes) {
  if (bytes.size() < 2) return {};
  Header header{2, static_cast<unsigned char>(bytes[0] & 0x0f), static_cast<std::uint64_t>(bytes[1] & 0x7f)};
  const std::size_t extended = header.length == 126 ? 2 : header.length == 127 ? 8 : 0;
  if (extended == 0) return header;
  if (bytes.size() < 2 + extended) return {};
  header.length = 0;
  for (std::size_t i = 0; i < extended; ++i)
    header.length = header.length << 8 | static_cast<unsigned char>(bytes[2 + i]);
  header.size += extended;
  return header;
}

std::string upgrade_request(std::uint16_t port, const std::string& token) {
  return "GET /ws HTTP/1.1\r\nHost: localhost:" + std::to_string(port) +
         "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
         "Sec-WebSocket-Key: bGluZyBsb2FkIGNsaWVudA==\r\nAuthorization: Bearer " +
         token + "\r\n\r\n";
}

}  // namespace

WebSocket::WebSocket(SSL_CTX* context, std::uint16_t port, const std::string& token) : stream_(context, port) {
  stream_.write_all(upgrade_request(port, token));
  do {
    in_ += stream_.read_some();
  } while (!take_upgrade());
  stream_.stop_blocking();
}

std::unique_ptr<WebSocket> WebSocket::beginning(SSL_CTX* context, std::uint16_t port, const std::string& token) {
  return std::unique_ptr<WebSocket>(new WebSocket(TlsStream::beginning(context, port), upgrade_request(port, token)));
}

bool WebSocket::take_upgrade() {
  const std::size_t end = in_.find("\r\n\r\n");
  if (end == std::string::npos) return false;
  if (!in_.starts_with("HTTP/1.1 101")) throw std::runtime_error("upgrade refused: " + in_.substr(0, in_.find('\r')));
  in_.erase(0, end + 4);
  return true;
}

void WebSocket::send(std::string_view text) {
  add_frame(text_opcode, text);
}

void WebSocket::add_frame(unsigned char opcode, std::string_view payload) {
  // A mask of zeros is a mask, and leaves the payload as it is: the load comes from the server's work, not from ours.
  std::string header{static_cast<char>(0x80 | opcode)};
  if (payload.size() < 126) {
    header += static_cast<char>(0x80 | payload.size());
  } else if (payload.size() < 65536) {
    header += static_cast<char>(0x80 | 126);
    header += static_cast<char>(payload.size() >> 8);
    header += static_cast<char>(payload.size());
  } else {
    throw std::length_error("frames of the load client are below 64 KiB");
  }
  header.append(4, '\0');
  stream_.queue(header);
  stream_.queue(payload);
}

bool WebSocket::receive() {
  if (state_ == State::shaking_hands) {
    const auto handshake = stream_.shake_hands();
    if (handshake != TlsStream::Handshake::done) return handshake == TlsStream::Handshake::waiting;
    stream_.queue(std::exchange(request_, {}));
    stream_.flush();
    state_ = State::upgrading;
  }
  const bool open = stream_.read_into(in_);
  if (state_ == State::upgrading) {
    if (!take_upgrade()) return open;
    state_ = State::open;
  }
  std::size_t begin = 0;
  while (true) {
    const std::string_view rest = std::string_view(in_).substr(begin);
    const Header header = header_of(rest);
    if (header.size == 0 || rest.size() < header.size + header.length) break;
    const std::string_view payload = rest.substr(header.size, header.length);
    if (header.opcode == text_opcode && on_text_) on_text_(payload);
    if (header.opcode == ping_opcode) add_frame(pong_opcode, payload);
    if (header.opcode == close_opcode) {
      if (payload.size() >= 2)
        close_code_ = static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]);
      return false;
    }
    begin += header.size + header.length;
  }
  in_.erase(0, begin);
  // An idle connection keeps no buffer.
  if (in_.empty() && in_.capacity() > 1024) in_.shrink_to_fit();
  return open;
}

}  // namespace ling::load
