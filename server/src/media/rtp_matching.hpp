// Which codecs, extensions and streams two ends share. Pure functions, decided without an engine; any thread.
//   capabilities of a room → what a sender's parameters become inside it → what one receiver is sent
#pragma once

#include "foundation/result.hpp"
#include "media/rtp_parameters.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace ling::media {

/// What every room takes: Opus, and VP8 first, which every browser has.
const RtpCapabilities& room_capabilities();

/// How numbers of a sender become numbers of the room.
struct RtpMapping {
  struct Stream {
    std::string rid;
    std::optional<std::uint32_t> ssrc;
    std::string scalability_mode;
    std::uint32_t mapped_ssrc = 0;
  };
  std::vector<std::pair<std::uint8_t, std::uint8_t>> payload_types;  ///< The sender's, the room's.
  std::vector<Stream> streams;
};

/// Refuses with bad_request when the sender uses a codec that the room does not take.
Result<RtpMapping> map_to_room(Kind kind, const RtpParameters& sender, const RtpCapabilities& room);

/// What the room can pass on of a sender. The mapping is one of map_to_room for the same parameters.
RtpParameters consumable(Kind kind, const RtpParameters& sender, const RtpCapabilities& room,
                         const RtpMapping& mapping);

/// What a receiver with these capabilities is sent: one stream, in codecs it knows. `consumable` is what the function of
/// that name made. bad_request when they share no codec.
Result<RtpParameters> for_receiver(const RtpParameters& consumable, const RtpCapabilities& receiver);

}  // namespace ling::media
