// Strangers, eavesdroppers and a false participant beside a call: neither the engine nor the call takes harm.
#include "load/media/synthetic_call.hpp"
#include "support/hostile_packets.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <random>
#include <thread>

namespace ling::system_test {
namespace {

using load::MediaClient;
using load::Shape;
using load::SyntheticCall;
using Packet = std::vector<std::uint8_t>;

constexpr Shape picture{.video = true, .ssrc = 100, .bits_per_second = 500'000, .frames_per_second = 30};
constexpr Shape voice{.video = false, .ssrc = 300, .bits_per_second = 32'000, .frames_per_second = 50};

/// One who speaks and is seen, two who watch.
class HostileMedia : public testing::Test {
 protected:
  HostileMedia() : pid_(call_.engine_pid()) {
    const auto sources = call_.send({picture, voice});
    call_.come_to_watch(sources);
    call_.come_to_watch(sources);
    call_.watch();
  }

  /// The same engine carries the same call: those who watch are sent more, within `patience`.
  void expect_that_it_goes_on() {
    const auto before = call_.packets_received();
    const auto end = std::chrono::steady_clock::now() + SyntheticCall::patience;
    while (call_.packets_received() < before + 300) {
      ASSERT_TRUE(is_alive());
      ASSERT_LT(std::chrono::steady_clock::now(), end);
    }
    EXPECT_TRUE(is_alive());
  }

  bool is_alive() {
    const bool answers = call_.engine().loop.run(call_.engine().engine.worker()->usage()).has_value();
    return answers && call_.engine_pid() == pid_ && call_.engine().downs == 0;
  }

  /// What one who listens on the wire hears of the sender.
  std::vector<Packet> overheard(std::size_t count) {
    auto heard = std::make_shared<std::vector<Packet>>();
    load::MediaLink& link = call_.senders()[0]->link;
    call_.threads().run([&] {
      link.let_overhear([heard](std::span<const std::uint8_t> one) { heard->emplace_back(one.begin(), one.end()); });
    });
    call_.wait_for([&] { return heard->size() >= count; });
    call_.threads().run([&] { link.let_overhear(nullptr); });
    return *heard;
  }

  SyntheticCall call_;
  pid_t pid_;
};

TEST_F(HostileMedia, junk_beside_a_call_does_not_disturb_it) {
  const media::Transport way = call_.open_way();
  const auto all = hostile_seeds(way.facts().ice.username_fragment);
  const load::FarEnd port = SyntheticCall::far_end_of(way);
  std::atomic<bool> enough = false;
  std::atomic<std::uint64_t> thrown = 0;
  // As fast as a processor throws.
  std::thread thrower([&] {
    std::mt19937 random(20'26);
    std::vector<Packet> junk;
    for (std::size_t i = 0; i < 4'000; ++i)
      junk.push_back(mutated(all[i % all.size()], random));
    const Stranger stranger(SOCK_DGRAM, port.address, port.port);
    while (!enough)
      stranger.send(junk[thrown++ % junk.size()]);
  });
  while (thrown < 200'000 && is_alive()) {
    // Asked again and again, it answers beside the junk.
  }
  expect_that_it_goes_on();
  enough = true;
  thrower.join();
  expect_that_it_goes_on();
}

TEST_F(HostileMedia, a_flood_of_foreign_hellos_begins_no_handshake) {
  const media::Transport way = call_.open_way();
  const auto hello = hostile_seeds(way.facts().ice.username_fragment)[1];
  const load::FarEnd port = SyntheticCall::far_end_of(way);
  // Each from a place of its own, which nobody has shown to be theirs.
  std::vector<std::unique_ptr<Stranger>> strangers;
  for (int i = 0; i < 500; ++i) {
    strangers.push_back(std::make_unique<Stranger>(SOCK_DGRAM, port.address, port.port));
    for (int again = 0; again < 20; ++again)
      strangers.back()->send(hello);
  }
  // What is passed on now came to the port after all of them.
  expect_that_it_goes_on();
  EXPECT_TRUE(std::ranges::none_of(strangers, [](const auto& stranger) { return stranger->is_answered(); }));
}

TEST_F(HostileMedia, whoever_has_another_certificate_than_was_told_is_not_let_in) {
  const load::Identity told, shown;
  media::Transport way = call_.open_way();
  call_.expect(way, told.fingerprint());
  load::MediaLink link(SyntheticCall::far_end_of(way), shown);
  const auto refused = [&] {
    return std::ranges::any_of(call_.engine().events, [&](const media::Event& event) {
      const auto* dtls = std::get_if<media::DtlsChanged>(&event);
      return dtls != nullptr && dtls->transport_id == way.id() && dtls->state == media::DtlsState::failed;
    });
  };
  const auto end = std::chrono::steady_clock::now() + SyntheticCall::patience;
  const auto nothing = [](std::span<const std::uint8_t>) {};
  while (!refused()) {
    ASSERT_LT(std::chrono::steady_clock::now(), end);
    try {
      link.tick(load::now_ns());
      link.receive(nothing, nothing);
    } catch (const std::runtime_error&) {
      // It was told so.
    }
    ASSERT_TRUE(is_alive());
  }
  expect_that_it_goes_on();
}

TEST_F(HostileMedia, what_was_overheard_and_is_sent_again_reaches_nobody) {
  const std::vector<Packet> heard = overheard(200);
  const media::Transport way = call_.open_way();
  const load::FarEnd port = SyntheticCall::far_end_of(way);
  const Stranger elsewhere(SOCK_DGRAM, port.address, port.port);
  const auto sent = [&] {
    std::uint64_t count = 0;
    for (const auto& sender : call_.senders()[0]->senders)
      count += sender->packets();
    return count;
  };
  expect_that_it_goes_on();
  const std::uint64_t before = call_.threads().run([&] {
    for (MediaClient* client : call_.receivers())
      client->receiver->begin_counting();
    return sent();
  });
  constexpr std::uint64_t rounds = 50, on_their_way = 200;
  for (std::uint64_t round = 0; round < rounds; ++round) {
    call_.threads().run([&] {
      for (const Packet& packet : heard) {
        elsewhere.send(packet);
        // And from the very place that it came from.
        call_.senders()[0]->link.send_raw(packet);
      }
    });
  }
  expect_that_it_goes_on();
  call_.threads().run([&] {
    for (const MediaClient* client : call_.receivers()) {
      EXPECT_LT(client->receiver->packets(), sent() - before + on_their_way);
      EXPECT_EQ(client->link.rejected(), 0U);
    }
  });
}

}  // namespace
}  // namespace ling::system_test
