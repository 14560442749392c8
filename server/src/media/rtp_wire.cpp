#include "media/rtp_wire.hpp"

#include <algorithm>
#include <optional>

namespace ling::media {
namespace {

namespace wire = FBS::RtpParameters;
using Builder = flatbuffers::FlatBufferBuilder;

constexpr std::pair<std::string_view, wire::RtpHeaderExtensionUri> known_extensions[] = {
    {"urn:ietf:params:rtp-hdrext:sdes:mid", wire::RtpHeaderExtensionUri::Mid},
    {"urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", wire::RtpHeaderExtensionUri::RtpStreamId},
    {"urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id", wire::RtpHeaderExtensionUri::RepairRtpStreamId},
    {"urn:ietf:params:rtp-hdrext:ssrc-audio-level", wire::RtpHeaderExtensionUri::AudioLevel},
    {"urn:3gpp:video-orientation", wire::RtpHeaderExtensionUri::VideoOrientation},
    {"urn:ietf:params:rtp-hdrext:toffset", wire::RtpHeaderExtensionUri::TimeOffset},
    {"http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01",
     wire::RtpHeaderExtensionUri::TransportWideCcDraft01},
    {"http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time", wire::RtpHeaderExtensionUri::AbsSendTime},
};

std::optional<wire::RtpHeaderExtensionUri> known_extension(const std::string& uri) {
  const auto* found =
      std::ranges::find(known_extensions, uri, &std::pair<std::string_view, wire::RtpHeaderExtensionUri>::first);
  if (found == std::end(known_extensions)) return std::nullopt;
  return found->second;
}

flatbuffers::Offset<wire::Parameter> option_to_wire(Builder& builder, const CodecOption& option) {
  if (const auto* whole = std::get_if<std::int32_t>(&option.value)) {
    const auto value = wire::CreateInteger32(builder, *whole);
    return wire::CreateParameterDirect(builder, option.name.c_str(), wire::Value::Integer32, value.Union());
  }
  if (const auto* real = std::get_if<double>(&option.value)) {
    const auto value = wire::CreateDouble(builder, *real);
    return wire::CreateParameterDirect(builder, option.name.c_str(), wire::Value::Double, value.Union());
  }
  const auto value = wire::CreateStringDirect(builder, std::get<std::string>(option.value).c_str());
  return wire::CreateParameterDirect(builder, option.name.c_str(), wire::Value::String, value.Union());
}

flatbuffers::Offset<wire::RtpCodecParameters> codec_to_wire(Builder& builder, const Codec& codec) {
  std::vector<flatbuffers::Offset<wire::Parameter>> options;
  for (const CodecOption& option : codec.options)
    options.push_back(option_to_wire(builder, option));
  std::vector<flatbuffers::Offset<wire::RtcpFeedback>> feedback;
  for (const RtcpFeedback& one : codec.rtcp_feedback) {
    feedback.push_back(wire::CreateRtcpFeedbackDirect(builder, one.type.c_str(), one.parameter.c_str()));
  }
  flatbuffers::Optional<std::uint8_t> channels;
  if (codec.channels) channels = *codec.channels;
  return wire::CreateRtpCodecParametersDirect(builder, codec.mime_type.c_str(), codec.payload_type, codec.clock_rate,
                                              channels, &options, &feedback);
}

const char* text_or_none(const std::string& text) {
  return text.empty() ? nullptr : text.c_str();
}

template <class T>
flatbuffers::Optional<T> optional_to_wire(const std::optional<T>& value) {
  if (!value) return flatbuffers::nullopt;
  return *value;
}

}  // namespace

wire::MediaKind to_wire(Kind kind) {
  return kind == Kind::video ? wire::MediaKind::VIDEO : wire::MediaKind::AUDIO;
}

std::vector<flatbuffers::Offset<wire::RtpEncodingParameters>> to_wire(Builder& builder,
                                                                      const std::vector<Encoding>& encodings) {
  std::vector<flatbuffers::Offset<wire::RtpEncodingParameters>> all;
  for (const Encoding& encoding : encodings) {
    flatbuffers::Offset<wire::Rtx> rtx;
    if (encoding.rtx_ssrc) rtx = wire::CreateRtx(builder, *encoding.rtx_ssrc);
    all.push_back(wire::CreateRtpEncodingParametersDirect(
        builder, optional_to_wire(encoding.ssrc), text_or_none(encoding.rid),
        optional_to_wire(encoding.codec_payload_type), rtx, encoding.dtx, text_or_none(encoding.scalability_mode),
        optional_to_wire(encoding.max_bitrate)));
  }
  return all;
}

flatbuffers::Offset<wire::RtpParameters> to_wire(Builder& builder, const RtpParameters& parameters) {
  std::vector<flatbuffers::Offset<wire::RtpCodecParameters>> codecs;
  for (const Codec& codec : parameters.codecs)
    codecs.push_back(codec_to_wire(builder, codec));
  std::vector<flatbuffers::Offset<wire::RtpHeaderExtensionParameters>> extensions;
  for (const Extension& extension : parameters.header_extensions) {
    if (const auto uri = known_extension(extension.uri)) {
      extensions.push_back(wire::CreateRtpHeaderExtensionParameters(builder, *uri, extension.id, extension.encrypt));
    }
  }
  const auto encodings = to_wire(builder, parameters.encodings);
  const auto rtcp = wire::CreateRtcpParametersDirect(builder, parameters.cname.c_str(), true);
  return wire::CreateRtpParametersDirect(builder, text_or_none(parameters.mid), &codecs, &extensions, &encodings, rtcp);
}

flatbuffers::Offset<wire::RtpMapping> to_wire(Builder& builder, const RtpMapping& mapping) {
  std::vector<flatbuffers::Offset<wire::CodecMapping>> codecs;
  for (const auto& [sent, mapped] : mapping.payload_types) {
    codecs.push_back(wire::CreateCodecMapping(builder, sent, mapped));
  }
  std::vector<flatbuffers::Offset<wire::EncodingMapping>> streams;
  for (const RtpMapping::Stream& stream : mapping.streams) {
    streams.push_back(wire::CreateEncodingMappingDirect(builder, text_or_none(stream.rid),
                                                        optional_to_wire(stream.ssrc),
                                                        text_or_none(stream.scalability_mode), stream.mapped_ssrc));
  }
  return wire::CreateRtpMappingDirect(builder, &codecs, &streams);
}

}  // namespace ling::media
