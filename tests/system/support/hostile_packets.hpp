// What strangers may throw at the port of the media engine.
#pragma once

#include <cstdint>
#include <random>
#include <span>
#include <string>
#include <vector>

namespace ling::system_test {

/// A socket of its own at the engine's port. Throws nothing: what is not delivered was not.
class Stranger {
 public:
  /// `type`: SOCK_DGRAM or SOCK_STREAM.
  Stranger(int type, const std::string& address, std::uint16_t port);
  ~Stranger();
  Stranger(const Stranger&) = delete;
  Stranger& operator=(const Stranger&) = delete;

  void send(std::span<const std::uint8_t> bytes) const;
  /// Whether anything came back so far.
  [[nodiscard]] bool is_answered() const;

 private:
  int fd_;
};

/// The first bytes of everything that the port takes apart: STUN (with the right name and a wrong signature), DTLS
/// (a ClientHello), RTP and RTCP.
std::vector<std::vector<std::uint8_t>> hostile_seeds(const std::string& username);
/// Cut, lengthened or changed.
std::vector<std::uint8_t> mutated(std::vector<std::uint8_t> packet, std::mt19937& random);

}  // namespace ling::system_test
