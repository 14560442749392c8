// The media engine as a process: what it makes, and that neither packets of strangers nor its own death stop us.
#include "foundation/json_codec.hpp"
#include "media/addresses.hpp"
#include "support/hostile_packets.hpp"
#include "support/media_loop.hpp"
#include "support/server_process.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <vector>

namespace ling::system_test {
namespace {

using media::Kind;

media::RtpParameters voice() {
  media::RtpParameters parameters;
  parameters.mid = "0";
  parameters.codecs = {{"audio/opus", 111, 48'000, 2, {{"minptime", 10}}, {}}};
  parameters.encodings.emplace_back();
  parameters.encodings[0].ssrc = 1234;
  return parameters;
}

media::RtpParameters camera() {
  media::RtpParameters parameters;
  parameters.mid = "1";
  parameters.codecs = {{"video/VP8", 96, 90'000, std::nullopt, {}, {{"nack", ""}, {"nack", "pli"}}},
                       {"video/rtx", 97, 90'000, std::nullopt, {{"apt", 96}}, {}}};
  parameters.header_extensions = {{"urn:ietf:params:rtp-hdrext:sdes:mid", 1},
                                  {"urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id", 2},
                                  {"urn:nobody:knows:this", 9}};
  parameters.encodings.resize(3);
  for (std::size_t i = 0; i < 3; ++i)
    parameters.encodings[i].rid = "r" + std::to_string(i);
  return parameters;
}

const media::IceCandidate& candidate_of(const media::Transport& transport, bool tcp) {
  for (const auto& candidate : transport.facts().candidates) {
    if (candidate.tcp == tcp) return candidate;
  }
  throw std::runtime_error("no such candidate");
}

TEST(MediaEngine, it_makes_rooms_and_ways_into_them) {
  MediaEngine media;
  auto router = media.loop.run(media.engine.create_router()).value();
  auto transport = media.loop.run(router.create_transport()).value();
  EXPECT_EQ(transport.facts().candidates.size(), 2U);
  EXPECT_EQ(candidate_of(transport, false).address, "127.0.0.1");
  EXPECT_GT(candidate_of(transport, false).priority, candidate_of(transport, true).priority) << "UDP is better";
  EXPECT_GE(transport.facts().ice.password.size(), 22U);
  const auto fresh = media.loop.run(transport.restart_ice()).value();
  EXPECT_NE(fresh.username_fragment, transport.facts().ice.username_fragment);
  EXPECT_FALSE(media.loop.run(transport.stats()).value().connected);
}

TEST(MediaEngine, its_process_is_confined) {
  const MediaEngine media;
  std::ifstream status("/proc/" + std::to_string(media.engine.worker()->pid()) + "/status");
  const std::string text{std::istreambuf_iterator<char>(status), {}};
  // 2: a filter of system calls.
  EXPECT_NE(text.find("Seccomp:\t2\n"), std::string::npos) << text;
  EXPECT_NE(text.find("NoNewPrivs:\t1\n"), std::string::npos) << text;
}

TEST(MediaEngine, what_one_sends_another_can_receive) {
  MediaEngine media;
  auto router = media.loop.run(media.engine.create_router()).value();
  auto to = media.loop.run(router.create_transport()).value();
  auto from = media.loop.run(router.create_transport()).value();
  auto spoken = media.loop.run(to.produce(Kind::audio, voice(), false)).value();
  auto seen = media.loop.run(to.produce(Kind::video, camera(), false)).value();
  EXPECT_EQ(seen.source().type, FBS::RtpParameters::Type::SIMULCAST);
  const auto everything = media::read_rtp_capabilities(router.capabilities()).value();
  auto heard = media.loop.run(from.consume(spoken.source(), everything, false)).value();
  auto watched = media.loop.run(from.consume(seen.source(), everything, true)).value();
  EXPECT_NE(heard.parameters().mid, watched.parameters().mid);
  EXPECT_TRUE(media.loop.run(watched.prefer_layers(1, 0)));
  EXPECT_TRUE(media.loop.run(watched.resume()));
  EXPECT_TRUE(media.loop.run(spoken.pause()));
  media.loop.until([&] {
    return std::ranges::any_of(media.events, [&](const media::Event& event) {
      const auto* paused = std::get_if<media::ProducerPaused>(&event);
      return paused != nullptr && paused->consumer_id == heard.id() && paused->paused;
    });
  });

  auto loudness = media.loop.run(router.observe_volumes(1, -80, 500)).value();
  EXPECT_TRUE(media.loop.run(loudness.add(spoken.id())));
  auto speaker = media.loop.run(router.observe_speaker(300)).value();
  EXPECT_TRUE(media.loop.run(speaker.add(spoken.id())));
  EXPECT_FALSE(media.loop.run(speaker.add("nobody")));
}

TEST(MediaEngine, what_is_let_go_of_is_closed) {
  MediaEngine media;
  auto router = media.loop.run(media.engine.create_router()).value();
  auto to = media.loop.run(router.create_transport()).value();
  auto from = media.loop.run(router.create_transport()).value();
  const auto everything = media::read_rtp_capabilities(router.capabilities()).value();
  auto spoken = std::optional(media.loop.run(to.produce(Kind::audio, voice(), false)).value());
  const media::Source source = spoken->source();
  auto heard = media.loop.run(from.consume(source, everything, false)).value();
  spoken.reset();
  media.loop.until([&] {
    return std::ranges::any_of(media.events, [&](const media::Event& event) {
      const auto* ended = std::get_if<media::ConsumerEnded>(&event);
      return ended != nullptr && ended->consumer_id == heard.id();
    });
  });
  const auto late = media.loop.run(from.consume(source, everything, false));
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error().code, ErrorCode::bad_request);
}

TEST(MediaEngine, a_killed_worker_is_replaced_and_the_owner_is_told) {
  MediaEngine media;
  const pid_t first = media.engine.worker()->pid();
  auto router = media.loop.run(media.engine.create_router()).value();
  ::kill(first, SIGKILL);
  media.loop.until([&] { return media.downs == 1; });
  EXPECT_FALSE(router.alive());
  const auto refused = media.loop.run(router.create_transport());
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::busy);
  media.loop.until([&] { return media.ups == 2; });
  EXPECT_NE(media.engine.worker()->pid(), first);
  EXPECT_TRUE(media.loop.run(media.engine.create_router()));
}

TEST(MediaEngine, it_follows_the_addresses_of_the_machine) {
  MediaEngine media;
  media.engine.move_to({"127.0.0.1"});
  media.engine.move_to({"127.0.0.2"});
  media.loop.until([&] { return media.ups == 2; });
  EXPECT_EQ(media.downs, 1) << "the same addresses change nothing";
  auto router = media.loop.run(media.engine.create_router()).value();
  auto transport = media.loop.run(router.create_transport()).value();
  EXPECT_EQ(candidate_of(transport, false).address, "127.0.0.2");
}

TEST(MediaEngine, a_worker_that_hangs_is_replaced) {
  MediaEngine media;
  ::kill(media.engine.worker()->pid(), SIGSTOP);
  EXPECT_FALSE(media.loop.run(media.engine.create_router()));
  media.loop.until([&] { return media.downs == 1 && media.ups == 2; });
  EXPECT_TRUE(media.loop.run(media.engine.create_router()));
}

TEST(MediaEngine, a_port_that_is_taken_is_a_refusal_and_no_end) {
  const int taken = ::socket(AF_INET, SOCK_DGRAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  ASSERT_EQ(::bind(taken, reinterpret_cast<const sockaddr*>(&address), size), 0);
  ASSERT_EQ(::getsockname(taken, reinterpret_cast<sockaddr*>(&address), &size), 0);
  MediaLoop loop;
  auto settings = MediaEngine::on_loopback();
  settings.port = ntohs(address.sin_port);
  const auto refused = loop.run(media::Worker::start(loop.executor(), settings, {}));
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::busy);
  EXPECT_NE(refused.error().detail.find("address already in use"), std::string::npos) << refused.error().detail;
  ::close(taken);
}

TEST(MediaEngine, a_public_address_is_offered_beside_our_own) {
  auto settings = MediaEngine::on_loopback();
  settings.public_address = "203.0.113.7";
  MediaEngine media(settings);
  auto router = media.loop.run(media.engine.create_router()).value();
  auto transport = media.loop.run(router.create_transport()).value();
  ASSERT_EQ(transport.facts().candidates.size(), 4U);
  const auto& outside = transport.facts().candidates[2];
  EXPECT_EQ(outside.address, "203.0.113.7");
  EXPECT_EQ(outside.port, candidate_of(transport, false).port);
}

TEST(MediaEngine, packets_of_strangers_neither_stop_nor_slow_it) {
  MediaEngine media;
  const pid_t pid = media.engine.worker()->pid();
  auto router = media.loop.run(media.engine.create_router()).value();
  auto transport = media.loop.run(router.create_transport()).value();
  media::DtlsParameters theirs;
  theirs.fingerprints = {{"sha-256", "AA:BB"}};
  EXPECT_TRUE(media.loop.run(transport.connect(theirs)));

  std::mt19937 random(20'26);
  const auto all = hostile_seeds(transport.facts().ice.username_fragment);
  const media::IceCandidate &by_udp = candidate_of(transport, false), &by_tcp = candidate_of(transport, true);
  const Stranger udp(SOCK_DGRAM, by_udp.address, by_udp.port);
  for (int i = 0; i < 50'000; ++i) {
    udp.send(mutated(all[static_cast<std::size_t>(i) % all.size()], random));
    // Between the bursts it must still answer, which also gives it the time to read them all.
    if (i % 500 == 0) EXPECT_TRUE(media.loop.run(transport.stats()));
  }
  for (int i = 0; i < 200; ++i) {
    const Stranger tcp(SOCK_STREAM, by_tcp.address, by_tcp.port);
    for (int packet = 0; packet < 20; ++packet) {
      auto framed = mutated(all[static_cast<std::size_t>(packet) % all.size()], random);
      const auto length = static_cast<std::uint16_t>(packet % 5 == 0 ? random() : framed.size());
      framed.insert(framed.begin(), {static_cast<std::uint8_t>(length >> 8), static_cast<std::uint8_t>(length)});
      tcp.send(framed);
    }
  }
  EXPECT_TRUE(media.loop.run(transport.stats()));
  EXPECT_TRUE(media.loop.run(router.create_transport()));
  EXPECT_EQ(media.engine.worker()->pid(), pid);
  EXPECT_EQ(media.downs, 0);
}

TEST(MediaEngine, started_by_hand_it_ends_with_an_error) {
  EXPECT_NE(run_ling("media-worker").exit_code, 0);
}

TEST(MediaEngine, this_machine_has_an_address) {
  EXPECT_FALSE(media::local_addresses().empty());
}

}  // namespace
}  // namespace ling::system_test
