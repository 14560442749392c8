// A client's WebSocket to the server (RFC 6455) over TLS, signed in with a token. One thread only.
#pragma once

#include "load/tls_stream.hpp"

#include <functional>

namespace ling::load {

class WebSocket {
 public:
  using OnText = std::function<void(std::string_view frame)>;

  /// Connects and signs in, blocking until the server accepts the upgrade. Throws.
  WebSocket(SSL_CTX* context, std::uint16_t port, const std::string& token);

  void on_text(OnText listener) { on_text_ = std::move(listener); }
  /// Queues a text frame; it goes out with the next flush().
  void send(std::string_view text);
  bool flush() { return stream_.flush(); }
  /// Reads what has come and hands over each text frame. false: the server closed.
  bool receive();

  [[nodiscard]] int fd() const { return stream_.fd(); }

 private:
  void add_frame(unsigned char opcode, std::string_view payload);

  TlsStream stream_;
  std::string in_;
  OnText on_text_;
};

}  // namespace ling::load
