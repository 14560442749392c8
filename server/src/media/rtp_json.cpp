// RTP capabilities and parameters from and to the JSON of mediasoup-client.
#include "media/rtp_parameters.hpp"

#include <boost/algorithm/string/predicate.hpp>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <limits>

namespace ling::media {
namespace {

namespace bj = boost::json;

constexpr std::size_t most_entries = 64;  ///< Browsers list about 20 codecs with their RTX twins.
constexpr std::size_t most_encodings = 4;
constexpr std::size_t longest_text = 256;

/// The first thing that is wrong ends the reading: it is thrown up to the rim of this file and becomes a refusal.
struct Wrong {
  std::string what;
};

const bj::object& object(const bj::value& json, std::string_view name) {
  if (!json.is_object()) throw Wrong{std::string(name) + ": object expected"};
  return json.get_object();
}

const bj::value* find(const bj::object& json, std::string_view name) {
  const bj::value* found = json.if_contains(name);
  return found == nullptr || found->is_null() ? nullptr : found;
}

std::string text(const bj::value& json, std::string_view name) {
  if (!json.is_string() || json.get_string().size() > longest_text) throw Wrong{std::string(name) + ": text expected"};
  return std::string(json.get_string());
}

std::string text_of(const bj::object& json, std::string_view name) {
  const bj::value* found = find(json, name);
  return found == nullptr ? "" : text(*found, name);
}

/// JSON that was parsed holds whole numbers as signed ones, JSON that was built here as they were put in.
template <class Number>
std::optional<Number> number_of(const bj::object& json, std::string_view name) {
  const bj::value* found = find(json, name);
  if (found == nullptr) return std::nullopt;
  std::uint64_t number = std::numeric_limits<std::uint64_t>::max();
  if (found->is_uint64()) number = found->get_uint64();
  if (found->is_int64() && found->get_int64() >= 0) number = static_cast<std::uint64_t>(found->get_int64());
  if (number > std::numeric_limits<Number>::max()) throw Wrong{std::string(name) + ": whole number expected"};
  return static_cast<Number>(number);
}

template <class Number>
Number needed_number(const bj::object& json, std::string_view name) {
  const auto number = number_of<Number>(json, name);
  if (!number) throw Wrong{std::string(name) + ": missing"};
  return *number;
}

bool flag_of(const bj::object& json, std::string_view name) {
  const bj::value* found = find(json, name);
  return found != nullptr && found->is_bool() && found->get_bool();
}

template <class Read>
void each(const bj::object& json, std::string_view name, std::size_t most, Read read) {
  const bj::value* found = find(json, name);
  if (found == nullptr) return;
  if (!found->is_array() || found->get_array().size() > most) throw Wrong{std::string(name) + ": short list expected"};
  for (const bj::value& element : found->get_array())
    read(object(element, name));
}

CodecOptions read_options(const bj::object& codec) {
  CodecOptions options;
  const bj::value* found = find(codec, "parameters");
  if (found == nullptr) return options;
  const bj::object& json = object(*found, "parameters");
  if (json.size() > most_entries) throw Wrong{"parameters: too many"};
  for (const auto& [name, value] : json) {
    if (name.size() > longest_text) throw Wrong{"parameters: name too long"};
    if (value.is_int64() && value.get_int64() >= std::numeric_limits<std::int32_t>::min() &&
        value.get_int64() <= std::numeric_limits<std::int32_t>::max()) {
      options.push_back({std::string(name), static_cast<std::int32_t>(value.get_int64())});
    } else if (value.is_double()) {
      options.push_back({std::string(name), value.get_double()});
    } else {
      options.push_back({std::string(name), text(value, "parameters")});
    }
  }
  return options;
}

Codec read_codec(const bj::object& json, std::string_view payload_type) {
  Codec codec;
  codec.mime_type = text_of(json, "mimeType");
  if (!boost::algorithm::istarts_with(codec.mime_type, "audio/") &&
      !boost::algorithm::istarts_with(codec.mime_type, "video/")) {
    throw Wrong{"mimeType: audio/… or video/… expected"};
  }
  codec.payload_type = needed_number<std::uint8_t>(json, payload_type);
  if (codec.payload_type > 127) throw Wrong{"payload type: at most 127"};
  codec.clock_rate = needed_number<std::uint32_t>(json, "clockRate");
  if (codec.kind() == Kind::audio) codec.channels = number_of<std::uint8_t>(json, "channels").value_or(1);
  codec.options = read_options(json);
  each(json, "rtcpFeedback", most_entries, [&](const bj::object& feedback) {
    codec.rtcp_feedback.push_back({text_of(feedback, "type"), text_of(feedback, "parameter")});
  });
  return codec;
}

Direction direction_named(const std::string& name) {
  if (name.empty() || name == "sendrecv") return Direction::sendrecv;
  if (name == "sendonly") return Direction::sendonly;
  if (name == "recvonly") return Direction::recvonly;
  return Direction::inactive;
}

constexpr const char* direction_names[] = {"sendrecv", "sendonly", "recvonly", "inactive"};

Encoding read_encoding(const bj::object& json) {
  Encoding encoding;
  encoding.ssrc = number_of<std::uint32_t>(json, "ssrc");
  encoding.rid = text_of(json, "rid");
  encoding.codec_payload_type = number_of<std::uint8_t>(json, "codecPayloadType");
  if (const bj::value* rtx = find(json, "rtx")) {
    encoding.rtx_ssrc = needed_number<std::uint32_t>(object(*rtx, "rtx"), "ssrc");
  }
  encoding.dtx = flag_of(json, "dtx");
  encoding.scalability_mode = text_of(json, "scalabilityMode");
  encoding.max_bitrate = number_of<std::uint32_t>(json, "maxBitrate");
  return encoding;
}

bj::object codec_json(const Codec& codec, std::string_view payload_type) {
  bj::object options;
  for (const CodecOption& option : codec.options) {
    std::visit([&](const auto& value) { options[option.name] = value; }, option.value);
  }
  bj::array feedback;
  for (const RtcpFeedback& one : codec.rtcp_feedback) {
    feedback.push_back(bj::object{{"type", one.type}, {"parameter", one.parameter}});
  }
  bj::object json{{"mimeType", codec.mime_type},      {"kind", codec.kind() == Kind::video ? "video" : "audio"},
                  {payload_type, codec.payload_type}, {"clockRate", codec.clock_rate},
                  {"parameters", std::move(options)}, {"rtcpFeedback", std::move(feedback)}};
  if (codec.channels) json["channels"] = *codec.channels;
  return json;
}

bj::object encoding_json(const Encoding& encoding) {
  bj::object json{{"dtx", encoding.dtx}};
  if (encoding.ssrc) json["ssrc"] = *encoding.ssrc;
  if (!encoding.rid.empty()) json["rid"] = encoding.rid;
  if (encoding.codec_payload_type) json["codecPayloadType"] = *encoding.codec_payload_type;
  if (encoding.rtx_ssrc) json["rtx"] = bj::object{{"ssrc", *encoding.rtx_ssrc}};
  if (!encoding.scalability_mode.empty()) json["scalabilityMode"] = encoding.scalability_mode;
  if (encoding.max_bitrate) json["maxBitrate"] = *encoding.max_bitrate;
  return json;
}

}  // namespace

Result<RtpCapabilities> read_rtp_capabilities(const bj::value& json) {
  try {
    RtpCapabilities capabilities;
    const bj::object& from = object(json, "rtpCapabilities");
    each(from, "codecs", most_entries,
         [&](const bj::object& codec) { capabilities.codecs.push_back(read_codec(codec, "preferredPayloadType")); });
    each(from, "headerExtensions", most_entries, [&](const bj::object& extension) {
      capabilities.header_extensions.push_back(
          {text_of(extension, "kind") == "video" ? Kind::video : Kind::audio, text_of(extension, "uri"),
           needed_number<std::uint8_t>(extension, "preferredId"), direction_named(text_of(extension, "direction"))});
    });
    return capabilities;
  } catch (const Wrong& wrong) {
    return refuse(ErrorCode::bad_request, wrong.what);
  }
}

Result<RtpParameters> read_rtp_parameters(const bj::value& json) {
  try {
    RtpParameters parameters;
    const bj::object& from = object(json, "rtpParameters");
    parameters.mid = text_of(from, "mid");
    each(from, "codecs", most_entries,
         [&](const bj::object& codec) { parameters.codecs.push_back(read_codec(codec, "payloadType")); });
    each(from, "headerExtensions", most_entries, [&](const bj::object& extension) {
      parameters.header_extensions.push_back(
          {text_of(extension, "uri"), needed_number<std::uint8_t>(extension, "id"), flag_of(extension, "encrypt")});
    });
    each(from, "encodings", most_encodings,
         [&](const bj::object& encoding) { parameters.encodings.push_back(read_encoding(encoding)); });
    if (const bj::value* rtcp = find(from, "rtcp")) parameters.cname = text_of(object(*rtcp, "rtcp"), "cname");
    if (parameters.codecs.empty()) return refuse(ErrorCode::bad_request, "codecs: missing");
    if (parameters.encodings.empty()) parameters.encodings.emplace_back();
    return parameters;
  } catch (const Wrong& wrong) {
    return refuse(ErrorCode::bad_request, wrong.what);
  }
}

bj::object to_json(const RtpCapabilities& capabilities) {
  bj::array codecs, extensions;
  for (const Codec& codec : capabilities.codecs)
    codecs.push_back(codec_json(codec, "preferredPayloadType"));
  for (const ExtensionCapability& extension : capabilities.header_extensions) {
    extensions.push_back(bj::object{{"kind", extension.kind == Kind::video ? "video" : "audio"},
                                    {"uri", extension.uri},
                                    {"preferredId", extension.id},
                                    {"preferredEncrypt", false},
                                    {"direction", direction_names[static_cast<std::size_t>(extension.direction)]}});
  }
  return {{"codecs", std::move(codecs)}, {"headerExtensions", std::move(extensions)}};
}

bj::object to_json(const RtpParameters& parameters) {
  bj::array codecs, extensions, encodings;
  for (const Codec& codec : parameters.codecs)
    codecs.push_back(codec_json(codec, "payloadType"));
  for (const Extension& extension : parameters.header_extensions) {
    extensions.push_back(bj::object{
        {"uri", extension.uri}, {"id", extension.id}, {"encrypt", extension.encrypt}, {"parameters", bj::object{}}});
  }
  for (const Encoding& encoding : parameters.encodings)
    encodings.push_back(encoding_json(encoding));
  bj::object json{{"codecs", std::move(codecs)},
                  {"headerExtensions", std::move(extensions)},
                  {"encodings", std::move(encodings)},
                  {"rtcp", bj::object{{"cname", parameters.cname}, {"reducedSize", true}}}};
  if (!parameters.mid.empty()) json["mid"] = parameters.mid;
  return json;
}

}  // namespace ling::media
