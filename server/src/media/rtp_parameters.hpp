// What the two ends of a media stream agree on: codecs, header extensions, encodings. The same things as in the JSON of
// mediasoup-client, and as in ORTC. Plain values; any thread.
#pragma once

#include "foundation/result.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace ling::media {

enum class Kind : std::uint8_t { audio, video };

struct CodecOption {
  std::string name;
  std::variant<std::int32_t, double, std::string> value;
  bool operator==(const CodecOption&) const = default;
};
using CodecOptions = std::vector<CodecOption>;

struct RtcpFeedback {
  std::string type, parameter;
  bool operator==(const RtcpFeedback&) const = default;
};

/// A codec that somebody can use. payload_type is what they prefer in capabilities, and what is sent in parameters.
struct Codec {
  std::string mime_type;
  std::uint8_t payload_type = 0;
  std::uint32_t clock_rate = 0;
  std::optional<std::uint8_t> channels;  ///< Audio only.
  CodecOptions options;
  std::vector<RtcpFeedback> rtcp_feedback;

  [[nodiscard]] Kind kind() const;
  [[nodiscard]] bool is_rtx() const;
  /// The payload type that an RTX codec repairs.
  [[nodiscard]] std::optional<std::uint8_t> repairs() const;
  /// Its number of this name; 0 when there is none.
  [[nodiscard]] std::int32_t number(std::string_view name) const;
};

enum class Direction : std::uint8_t { sendrecv, sendonly, recvonly, inactive };

struct ExtensionCapability {
  Kind kind = Kind::audio;
  std::string uri;
  std::uint8_t id = 0;
  Direction direction = Direction::sendrecv;
};

struct RtpCapabilities {
  std::vector<Codec> codecs;
  std::vector<ExtensionCapability> header_extensions;
};

struct Extension {
  std::string uri;
  std::uint8_t id = 0;
  bool encrypt = false;
};

struct Encoding {
  std::optional<std::uint32_t> ssrc;
  std::string rid;  ///< "" = none.
  std::optional<std::uint8_t> codec_payload_type;
  std::optional<std::uint32_t> rtx_ssrc;
  bool dtx = false;
  std::string scalability_mode;  ///< "" = none.
  std::optional<std::uint32_t> max_bitrate;
};

struct RtpParameters {
  std::string mid;  ///< "" = none.
  std::vector<Codec> codecs;
  std::vector<Extension> header_extensions;
  std::vector<Encoding> encodings;
  std::string cname;
};

// From and to the JSON of mediasoup-client. Reading refuses with bad_request and names the place; what it does not know
// it leaves out, and it bounds every list and text, because this comes from strangers.
Result<RtpCapabilities> read_rtp_capabilities(const boost::json::value& json);
Result<RtpParameters> read_rtp_parameters(const boost::json::value& json);
boost::json::object to_json(const RtpCapabilities& capabilities);
boost::json::object to_json(const RtpParameters& parameters);

}  // namespace ling::media
