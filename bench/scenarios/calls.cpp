#include "load/media/janus_room.hpp"
#include "load/media/media_thread.hpp"
#include "measure.hpp"
#include "scenarios/scenarios.hpp"
#include "support/media_loop.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <thread>

namespace ling::bench {
namespace {

using load::MediaClient;
using load::Nanoseconds;
using load::Shape;
using media::Kind;

constexpr std::chrono::seconds warm_up{3}, counted{8}, patience{20};
constexpr std::size_t watchers = 24, people = 50, tiles = 8, voices = 3;
constexpr Shape stage{.video = true, .ssrc = 100, .bits_per_second = 1'500'000, .frames_per_second = 30};
constexpr Shape tile{.video = true, .ssrc = 200, .bits_per_second = 150'000, .frames_per_second = 15};
constexpr Shape voice{.video = false, .ssrc = 300, .bits_per_second = 32'000, .frames_per_second = 50};

constexpr std::string_view transport_wide = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

template <class T>
T given(Result<T> result) {
  if (!result) throw std::runtime_error("the media engine refuses: " + result.error().detail);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

media::RtpParameters parameters_of(const Shape& shape, std::size_t mid) {
  media::RtpParameters parameters;
  parameters.mid = std::to_string(mid);
  if (shape.video) {
    parameters.codecs = {{"video/VP8",
                          load::Sender::picture_payload,
                          90'000,
                          std::nullopt,
                          {},
                          {{"nack", ""}, {"nack", "pli"}, {"ccm", "fir"}, {"transport-cc", ""}}}};
  } else {
    parameters.codecs = {{"audio/opus", load::Sender::voice_payload, 48'000, 2, {}, {{"transport-cc", ""}}}};
  }
  parameters.header_extensions = {{std::string(transport_wide), load::Sender::transport_extension}};
  parameters.encodings.emplace_back();
  parameters.encodings[0].ssrc = shape.ssrc;
  parameters.cname = "bench";
  return parameters;
}

struct Counts {
  double cpu_us = 0;  ///< Of who forwards, for a packet that arrived.
  double cpu_share = 0;
  double packets_per_second = 0;
  std::vector<double> delays_ms;
};

Counts count_for_a_while(load::MediaThread& threads, const std::vector<MediaClient*>& receivers,
                         const std::function<std::chrono::microseconds()>& cpu) {
  std::this_thread::sleep_for(warm_up);
  threads.run([&] {
    for (MediaClient* client : receivers)
      client->receiver->begin_counting();
  });
  const Stopwatch watch;
  const auto before = cpu();
  std::this_thread::sleep_for(counted);
  const auto used = static_cast<double>((cpu() - before).count());
  const double seconds = watch.seconds();
  Counts counts;
  std::uint64_t packets = 0;
  threads.run([&] {
    for (MediaClient* client : receivers) {
      packets += client->receiver->packets();
      for (const Nanoseconds delay : client->receiver->delays())
        counts.delays_ms.push_back(static_cast<double>(delay) / 1e6);
    }
  });
  if (packets == 0) throw std::runtime_error("nothing arrives");
  counts.cpu_us = used / static_cast<double>(packets);
  counts.cpu_share = used / 1e6 / seconds;
  counts.packets_per_second = static_cast<double>(packets) / seconds;
  return counts;
}

/// Who forwards has the first processor for itself, those who send and receive the second.
void pin_to_first(pid_t pid) {
  if (std::thread::hardware_concurrency() < 2) return;
  cpu_set_t first;
  CPU_ZERO(&first);
  CPU_SET(0, &first);
  ::sched_setaffinity(pid, sizeof first, &first);
}

/// A call on the engine alone: whoever forwards is the real process, those in it are synthetic.
class Call {
 public:
  Call() : router_(given(loop().run(engine_.engine.create_router()))), threads_(1) {
    pin_to_first(engine_.engine.worker()->pid());
  }

  /// Comes in and sends; the sources, one for each shape.
  std::vector<media::Source> send(const std::vector<Shape>& shapes) {
    Way& way = come_in();
    MediaClient* client = way.client;
    std::vector<media::Source> sources;
    for (const Shape& shape : shapes) {
      const Kind kind = shape.video ? Kind::video : Kind::audio;
      producers_.push_back(
          given(loop().run(way.transport.produce(kind, parameters_of(shape, producers_.size()), false))));
      sources.push_back(producers_.back().source());
    }
    threads_.run([&] {
      for (const Shape& shape : shapes)
        client->senders.push_back(std::make_unique<load::Sender>(client->link, shape));
    });
    return sources;
  }

  /// Comes in to watch, and is sent nothing yet.
  void come_to_watch(const std::vector<media::Source>& sources) {
    Way& way = come_in();
    MediaClient* client = way.client;
    const auto capabilities = media::read_rtp_capabilities(router_.capabilities()).value();
    std::uint8_t extension = 0;
    for (const media::Source& source : sources) {
      consumers_.push_back(given(loop().run(way.transport.consume(source, capabilities, true))));
      waiting_.push_back(consumers_.size() - 1);
      for (const auto& one : consumers_.back().parameters().header_extensions) {
        if (one.uri == transport_wide) extension = one.id;
      }
    }
    threads_.run([&] { client->receiver = std::make_unique<load::Receiver>(client->link, extension); });
    receivers_.push_back(client);
  }

  /// All who came to watch are sent what they came for, at once; how long each took to the first whole picture, in ms.
  std::vector<double> watch() {
    const Nanoseconds asked = load::now_ns();
    for (const std::size_t one : waiting_)
      given(loop().run(consumers_[one].resume()));
    waiting_.clear();
    wait_for([&] {
      return std::ranges::all_of(receivers_,
                                 [](const MediaClient* one) { return one->receiver->first_frame_at() != 0; });
    });
    return threads_.run([&] {
      std::vector<double> took;
      for (const MediaClient* client : receivers_)
        took.push_back(static_cast<double>(client->receiver->first_frame_at() - asked) / 1e6);
      return took;
    });
  }

  /// What the engine does for a while as it stands.
  Counts count() {
    return count_for_a_while(threads_, receivers_, [&] {
      return std::chrono::milliseconds(given(loop().run(engine_.engine.worker()->usage())).cpu_ms);
    });
  }

  /// Of all who send.
  int key_frame_requests() {
    return threads_.run([&] {
      int count = 0;
      for (const auto& [transport, client] : ways_) {
        for (const auto& sender : client->senders)
          count += sender->key_frame_requests();
      }
      return count;
    });
  }

 private:
  struct Way {
    media::Transport transport;
    MediaClient* client;
  };

  system_test::MediaLoop& loop() { return engine_.loop; }

  Way& come_in() {
    media::Transport transport = given(loop().run(router_.create_transport()));
    const auto& facts = transport.facts();
    const auto udp = std::ranges::find(facts.candidates, false, &media::IceCandidate::tcp);
    MediaClient& client =
        threads_.add({udp->address, udp->port, facts.ice.username_fragment, facts.ice.password}, identity_);
    media::DtlsParameters ours{media::DtlsParameters::Role::client, {{"sha-256", identity_.fingerprint()}}};
    given(loop().run(transport.connect(std::move(ours))));
    wait_for([&] { return client.link.up(); });
    ways_.push_back({std::move(transport), &client});
    return ways_.back();
  }

  template <class Condition>
  void wait_for(Condition condition) {
    const Stopwatch watch;
    while (!threads_.run(condition)) {
      if (watch.seconds() > static_cast<double>(patience.count())) throw std::runtime_error("no media comes through");
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

  system_test::MediaEngine engine_;
  load::Identity identity_;
  media::Router router_;
  std::vector<Way> ways_;
  std::vector<media::Producer> producers_;
  std::vector<media::Consumer> consumers_;
  std::vector<std::size_t> waiting_;  ///< Of the consumers.
  std::vector<MediaClient*> receivers_;
  load::MediaThread threads_;  // first to go: it uses the clients until then
};

void one_for_all(Report& report) {
  Call call;
  const auto sources = call.send({stage, voice});
  for (std::size_t i = 0; i < watchers; ++i)
    call.come_to_watch(sources);
  const int before = call.key_frame_requests();
  auto first_frames_ms = call.watch();
  const int requests = call.key_frame_requests() - before;
  auto counts = call.count();
  report.add(
      {"call_cpu_us_per_packet", counts.cpu_us, "<= 15",
       fmt::format("{:.0f} packets/s to {} receivers that tell when each came", counts.packets_per_second, watchers)});
  report.add({"call_first_frame_p95_ms", percentile(first_frames_ms, 0.95), "<= 600",
              fmt::format("{} at once, half within {:.0f} ms", watchers, percentile(first_frames_ms, 0.5))});
  report.add({"call_key_frames_24_joins", static_cast<double>(requests), "<= 6", "asked of the sender"});
  report.add({"call_delay_p50_ms", percentile(counts.delays_ms, 0.5), "<= 0.5", "from sender to receiver"});
  report.add({"call_delay_p99_ms", percentile(counts.delays_ms, 0.99), "<= 5", ""});
}

void fifty(Report& report) {
  Call call;
  std::vector<media::Source> sources = call.send({stage, voice});
  for (std::size_t i = 0; i < tiles; ++i) {
    Shape small = tile, spoken = voice;
    small.ssrc += static_cast<std::uint32_t>(i);
    spoken.ssrc += 1 + static_cast<std::uint32_t>(i);
    std::vector<Shape> shapes{small};
    if (i + 1 < voices) shapes.push_back(spoken);
    for (media::Source& source : call.send(shapes))
      sources.push_back(std::move(source));
  }
  for (std::size_t i = 0; i < people; ++i)
    call.come_to_watch(sources);
  call.watch();
  auto counts = call.count();
  report.add({"call_50_people_core_percent", counts.cpu_share * 100, "<= 60",
              fmt::format("one on stage, {} tiles, {} voices to {} people: {:.0f} packets/s, {:.1f} us each", tiles,
                          voices, people, counts.packets_per_second, counts.cpu_us)});
  report.add({"call_50_people_delay_p99_ms", percentile(counts.delays_ms, 0.99), "<= 5", ""});
}

/// The same, one for all, as Janus does it.
void janus(Report& report) {
  if (!load::JanusRoom::installed())
    return report.failed("call_janus_cpu_us_per_packet", "Janus is not installed (apt install janus)");
  load::Identity identity;
  load::MediaThread threads(1);
  load::JanusRoom room(threads, identity);
  // It has many threads: all of them, from now on.
  for (const auto& task : std::filesystem::directory_iterator(fmt::format("/proc/{}/task", room.pid())))
    pin_to_first(static_cast<pid_t>(std::stoi(task.path().filename().string())));
  MediaClient& sender = room.send({stage, voice});
  std::vector<MediaClient*> receivers;
  const int before = threads.run([&] { return sender.senders[0]->key_frame_requests(); });
  for (std::size_t i = 0; i < watchers; ++i)
    receivers.push_back(&room.watch());
  const int requests = threads.run([&] { return sender.senders[0]->key_frame_requests(); }) - before;
  auto counts = count_for_a_while(threads, receivers, [&] { return cpu_of(room.pid()); });
  report.add({"call_janus_cpu_us_per_packet", counts.cpu_us, "(to compare)",
              fmt::format("{:.0f} packets/s to {} receivers; {} key frames asked for; delay half within {:.2f} ms",
                          counts.packets_per_second, watchers, requests, percentile(counts.delays_ms, 0.5))});
  report.add({"call_janus_delay_p99_ms", percentile(counts.delays_ms, 0.99), "(to compare)", ""});
}

}  // namespace

void calls(Report& report) {
  one_for_all(report);
  janus(report);
  fifty(report);
}

}  // namespace ling::bench
