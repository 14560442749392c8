// Bytes to and from the plain port of localhost, for what a well-behaved client never sends.
#pragma once

#include <cstdint>
#include <string>

namespace ling::system_test {

class RawConnection {
 public:
  explicit RawConnection(std::uint16_t http_port);
  ~RawConnection();
  RawConnection(const RawConnection&) = delete;
  RawConnection& operator=(const RawConnection&) = delete;

  /// Upgrades to a WebSocket with a bearer token; true when the server agreed.
  bool upgrade(const std::string& token);
  void send(const std::string& bytes);
  /// What came until the end of `mark`, the end of the connection, or 30 seconds.
  std::string read_until(const std::string& mark);
  /// Reads to the end of the connection. The code of the last close frame; 0 = none.
  int wait_for_close();
  /// Reads frames until one holds `mark`; true when it came.
  bool wait_for_text(const std::string& mark);

 private:
  bool receive();

  int fd_ = -1;
  std::uint16_t port_;
  std::string received_;
};

/// A client frame (RFC 6455 section 5.2), masked with zeros unless `masked` is false.
std::string frame(int opcode, const std::string& payload, bool masked = true, bool fin = true);

}  // namespace ling::system_test
