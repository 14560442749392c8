// A client's WebSocket to the server (RFC 6455) over TLS, signed in with a token. One thread only.
#pragma once

#include "load/tls_stream.hpp"

#include <functional>
#include <memory>

namespace ling::load {

class WebSocket {
 public:
  using OnText = std::function<void(std::string_view frame)>;

  /// Connects and signs in, blocking until the server accepts the upgrade. Throws.
  WebSocket(SSL_CTX* context, std::uint16_t port, const std::string& token);

  /// Begins to connect and to sign in; nothing blocks. receive() goes on with it.
  static std::unique_ptr<WebSocket> beginning(SSL_CTX* context, std::uint16_t port, const std::string& token);

  /// The upgrade was accepted: send() may be called.
  [[nodiscard]] bool is_open() const { return state_ == State::open; }
  /// After receive() has said that the server closed: the code it closed with, 0 for none.
  [[nodiscard]] int close_code() const { return close_code_; }

  void on_text(OnText listener) { on_text_ = std::move(listener); }
  /// Queues a text frame; it goes out with the next flush().
  void send(std::string_view text);
  bool flush() { return stream_.flush(); }
  /// Reads what has come and hands over each text frame. false: the server closed, or never was there. Throws when it
  /// refuses the upgrade.
  bool receive();

  [[nodiscard]] int fd() const { return stream_.fd(); }

 private:
  enum class State { shaking_hands, upgrading, open };
  WebSocket(TlsStream stream, std::string request)
      : stream_(std::move(stream)), request_(std::move(request)), state_(State::shaking_hands) {}
  /// true: the answer to the upgrade is complete, and accepted. Throws when it is a refusal.
  bool take_upgrade();
  void add_frame(unsigned char opcode, std::string_view payload);

  TlsStream stream_;
  std::string request_;
  State state_ = State::open;
  int close_code_ = 0;
  std::string in_;
  OnText on_text_;
};

}  // namespace ling::load
