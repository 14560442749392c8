// A client's way to a media engine over UDP: ICE, DTLS as the client (RFC 5764), SRTP. One thread; drive it by calling
// `receive` when the socket can be read and `tick` now and then.
#pragma once

#include "load/media/identity.hpp"

#include <srtp2/srtp.h>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace ling::load {

using Nanoseconds = std::int64_t;
/// Of the steady clock.
Nanoseconds now_ns();

struct FarEnd {
  std::string address;
  std::uint16_t port = 0;
  std::string username_fragment, password;
};

class MediaLink {
 public:
  /// What the signalling tells the other end of this one.
  static constexpr std::string_view own_username_fragment = "bench", own_password = "benchbenchbenchbenchbench";

  using Taker = std::function<void(std::span<const std::uint8_t> packet)>;

  /// Throws std::system_error. `identity` must outlive it.
  MediaLink(const FarEnd& far_end, const Identity& identity);
  ~MediaLink();
  MediaLink(const MediaLink&) = delete;

  [[nodiscard]] int fd() const { return fd_; }
  /// Packets can be sent: the keys are there.
  [[nodiscard]] bool up() const { return out_ != nullptr; }

  /// Takes in all that waits; `rtp` and `rtcp` get what was for us, decrypted. Throws when the handshake fails.
  void receive(const Taker& rtp, const Taker& rtcp);
  /// Begins, repeats what was lost, keeps the way open.
  void tick(Nanoseconds now);

  /// `packet` has 64 bytes of room behind its end; encrypted in place.
  void send_rtp(std::uint8_t* packet, std::size_t size);
  void send_rtcp(std::uint8_t* packet, std::size_t size);

  /// Hears every packet as it goes over the wire, as somebody in between would.
  void let_overhear(std::function<void(std::span<const std::uint8_t> encrypted)> listener) {
    listener_ = std::move(listener);
  }
  /// Sends this as it is.
  void send_raw(std::span<const std::uint8_t> datagram);
  /// How many packets came that are not what the far end encrypted, or came twice.
  [[nodiscard]] std::uint64_t rejected() const { return rejected_; }

 private:
  void take(std::span<std::uint8_t> datagram, const Taker& rtp, const Taker& rtcp);
  void shake_hands(std::span<const std::uint8_t> datagram);
  void flush_handshake();
  void make_keys();

  int fd_ = -1;
  std::string username_, password_;
  std::uint32_t far_address_ = 0;  ///< As port: network order.
  std::uint16_t far_port_ = 0;
  std::uint32_t checks_ = 0;
  bool reached_ = false;  ///< The engine answered a check.
  Nanoseconds next_check_ = 0;
  std::uint64_t rejected_ = 0;
  std::unique_ptr<SSL, decltype(&SSL_free)> tls_;
  BIO* incoming_ = nullptr;  ///< Both belong to tls_.
  BIO* outgoing_ = nullptr;
  std::function<void(std::span<const std::uint8_t>)> listener_;
  srtp_t in_ = nullptr, out_ = nullptr;
};

}  // namespace ling::load
