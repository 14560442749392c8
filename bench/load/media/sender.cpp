#include "load/media/sender.hpp"

#include "load/media/rtp_packet.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace ling::load {
namespace {

constexpr std::size_t most_payload = 1150;
constexpr std::size_t room_for_signature = 64;
/// A whole picture is so much larger than what changes between two.
constexpr std::size_t key_frame_factor = 4;
constexpr Nanoseconds second = 1'000'000'000;

}  // namespace

Sender::Sender(MediaLink& link, Shape shape) : link_(link), shape_(shape) {}

void Sender::tick(Nanoseconds now) {
  if (!link_.up()) return;
  // Apart from each other, as people are.
  if (next_frame_ == 0) next_frame_ = now + static_cast<Nanoseconds>(shape_.ssrc * 7919 % 20'000'000);
  while (now >= next_frame_) {
    send_frame(now_ns());
    next_frame_ += second / shape_.frames_per_second;
  }
  if (now < next_report_) return;
  next_report_ = now + second;
  auto report = rtp::sender_report(shape_.ssrc, timestamp_, static_cast<std::uint32_t>(packets_),
                                   static_cast<std::uint32_t>(bytes_), now);
  const std::size_t size = report.size();
  report.resize(size + room_for_signature);
  link_.send_rtcp(report.data(), size);
}

void Sender::send_frame(Nanoseconds now) {
  std::size_t left = static_cast<std::size_t>(shape_.bits_per_second / 8 / shape_.frames_per_second);
  const bool key_frame = shape_.video && key_frame_due_;
  if (key_frame) left *= key_frame_factor;
  key_frame_due_ = false;
  timestamp_ += static_cast<std::uint32_t>((shape_.video ? 90'000 : 48'000) / shape_.frames_per_second);
  ++picture_;
  bool first = true;
  while (left > 0) {
    std::array<std::uint8_t, rtp::header_size + most_payload + 32 + room_for_signature> packet{};
    const std::size_t payload = std::clamp<std::size_t>(left, 24, most_payload);
    left -= std::min(left, payload);
    rtp::Header header{.payload_type = shape_.video ? picture_payload : voice_payload,
                       .marker = shape_.video && left == 0,
                       .sequence = ++sequence_,
                       .timestamp = timestamp_,
                       .ssrc = shape_.ssrc};
    std::size_t at = rtp::write(packet.data(), header, transport_extension, ++transport_sequence_);
    if (shape_.video) {
      // RFC 7741, section 4.2: a picture's number of 15 bits; then the frame, whose lowest bit says that it is no key.
      packet[at++] = first ? 0x90 : 0x80;
      packet[at++] = 0x80;
      packet[at++] = static_cast<std::uint8_t>(0x80 | (picture_ >> 8 & 0x7f));
      packet[at++] = static_cast<std::uint8_t>(picture_);
      packet[at] = key_frame ? 0x10 : 0x11;
    }
    // When it was sent, for who measures how long that takes: after the four bytes that a frame begins with.
    std::memcpy(packet.data() + at + 4, &now, sizeof now);
    link_.send_rtp(packet.data(), at + payload);
    ++packets_;
    bytes_ += payload;
    first = false;
  }
}

void Sender::take_report(std::span<const std::uint8_t> compound) {
  const int asked = rtp::key_frame_requests(compound);
  requests_ += asked;
  if (asked > 0) key_frame_due_ = true;
}

}  // namespace ling::load
