#include "media/rtp_matching.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace ling::media {
namespace {

RtpParameters camera_of_lin() {
  RtpParameters camera;
  camera.cname = "lin";
  camera.codecs = {{"video/VP8", 96, 90'000, std::nullopt, {}, {{"nack", ""}, {"nack", "pli"}}},
                   {"video/rtx", 97, 90'000, std::nullopt, {{"apt", 96}}, {}}};
  camera.encodings.resize(3);
  for (std::size_t i = 0; i < 3; ++i)
    camera.encodings[i].rid = "r" + std::to_string(i);
  camera.encodings[0].max_bitrate = 150'000;
  camera.encodings[2].max_bitrate = 2'500'000;
  camera.encodings[0].scalability_mode = "L1T3";
  return camera;
}

/// A browser that knows everything that the room has.
RtpCapabilities browser() {
  return room_capabilities();
}

RtpParameters passed_on(Kind kind, const RtpParameters& sender) {
  const auto mapping = map_to_room(kind, sender, room_capabilities());
  return consumable(kind, sender, room_capabilities(), mapping.value());
}

bool knows(const Codec& codec, const RtcpFeedback& feedback) {
  return std::ranges::find(codec.rtcp_feedback, feedback) != codec.rtcp_feedback.end();
}

TEST(RtpMatching, payload_types_of_a_sender_become_those_of_the_room) {
  const auto mapping = map_to_room(Kind::video, camera_of_lin(), room_capabilities());
  ASSERT_TRUE(mapping);
  EXPECT_EQ(mapping->payload_types, (std::vector<std::pair<std::uint8_t, std::uint8_t>>{{96, 101}, {97, 102}}));
  ASSERT_EQ(mapping->streams.size(), 3U);
  EXPECT_NE(mapping->streams[0].mapped_ssrc, mapping->streams[1].mapped_ssrc);
}

TEST(RtpMatching, what_the_room_does_not_take_is_refused) {
  RtpParameters other = camera_of_lin();
  other.codecs[0].mime_type = "video/unheard";
  EXPECT_FALSE(map_to_room(Kind::video, other, room_capabilities()));
  EXPECT_FALSE(map_to_room(Kind::audio, camera_of_lin(), room_capabilities())) << "a picture is no sound";
  RtpParameters lonely = camera_of_lin();
  lonely.codecs.erase(lonely.codecs.begin());
  EXPECT_FALSE(map_to_room(Kind::video, lonely, room_capabilities())) << "RTX of nothing";
}

TEST(RtpMatching, a_receiver_is_sent_one_stream_of_three) {
  const auto received = for_receiver(passed_on(Kind::video, camera_of_lin()), browser());
  ASSERT_TRUE(received);
  ASSERT_EQ(received->encodings.size(), 1U);
  EXPECT_EQ(received->encodings[0].scalability_mode, "L3T3");
  EXPECT_EQ(received->encodings[0].max_bitrate, 2'500'000U);
  EXPECT_EQ(received->encodings[0].rtx_ssrc, *received->encodings[0].ssrc + 1);
  EXPECT_EQ(received->cname, "lin");
}

TEST(RtpMatching, bandwidth_is_estimated_one_way_only) {
  const RtpParameters source = passed_on(Kind::video, camera_of_lin());
  const auto modern = for_receiver(source, browser()).value();
  EXPECT_TRUE(knows(modern.codecs[0], {"transport-cc", ""}));
  EXPECT_FALSE(knows(modern.codecs[0], {"goog-remb", ""}));

  RtpCapabilities old = browser();
  std::erase_if(old.header_extensions, [](const auto& extension) { return extension.id == 5; });
  const auto simple = for_receiver(source, old).value();
  EXPECT_FALSE(knows(simple.codecs[0], {"transport-cc", ""}));
  EXPECT_TRUE(knows(simple.codecs[0], {"goog-remb", ""}));
}

TEST(RtpMatching, a_receiver_without_rtx_is_sent_none) {
  RtpCapabilities plain = browser();
  std::erase_if(plain.codecs, [](const Codec& codec) { return codec.is_rtx(); });
  const auto received = for_receiver(passed_on(Kind::video, camera_of_lin()), plain);
  ASSERT_TRUE(received);
  EXPECT_EQ(received->codecs.size(), 1U);
  EXPECT_FALSE(received->encodings[0].rtx_ssrc);
}

TEST(RtpMatching, sound_is_never_sent_again) {
  RtpParameters voice;
  voice.codecs = {{"audio/opus", 111, 48'000, 2, {}, {}}};
  voice.encodings.emplace_back();
  const auto received = for_receiver(passed_on(Kind::audio, voice), browser());
  ASSERT_TRUE(received);
  EXPECT_FALSE(knows(received->codecs[0], {"nack", ""}));
  EXPECT_FALSE(received->encodings[0].rtx_ssrc);
}

TEST(RtpMatching, who_shares_no_codec_is_refused) {
  RtpCapabilities deaf = browser();
  deaf.codecs.clear();
  EXPECT_FALSE(for_receiver(passed_on(Kind::video, camera_of_lin()), deaf));
}

}  // namespace
}  // namespace ling::media
