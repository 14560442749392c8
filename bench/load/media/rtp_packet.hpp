// RTP (RFC 3550) and the parts of RTCP that a media client of the benches needs: its own clock told, feedback on when
// packets came (transport-wide congestion control, draft-holmer-rmcat-transport-wide-cc-extensions-01). Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

namespace ling::load::rtp {

struct Header {
  std::uint8_t payload_type = 0;
  bool marker = false;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0, ssrc = 0;
};

/// Writes the header with one extension (RFC 8285, one byte) of two bytes under `extension`; the size written, always
/// `header_size`.
constexpr std::size_t header_size = 20;
std::size_t write(std::uint8_t* out, const Header& header, std::uint8_t extension, std::uint16_t value);

struct Packet {
  Header header;
  std::span<const std::uint8_t> payload;
  std::optional<std::uint16_t> transport_sequence;  ///< The extension's, when it is there.
};
/// nullopt: not RTP.
std::optional<Packet> read(std::span<const std::uint8_t> bytes, std::uint8_t transport_extension);

/// How many of the reports in a compound packet ask for a whole picture (PLI, RFC 4585 6.3.1; FIR, RFC 5104 4.3.1).
int key_frame_requests(std::span<const std::uint8_t> compound);

std::vector<std::uint8_t> sender_report(std::uint32_t ssrc, std::uint32_t timestamp, std::uint32_t packets,
                                        std::uint32_t bytes, std::int64_t now_ns);

/// Which packets came when; `arrivals` ascending by number, within 32,768 of each other, not empty.
std::vector<std::uint8_t> transport_feedback(std::uint32_t media_ssrc, std::uint8_t count,
                                             std::span<const std::pair<std::uint16_t, std::int64_t>> arrivals);

}  // namespace ling::load::rtp
