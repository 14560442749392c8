#include "load/media/janus_room.hpp"
#include "load/media/synthetic_call.hpp"
#include "measure.hpp"
#include "scenarios/scenarios.hpp"

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
using load::SyntheticCall;

constexpr std::chrono::seconds warm_up{3}, counted{8};
constexpr std::size_t watchers = 24, people = 50, tiles = 8, voices = 3;
constexpr Shape stage{.video = true, .ssrc = 100, .bits_per_second = 1'500'000, .frames_per_second = 30};
constexpr Shape tile{.video = true, .ssrc = 200, .bits_per_second = 150'000, .frames_per_second = 15};
constexpr Shape voice{.video = false, .ssrc = 300, .bits_per_second = 32'000, .frames_per_second = 50};

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

/// What the engine does for a while as the call stands.
Counts count(SyntheticCall& call) {
  return count_for_a_while(call.threads(), call.receivers(), [&] {
    auto usage = call.engine().loop.run(call.engine().engine.worker()->usage());
    if (!usage) throw std::runtime_error("the media engine does not tell what it used");
    return std::chrono::milliseconds(usage->cpu_ms);
  });
}

void one_for_all(Report& report) {
  SyntheticCall call;
  pin_to_first(call.engine_pid());
  const auto sources = call.send({stage, voice});
  for (std::size_t i = 0; i < watchers; ++i)
    call.come_to_watch(sources);
  const int before = call.key_frame_requests();
  auto first_frames_ms = call.watch();
  const int requests = call.key_frame_requests() - before;
  auto counts = count(call);
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
  SyntheticCall call;
  pin_to_first(call.engine_pid());
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
  auto counts = count(call);
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
