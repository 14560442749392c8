// What a participant of a synthetic call sends: a voice, or a picture that looks like VP8 to whoever forwards it.
#pragma once

#include "load/media/media_link.hpp"
#include "load/media/rtp_packet.hpp"

#include <array>
#include <cstdint>
#include <deque>

namespace ling::load {

struct Shape {
  bool video = false;
  std::uint32_t ssrc = 0;
  int bits_per_second = 0;
  int frames_per_second = 50;
};

class Sender {
 public:
  static constexpr std::uint8_t voice_payload = 111, picture_payload = 96, transport_extension = 5;

  Sender(MediaLink& link, Shape shape);

  /// Sends what is due; the packets of a picture one after the other, as browsers do.
  void tick(Nanoseconds now);
  /// The engine told something: asked for a whole picture, maybe.
  void take_report(std::span<const std::uint8_t> compound);

  [[nodiscard]] std::uint64_t packets() const { return packets_; }
  [[nodiscard]] int key_frame_requests() const { return requests_; }

 private:
  static constexpr std::size_t most_payload = 1150, room_for_signature = 64;
  /// A packet that waits for its turn.
  struct Written {
    std::array<std::uint8_t, rtp::header_size + most_payload + 32 + room_for_signature> packet{};
    std::size_t payload_at = 0, payload_size = 0, size = 0;
    Nanoseconds due = 0;
  };
  void write_frame(Nanoseconds now);
  void send(Written& written);

  MediaLink& link_;
  Shape shape_;
  std::deque<Written> written_;
  Nanoseconds next_frame_ = 0, next_report_ = 0;
  std::uint16_t sequence_ = 0, transport_sequence_ = 0, picture_ = 0;
  std::uint32_t timestamp_ = 0;
  std::uint64_t packets_ = 0, bytes_ = 0;
  int requests_ = 0;
  bool key_frame_due_ = true;
};

}  // namespace ling::load
