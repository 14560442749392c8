// RTP parameters as the engine wants them on its control channel.
#pragma once

#include "media/rtp_matching.hpp"
#include "media/rtp_parameters.hpp"

#include <FBS/rtpParameters.h>

namespace ling::media {

FBS::RtpParameters::MediaKind to_wire(Kind kind);

/// Header extensions that the engine does not know are left out: it would refuse all of it.
flatbuffers::Offset<FBS::RtpParameters::RtpParameters> to_wire(flatbuffers::FlatBufferBuilder& builder,
                                                               const RtpParameters& parameters);

std::vector<flatbuffers::Offset<FBS::RtpParameters::RtpEncodingParameters>> to_wire(
    flatbuffers::FlatBufferBuilder& builder, const std::vector<Encoding>& encodings);

flatbuffers::Offset<FBS::RtpParameters::RtpMapping> to_wire(flatbuffers::FlatBufferBuilder& builder,
                                                            const RtpMapping& mapping);

}  // namespace ling::media
