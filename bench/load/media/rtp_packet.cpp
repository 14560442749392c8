#include "load/media/rtp_packet.hpp"

#include <algorithm>
#include <cstddef>

namespace ling::load::rtp {
namespace {

void put16(std::uint8_t* out, std::uint32_t value) {
  out[0] = static_cast<std::uint8_t>(value >> 8);
  out[1] = static_cast<std::uint8_t>(value);
}
void put32(std::uint8_t* out, std::uint32_t value) {
  put16(out, value >> 16);
  put16(out + 2, value);
}
std::uint32_t get16(const std::uint8_t* in) {
  return static_cast<std::uint32_t>(in[0]) << 8 | in[1];
}
std::uint32_t get32(const std::uint8_t* in) {
  return get16(in) << 16 | get16(in + 2);
}

constexpr std::uint32_t own_ssrc = 1;
/// Of the feedback: times in units of 250 µs, the first told in units of 64 ms.
constexpr std::int64_t tick_ns = 250'000, reference_ticks = 256;

}  // namespace

std::size_t write(std::uint8_t* out, const Header& header, std::uint8_t extension, std::uint16_t value) {
  out[0] = 0x90;
  out[1] = static_cast<std::uint8_t>((header.marker ? 0x80 : 0) | header.payload_type);
  put16(out + 2, header.sequence);
  put32(out + 4, header.timestamp);
  put32(out + 8, header.ssrc);
  put32(out + 12, 0xbede0001);
  out[16] = static_cast<std::uint8_t>(extension << 4 | 1);
  put16(out + 17, value);
  out[19] = 0;
  return header_size;
}

std::optional<Packet> read(std::span<const std::uint8_t> bytes, std::uint8_t transport_extension) {
  if (bytes.size() < 12 || (bytes[0] >> 6) != 2) return std::nullopt;
  Packet packet{.header = {.payload_type = static_cast<std::uint8_t>(bytes[1] & 0x7f),
                           .marker = (bytes[1] & 0x80) != 0,
                           .sequence = static_cast<std::uint16_t>(get16(&bytes[2])),
                           .timestamp = get32(&bytes[4]),
                           .ssrc = get32(&bytes[8])},
                .payload = {},
                .transport_sequence = {}};
  std::size_t at = 12 + 4 * static_cast<std::size_t>(bytes[0] & 0x0f);
  if ((bytes[0] & 0x10) != 0) {
    if (at + 4 > bytes.size()) return std::nullopt;
    const bool one_byte = get16(&bytes[at]) == 0xbede;
    const std::size_t end = at + 4 + 4 * get16(&bytes[at + 2]);
    if (end > bytes.size()) return std::nullopt;
    for (std::size_t i = at + 4; one_byte && i < end;) {
      const std::uint8_t id = bytes[i] >> 4;
      const std::size_t size = (bytes[i] & 0x0fU) + 1U;
      if (id == 0) {
        ++i;
        continue;
      }
      if (i + 1 + size > end) break;
      if (id == transport_extension && size == 2)
        packet.transport_sequence = static_cast<std::uint16_t>(get16(&bytes[i + 1]));
      i += 1 + size;
    }
    at = end;
  }
  if (at > bytes.size()) return std::nullopt;
  packet.payload = bytes.subspan(at);
  return packet;
}

int key_frame_requests(std::span<const std::uint8_t> compound) {
  int count = 0;
  while (compound.size() >= 4) {
    const std::size_t size = 4 * (get16(&compound[2]) + 1);
    const int format = compound[0] & 0x1f;
    if (compound[1] == 206 && (format == 1 || format == 4)) ++count;
    if (size > compound.size()) break;
    compound = compound.subspan(size);
  }
  return count;
}

std::vector<std::uint8_t> sender_report(std::uint32_t ssrc, std::uint32_t timestamp, std::uint32_t packets,
                                        std::uint32_t bytes, std::int64_t now_ns) {
  std::vector<std::uint8_t> out(28);
  out[0] = 0x80;
  out[1] = 200;
  put16(&out[2], 6);
  put32(&out[4], ssrc);
  put32(&out[8], static_cast<std::uint32_t>(now_ns / 1'000'000'000));
  put32(&out[12], static_cast<std::uint32_t>((now_ns % 1'000'000'000) * 4294967296 / 1'000'000'000));
  put32(&out[16], timestamp);
  put32(&out[20], packets);
  put32(&out[24], bytes);
  return out;
}

std::vector<std::uint8_t> transport_feedback(std::uint32_t media_ssrc, std::uint8_t count,
                                             std::span<const std::pair<std::uint16_t, std::int64_t>> arrivals) {
  const std::uint16_t base = arrivals.front().first;
  const auto statuses = static_cast<std::uint16_t>(arrivals.back().first - base + 1);
  const std::int64_t reference = arrivals.front().second / tick_ns / reference_ticks;

  std::vector<std::uint8_t> symbols(statuses, 0);
  std::vector<std::uint8_t> deltas;
  std::int64_t last = reference * reference_ticks;
  for (const auto& [sequence, at] : arrivals) {
    const std::int64_t delta = at / tick_ns - last;
    last += delta;
    const bool small = delta >= 0 && delta < 256;
    symbols[static_cast<std::uint16_t>(sequence - base)] = small ? 1 : 2;
    if (!small) deltas.push_back(static_cast<std::uint8_t>(std::clamp<std::int64_t>(delta, -32768, 32767) >> 8));
    deltas.push_back(static_cast<std::uint8_t>(delta));
  }

  std::vector<std::uint8_t> out(20);
  out[0] = 0x80 | 15;
  out[1] = 205;
  put32(&out[4], own_ssrc);
  put32(&out[8], media_ssrc);
  put16(&out[12], base);
  put16(&out[14], statuses);
  put32(&out[16], static_cast<std::uint32_t>(reference << 8) | count);
  // Seven symbols of two bits in a chunk.
  for (std::size_t i = 0; i < symbols.size(); i += 7) {
    std::uint32_t chunk = 0xc000;
    for (std::size_t j = 0; j < 7 && i + j < symbols.size(); ++j)
      chunk |= static_cast<std::uint32_t>(symbols[i + j]) << (12 - 2 * j);
    out.push_back(static_cast<std::uint8_t>(chunk >> 8));
    out.push_back(static_cast<std::uint8_t>(chunk));
  }
  out.insert(out.end(), deltas.begin(), deltas.end());
  while (out.size() % 4 != 0)
    out.push_back(0);
  put16(&out[2], static_cast<std::uint32_t>(out.size() / 4 - 1));
  return out;
}

}  // namespace ling::load::rtp
