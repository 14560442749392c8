#include "foundation/json_codec.hpp"
#include "media/rtp_parameters.hpp"
#include "media/transport.hpp"

#include <boost/json/serialize.hpp>
#include <gtest/gtest.h>

namespace ling::media {
namespace {

boost::json::value parsed(const std::string& text) {
  return json::parse(text).value();
}

// As Chromium sends its camera in three sizes.
const std::string camera = R"({
  "mid": "1",
  "codecs": [
    {"mimeType": "video/VP8", "payloadType": 96, "clockRate": 90000, "parameters": {"x": 1.5, "y": "z"},
     "rtcpFeedback": [{"type": "nack", "parameter": "pli"}, {"type": "transport-cc"}]},
    {"mimeType": "video/rtx", "payloadType": 97, "clockRate": 90000, "parameters": {"apt": 96}, "rtcpFeedback": []}],
  "headerExtensions": [{"uri": "urn:ietf:params:rtp-hdrext:sdes:mid", "id": 4, "encrypt": false, "parameters": {}}],
  "encodings": [{"rid": "r0", "maxBitrate": 150000, "scalabilityMode": "L1T3"}, {"rid": "r1"}, {"rid": "r2"}],
  "rtcp": {"cname": "abc", "reducedSize": true}})";

TEST(RtpJson, parameters_survive_the_way_through) {
  const auto parameters = read_rtp_parameters(parsed(camera));
  ASSERT_TRUE(parameters) << parameters.error().detail;
  EXPECT_EQ(parameters->codecs[1].repairs(), 96);
  EXPECT_EQ(parameters->encodings[0].max_bitrate, 150'000U);
  const auto again = read_rtp_parameters(to_json(*parameters));
  ASSERT_TRUE(again);
  EXPECT_EQ(boost::json::serialize(to_json(*again)), boost::json::serialize(to_json(*parameters)));
}

TEST(RtpJson, what_is_wrong_is_named) {
  const auto refusal = [](const std::string& text) {
    const auto read = read_rtp_parameters(parsed(text));
    return read ? "" : read.error().detail;
  };
  EXPECT_EQ(refusal("7"), "rtpParameters: object expected");
  EXPECT_EQ(refusal("{}"), "codecs: missing");
  EXPECT_EQ(refusal(R"({"codecs": [{"mimeType": "text/x"}]})"), "mimeType: audio/… or video/… expected");
  EXPECT_EQ(refusal(R"({"codecs": [{"mimeType": "audio/opus"}]})"), "payloadType: missing");
  EXPECT_EQ(refusal(R"({"codecs": [{"mimeType": "audio/opus", "payloadType": 200, "clockRate": 1}]})"),
            "payload type: at most 127");
  EXPECT_EQ(refusal(R"({"codecs": [{"mimeType": "audio/opus", "payloadType": 1, "clockRate": -1}]})"),
            "clockRate: whole number expected");
  EXPECT_EQ(refusal(R"({"codecs": [{"mimeType": "audio/opus", "payloadType": 1, "clockRate": 1}],
                        "encodings": [{}, {}, {}, {}, {}]})"),
            "encodings: short list expected");
}

TEST(RtpJson, of_fingerprints_only_strong_ones_count) {
  const auto good = read_dtls_parameters(parsed(R"({"role": "client", "fingerprints": [
      {"algorithm": "sha-1", "value": "AA"}, {"algorithm": "sha-256", "value": "BB"}]})"));
  ASSERT_TRUE(good);
  ASSERT_EQ(good->fingerprints.size(), 1U);
  EXPECT_EQ(good->fingerprints[0].value, "BB");
  EXPECT_EQ(good->role, DtlsParameters::Role::client);
  EXPECT_FALSE(read_dtls_parameters(parsed(R"({"fingerprints": [{"algorithm": "sha-1", "value": "AA"}]})")));
  EXPECT_FALSE(read_dtls_parameters(parsed(R"({"fingerprints": [7]})")));
  EXPECT_FALSE(read_dtls_parameters(parsed("[]")));
}

}  // namespace
}  // namespace ling::media
