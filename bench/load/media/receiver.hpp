// A participant of a synthetic call who watches and listens, and tells the engine when each packet came.
#pragma once

#include "load/media/media_link.hpp"

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace ling::load {

class Receiver {
 public:
  Receiver(MediaLink& link, std::uint8_t transport_extension) : link_(link), extension_(transport_extension) {}

  void take_packet(std::span<const std::uint8_t> bytes, Nanoseconds now);
  /// Sends what is to be told of the last 50 ms.
  void tick(Nanoseconds now);

  /// Forgets what was counted so far.
  void begin_counting() {
    packets_ = 0;
    delays_.clear();
  }
  /// From now on, the first whole picture is still to come.
  void await_picture() {
    first_frame_at_ = 0;
    key_frame_begun_ = false;
  }
  [[nodiscard]] std::uint64_t packets() const { return packets_; }
  /// From sender to here, of each packet.
  [[nodiscard]] const std::vector<Nanoseconds>& delays() const { return delays_; }
  /// When the first whole picture was there; 0 = none yet.
  [[nodiscard]] Nanoseconds first_frame_at() const { return first_frame_at_; }

 private:
  MediaLink& link_;
  std::uint8_t extension_;
  std::vector<std::pair<std::uint16_t, Nanoseconds>> arrivals_;
  std::uint32_t media_ssrc_ = 0;
  std::uint8_t feedbacks_ = 0;
  Nanoseconds next_feedback_ = 0, first_frame_at_ = 0;
  std::uint32_t key_frame_ = 0;  ///< The timestamp of the first one.
  bool key_frame_begun_ = false;
  std::uint64_t packets_ = 0;
  std::vector<Nanoseconds> delays_;
};

}  // namespace ling::load
