// What a participant of a synthetic call sends: a voice, or a picture that looks like VP8 to whoever forwards it.
#pragma once

#include "load/media/media_link.hpp"

#include <cstdint>

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

  /// Sends the frames that are due.
  void tick(Nanoseconds now);
  /// The engine told something: asked for a whole picture, maybe.
  void take_report(std::span<const std::uint8_t> compound);

  [[nodiscard]] std::uint64_t packets() const { return packets_; }
  [[nodiscard]] int key_frame_requests() const { return requests_; }

 private:
  void send_frame(Nanoseconds now);

  MediaLink& link_;
  Shape shape_;
  Nanoseconds next_frame_ = 0, next_report_ = 0;
  std::uint16_t sequence_ = 0, transport_sequence_ = 0, picture_ = 0;
  std::uint32_t timestamp_ = 0;
  std::uint64_t packets_ = 0, bytes_ = 0;
  int requests_ = 0;
  bool key_frame_due_ = true;
};

}  // namespace ling::load
