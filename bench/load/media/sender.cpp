#include "load/media/sender.hpp"

#include "load/media/rtp_packet.hpp"

#include <algorithm>
#include <cstring>

namespace ling::load {
namespace {

/// As browsers pace: a picture goes out at so much more than the mean rate, not all at once.
constexpr double pace = 2.5;
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
    write_frame(next_frame_);
    next_frame_ += second / shape_.frames_per_second;
  }
  while (!written_.empty() && written_.front().due <= now) {
    send(written_.front());
    written_.pop_front();
  }
  if (now < next_report_) return;
  next_report_ = now + second;
  auto report = rtp::sender_report(shape_.ssrc, timestamp_, static_cast<std::uint32_t>(packets_),
                                   static_cast<std::uint32_t>(bytes_), now);
  const std::size_t size = report.size();
  report.resize(size + room_for_signature);
  link_.send_rtcp(report.data(), size);
}

void Sender::write_frame(Nanoseconds now) {
  std::size_t left = static_cast<std::size_t>(shape_.bits_per_second / 8 / shape_.frames_per_second);
  const bool key_frame = shape_.video && key_frame_due_;
  if (key_frame) left *= key_frame_factor;
  key_frame_due_ = false;
  timestamp_ += static_cast<std::uint32_t>((shape_.video ? 90'000 : 48'000) / shape_.frames_per_second);
  ++picture_;
  bool first = true;
  Nanoseconds due = written_.empty() ? now : std::max(now, written_.back().due);
  while (left > 0) {
    auto& [packet, at, payload, size, due_at] = written_.emplace_back();
    due_at = due;
    payload = std::clamp<std::size_t>(left, 24, most_payload);
    left -= std::min(left, payload);
    rtp::Header header{.payload_type = shape_.video ? picture_payload : voice_payload,
                       .marker = shape_.video && left == 0,
                       .sequence = ++sequence_,
                       .timestamp = timestamp_,
                       .ssrc = shape_.ssrc};
    at = rtp::write(packet.data(), header, transport_extension, ++transport_sequence_);
    if (shape_.video) {
      // RFC 7741, section 4.2: a picture's number of 15 bits; then the frame, whose lowest bit says that it is no key.
      packet[at++] = first ? 0x90 : 0x80;
      packet[at++] = 0x80;
      packet[at++] = static_cast<std::uint8_t>(0x80 | (picture_ >> 8 & 0x7f));
      packet[at++] = static_cast<std::uint8_t>(picture_);
      packet[at] = key_frame ? 0x10 : 0x11;
    }
    size = at + payload;
    due += static_cast<Nanoseconds>(static_cast<double>(size * 8) / (pace * shape_.bits_per_second) * second);
    first = false;
  }
}

void Sender::send(Written& written) {
  // When it was sent, for who measures how long that takes: after the four bytes that a frame begins with.
  const Nanoseconds now = now_ns();
  std::memcpy(written.packet.data() + written.payload_at + 4, &now, sizeof now);
  link_.send_rtp(written.packet.data(), written.size);
  ++packets_;
  bytes_ += written.payload_size;
}

void Sender::take_report(std::span<const std::uint8_t> compound) {
  const int asked = rtp::key_frame_requests(compound);
  requests_ += asked;
  if (asked > 0) key_frame_due_ = true;
}

}  // namespace ling::load
