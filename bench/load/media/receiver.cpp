#include "load/media/receiver.hpp"

#include "load/media/rtp_packet.hpp"
#include "load/media/sender.hpp"

#include <algorithm>
#include <cstring>

namespace ling::load {
namespace {

constexpr Nanoseconds feedback_every = 50'000'000;
constexpr std::size_t picture_descriptor = 4;
constexpr std::size_t stamp_at = 4;

}  // namespace

void Receiver::take_packet(std::span<const std::uint8_t> bytes, Nanoseconds now) {
  const auto packet = rtp::read(bytes, extension_);
  if (!packet) return;
  if (packet->transport_sequence) {
    arrivals_.emplace_back(*packet->transport_sequence, now);
    media_ssrc_ = packet->header.ssrc;
  }
  // Probes of how much the way takes carry nothing.
  const bool video = packet->payload.size() > picture_descriptor + stamp_at + sizeof now &&
                     packet->payload[1] == 0x80 && (packet->payload[0] & 0xef) == 0x80;
  const std::size_t frame = video ? picture_descriptor : 0;
  if (packet->payload.size() < frame + stamp_at + sizeof now) return;
  ++packets_;
  Nanoseconds sent = 0;
  std::memcpy(&sent, &packet->payload[frame + stamp_at], sizeof sent);
  if (sent > 0 && sent <= now && now - sent < 60'000'000'000) delays_.push_back(now - sent);
  if (!video || first_frame_at_ != 0) return;
  if ((packet->payload[0] & 0x10) != 0 && (packet->payload[frame] & 1) == 0) {
    key_frame_begun_ = true;
    key_frame_ = packet->header.timestamp;
  }
  if (key_frame_begun_ && packet->header.marker && packet->header.timestamp == key_frame_) first_frame_at_ = now;
}

void Receiver::tick(Nanoseconds now) {
  if (now < next_feedback_ || arrivals_.empty()) return;
  next_feedback_ = now + feedback_every;
  std::ranges::sort(arrivals_,
                    [](const auto& a, const auto& b) { return static_cast<std::int16_t>(a.first - b.first) < 0; });
  auto feedback = rtp::transport_feedback(media_ssrc_, feedbacks_++, arrivals_);
  arrivals_.clear();
  const std::size_t size = feedback.size();
  feedback.resize(size + 64);
  link_.send_rtcp(feedback.data(), size);
}

}  // namespace ling::load
