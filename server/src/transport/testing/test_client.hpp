// A blocking client for tests: TCP or TLS, HTTP/1.1, WebSocket. Every wait ends after ten seconds with an exception.
#pragma once

#include "transport/unique_fd.hpp"

#include <openssl/ssl.h>

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>

namespace ling::testing {

struct ConnectOptions {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;
  bool tls = true;
  std::string ca_pem;                     ///< Trusted for the server's certificate.
  std::string server_name = "localhost";  ///< Checked against the certificate.
  std::string protocols;                  ///< ALPN, in wire form.
  int max_tls_version = 0;
  int receive_buffer = 0;  ///< Bytes; 0 = the system's choice.
  SSL_SESSION* resume = nullptr;
};

/// The other side ended the connection, in order or not.
struct Ended : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Connection {
 public:
  /// Throws std::runtime_error when there is no connection, or no trust.
  explicit Connection(const ConnectOptions& options);

  void send(std::string_view bytes);
  /// At least one byte; throws Ended at the end.
  std::string receive();
  std::string receive_exactly(std::size_t size);
  std::string receive_until(std::string_view mark);
  /// Everything up to the end.
  std::string receive_all();
  [[nodiscard]] SSL* tls() const { return tls_.get(); }
  [[nodiscard]] int fd() const { return fd_.get(); }

 private:
  struct Free {
    void operator()(SSL_CTX* context) const { SSL_CTX_free(context); }
    void operator()(SSL* tls) const { SSL_free(tls); }
  };
  void begin_tls(const ConnectOptions& options);

  UniqueFd fd_;
  std::unique_ptr<SSL_CTX, Free> context_;
  std::unique_ptr<SSL, Free> tls_;
  std::string input_;
};

struct Response {
  unsigned status = 0;
  std::string head;
  std::multimap<std::string, std::string> headers;  ///< Names in lower case.
  std::string body;

  [[nodiscard]] std::string header(const std::string& name) const;
};

/// Reads one response; `head_only` for the answer to HEAD.
Response read_response(Connection& connection, bool head_only = false);
Response ask(Connection& connection, std::string_view request, bool head_only = false);

struct Frame {
  unsigned opcode = 0;
  std::string payload;
  [[nodiscard]] unsigned close_code() const;
};

/// A masked frame; `head` is its first byte.
std::string masked_frame(unsigned head, std::string_view payload);

class Socket {
 public:
  /// Upgrades the connection; throws std::runtime_error with the status when refused.
  Socket(Connection connection, std::string_view headers);

  void send_text(std::string_view text);
  void send_raw(std::string_view bytes) { connection_.send(bytes); }
  Frame next();
  /// The next text; answers pings on the way. Throws std::runtime_error when a close frame comes instead.
  std::string next_text();
  /// Reads up to the close frame and answers it.
  unsigned wait_for_close();
  Connection& connection() { return connection_; }

 private:
  Connection connection_;
};

}  // namespace ling::testing
