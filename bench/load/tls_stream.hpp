// One TLS connection without blocking, driven by a LoadLoop: OpenSSL directly on the socket, as little as possible
// between the socket and the caller. One thread only.
#pragma once

#include <openssl/ssl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace ling::load {

struct SslFree {
  void operator()(SSL* ssl) const { SSL_free(ssl); }
  void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
};
using SslContext = std::unique_ptr<SSL_CTX, SslFree>;

/// Trusts the authority in this PEM file and nobody else. Throws.
SslContext client_context(const std::string& authority_file);
/// Serves with this chain and key. Throws.
SslContext server_context(const std::string& chain_file, const std::string& key_file);

class TlsStream {
 public:
  /// Connects to the loopback address, blocking until TLS is up and the certificate is verified. Throws.
  TlsStream(SSL_CTX* context, std::uint16_t port);
  /// Begins to connect; nothing blocks. shake_hands() goes on with it. Throws.
  static TlsStream beginning(SSL_CTX* context, std::uint16_t port);
  enum class Handshake { done, waiting, closed };
  /// done: TLS is up and the certificate is verified. waiting: call again when the socket is ready. closed: the other
  /// side went away. Throws when the certificate is not to be trusted.
  Handshake shake_hands();
  /// Takes over an accepted socket, blocking until TLS is up. Throws.
  static TlsStream accepted(SSL_CTX* context, int fd);
  TlsStream(TlsStream&& other) noexcept;
  TlsStream& operator=(TlsStream&&) = delete;
  ~TlsStream();

  /// Still blocking: for handshakes above TLS.
  void write_all(std::string_view bytes);
  std::string read_some();
  /// From here on nothing blocks.
  void stop_blocking();

  [[nodiscard]] int fd() const { return fd_; }

  /// Appends what has come. false: the other side is gone.
  bool read_into(std::string& buffer);
  /// Queues bytes; they go out with the next flush().
  void queue(std::string_view bytes) { out_.append(bytes); }
  /// true: everything is out. false: the socket is full, call again when it is writable.
  bool flush();

 private:
  TlsStream(SSL_CTX* context, int fd);
  TlsStream(SSL_CTX* context, int fd, bool is_server);

  int fd_ = -1;
  std::unique_ptr<SSL, SslFree> ssl_;
  std::string out_;
  std::size_t sent_ = 0;
};

}  // namespace ling::load
