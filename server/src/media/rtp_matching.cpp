#include "media/rtp_matching.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>
#include <charconv>
#include <map>
#include <random>

namespace ling::media {
namespace {

constexpr const char* transport_cc = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";
constexpr const char* abs_send_time = "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time";

RtpCapabilities make_room_capabilities() {
  const std::vector<RtcpFeedback> video_feedback = {
      {"nack", ""}, {"nack", "pli"}, {"ccm", "fir"}, {"goog-remb", ""}, {"transport-cc", ""}};
  RtpCapabilities room;
  room.codecs = {
      {"audio/opus", 100, 48'000, 2, {{"useinbandfec", 1}, {"usedtx", 1}}, {{"nack", ""}, {"transport-cc", ""}}},
      {"video/VP8", 101, 90'000, std::nullopt, {{"x-google-start-bitrate", 1500}}, video_feedback},
      {"video/rtx", 102, 90'000, std::nullopt, {{"apt", 101}}, {}},
  };
  // The numbers are those of the engine's own drivers, so that both speak of the same thing in a capture.
  const std::pair<const char*, std::uint8_t> both[] = {{"urn:ietf:params:rtp-hdrext:sdes:mid", 1}, {abs_send_time, 4}};
  for (const auto& [uri, id] : both) {
    for (const Kind kind : {Kind::audio, Kind::video})
      room.header_extensions.push_back({kind, uri, id});
  }
  room.header_extensions.push_back(
      {Kind::video, "urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", 2, Direction::recvonly});
  room.header_extensions.push_back(
      {Kind::video, "urn:ietf:params:rtp-hdrext:sdes:repaired-rtp-stream-id", 3, Direction::recvonly});
  room.header_extensions.push_back({Kind::audio, transport_cc, 5, Direction::recvonly});
  room.header_extensions.push_back({Kind::video, transport_cc, 5});
  room.header_extensions.push_back({Kind::audio, "urn:ietf:params:rtp-hdrext:ssrc-audio-level", 10});
  room.header_extensions.push_back({Kind::video, "urn:3gpp:video-orientation", 11});
  room.header_extensions.push_back({Kind::video, "urn:ietf:params:rtp-hdrext:toffset", 12});
  return room;
}

bool same_codec(const Codec& one, const Codec& other) {
  return boost::algorithm::iequals(one.mime_type, other.mime_type) && one.clock_rate == other.clock_rate &&
         one.channels == other.channels && one.number("profile-id") == other.number("profile-id");
}

const Codec* find_codec(const std::vector<Codec>& codecs, const Codec& wanted) {
  const auto found = std::ranges::find_if(codecs, [&](const Codec& codec) { return same_codec(codec, wanted); });
  return found == codecs.end() ? nullptr : &*found;
}

const Codec* find_rtx(const std::vector<Codec>& codecs, std::uint8_t payload_type) {
  const auto found = std::ranges::find_if(codecs, [&](const Codec& codec) { return codec.repairs() == payload_type; });
  return found == codecs.end() ? nullptr : &*found;
}

/// A number that no other stream of the room has by chance; RTX takes the one after it.
std::uint32_t random_ssrc() {
  static thread_local std::random_device source;
  return std::uniform_int_distribution<std::uint32_t>(100'000'000, 999'999'998)(source);
}

/// "L1T3" has 3.
int temporal_layers(const std::string& mode) {
  const std::size_t at = mode.find('T');
  int layers = 1;
  if (at != std::string::npos) std::from_chars(mode.data() + at + 1, mode.data() + mode.size(), layers);
  return layers;
}

}  // namespace

const RtpCapabilities& room_capabilities() {
  static const RtpCapabilities room = make_room_capabilities();
  return room;
}

Result<RtpMapping> map_to_room(Kind kind, const RtpParameters& sender, const RtpCapabilities& room) {
  RtpMapping mapping;
  std::map<std::uint8_t, std::uint8_t> rooms;
  for (const Codec& codec : sender.codecs) {
    if (codec.is_rtx()) continue;
    const Codec* known = find_codec(room.codecs, codec);
    if (known == nullptr || known->kind() != kind) return refuse(ErrorCode::bad_request, "codecs: not one of the room");
    rooms[codec.payload_type] = known->payload_type;
    mapping.payload_types.emplace_back(codec.payload_type, known->payload_type);
  }
  for (const Codec& codec : sender.codecs) {
    if (!codec.is_rtx()) continue;
    const auto repaired = codec.repairs();
    if (!repaired || !rooms.contains(*repaired)) return refuse(ErrorCode::bad_request, "codecs: RTX of no codec");
    const Codec* known = find_rtx(room.codecs, rooms[*repaired]);
    if (known == nullptr) return refuse(ErrorCode::bad_request, "codecs: the room has no RTX for it");
    mapping.payload_types.emplace_back(codec.payload_type, known->payload_type);
  }
  if (rooms.empty()) return refuse(ErrorCode::bad_request, "codecs: only RTX");
  std::uint32_t ssrc = random_ssrc();
  for (const Encoding& encoding : sender.encodings) {
    mapping.streams.push_back({encoding.rid, encoding.ssrc, encoding.scalability_mode, ssrc++});
  }
  return mapping;
}

RtpParameters consumable(Kind kind, const RtpParameters& sender, const RtpCapabilities& room,
                         const RtpMapping& mapping) {
  RtpParameters parameters;
  for (const Codec& codec : sender.codecs) {
    if (codec.is_rtx()) continue;
    const Codec* known = find_codec(room.codecs, codec);
    Codec passed_on = *known;
    passed_on.options = codec.options;
    parameters.codecs.push_back(std::move(passed_on));
    if (const Codec* rtx = find_rtx(room.codecs, known->payload_type)) parameters.codecs.push_back(*rtx);
  }
  for (const ExtensionCapability& extension : room.header_extensions) {
    if (extension.kind != kind || extension.direction == Direction::recvonly) continue;
    parameters.header_extensions.push_back({extension.uri, extension.id, false});
  }
  for (std::size_t i = 0; i < sender.encodings.size(); ++i) {
    Encoding encoding = sender.encodings[i];
    encoding.rid.clear();
    encoding.rtx_ssrc.reset();
    encoding.codec_payload_type.reset();
    encoding.ssrc = mapping.streams[i].mapped_ssrc;
    parameters.encodings.push_back(std::move(encoding));
  }
  parameters.cname = sender.cname;
  return parameters;
}

Result<RtpParameters> for_receiver(const RtpParameters& from, const RtpCapabilities& receiver) {
  RtpParameters parameters;
  parameters.cname = from.cname;
  for (const Codec& codec : from.codecs) {
    const Codec* known = codec.is_rtx() ? nullptr : find_codec(receiver.codecs, codec);
    if (known == nullptr) continue;
    Codec chosen = codec;
    chosen.rtcp_feedback = known->rtcp_feedback;
    const bool video = codec.kind() == Kind::video;
    // Audio is repaired by its own FEC: retransmission of it is not asked for.
    if (!video) std::erase(chosen.rtcp_feedback, RtcpFeedback{"nack", ""});
    parameters.codecs.push_back(std::move(chosen));
    const Codec* rtx = find_rtx(from.codecs, codec.payload_type);
    if (video && rtx != nullptr && find_codec(receiver.codecs, *rtx) != nullptr) parameters.codecs.push_back(*rtx);
  }
  if (parameters.codecs.empty()) return refuse(ErrorCode::bad_request, "no codec that both know");

  for (const Extension& extension : from.header_extensions) {
    const bool known = std::ranges::any_of(receiver.header_extensions, [&](const ExtensionCapability& its) {
      return its.id == extension.id && its.uri == extension.uri;
    });
    if (known) parameters.header_extensions.push_back(extension);
  }
  // One way of estimating bandwidth: by transport-wide feedback where it is known, by REMB otherwise.
  const auto has = [&](std::string_view uri) {
    return std::ranges::find(parameters.header_extensions, uri, &Extension::uri) != parameters.header_extensions.end();
  };
  for (Codec& codec : parameters.codecs) {
    std::erase_if(codec.rtcp_feedback, [&](const RtcpFeedback& feedback) {
      if (feedback.type == "goog-remb") return has(transport_cc) || !has(abs_send_time);
      return feedback.type == "transport-cc" && !has(transport_cc);
    });
  }

  Encoding encoding;
  encoding.ssrc = random_ssrc();
  if (std::ranges::any_of(parameters.codecs, &Codec::is_rtx)) encoding.rtx_ssrc = *encoding.ssrc + 1;
  for (const Encoding& its : from.encodings) {
    if (encoding.scalability_mode.empty()) encoding.scalability_mode = its.scalability_mode;
    if (its.max_bitrate && its.max_bitrate > encoding.max_bitrate) encoding.max_bitrate = its.max_bitrate;
  }
  if (from.encodings.size() > 1) {
    encoding.scalability_mode =
        "L" + std::to_string(from.encodings.size()) + "T" + std::to_string(temporal_layers(encoding.scalability_mode));
  }
  parameters.encodings.push_back(std::move(encoding));
  return parameters;
}

}  // namespace ling::media
