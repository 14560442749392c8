#include "floors/floors.hpp"
#include "load/media/janus_room.hpp"
#include "load/media/synthetic_call.hpp"
#include "measure.hpp"
#include "scenarios/scenarios.hpp"

#include <fmt/format.h>
#include <sched.h>

#include <filesystem>
#include <functional>
#include <thread>

namespace ling::bench {
namespace {

using load::JanusRoom;
using load::MediaClient;
using load::Nanoseconds;
using load::Shape;
using load::SyntheticCall;

constexpr std::chrono::milliseconds warm_up{1500}, counted{3000};
/// Ours and Janus in turn, so that both have the same machine; the middle of them counts.
constexpr int rounds = 3;
constexpr std::size_t watchers = 24, people = 50, tiles = 8, voices = 3;
constexpr Shape stage{.video = true, .ssrc = 100, .bits_per_second = 1'500'000, .frames_per_second = 30};
constexpr Shape tile{.video = true, .ssrc = 200, .bits_per_second = 150'000, .frames_per_second = 15};
constexpr Shape voice{.video = false, .ssrc = 300, .bits_per_second = 32'000, .frames_per_second = 50};
/// What they make of it: 230 packets a second, of 850 bytes in the mean.
constexpr std::size_t mean_packet = 850;
constexpr int mean_packets_per_second = 230;

/// What one run of a call showed.
struct Run {
  double cpu_us = 0;  ///< Of who forwards, for a packet that arrived.
  double core_percent = 0, packets_per_second = 0;
  double delay_p50_ms = 0, delay_p99_ms = 0;
  double first_frame_p50_ms = 0, first_frame_p95_ms = 0;
  double key_frames = 0;  ///< Asked of the senders while all began to watch.
};
using Runs = std::vector<Run>;

double middle(const Runs& runs, double Run::* figure) {
  std::vector<double> values;
  for (const Run& run : runs)
    values.push_back(run.*figure);
  return percentile(values, 0.5);
}

void count_for_a_while(Run& run, load::MediaThread& threads, const std::vector<MediaClient*>& receivers,
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
  std::uint64_t packets = 0;
  std::vector<double> delays_ms;
  threads.run([&] {
    for (MediaClient* client : receivers) {
      packets += client->receiver->packets();
      for (const Nanoseconds delay : client->receiver->delays())
        delays_ms.push_back(static_cast<double>(delay) / 1e6);
    }
  });
  if (packets == 0) throw std::runtime_error("nothing arrives");
  run.cpu_us = used / static_cast<double>(packets);
  run.core_percent = used / 1e4 / seconds;
  run.packets_per_second = static_cast<double>(packets) / seconds;
  run.delay_p50_ms = percentile(delays_ms, 0.5);
  run.delay_p99_ms = percentile(delays_ms, 0.99);
}

/// Who forwards has the first processor for itself, those who send and receive the second.
void pin_to_first(pid_t pid) {
  if (std::thread::hardware_concurrency() < 2) return;
  cpu_set_t first;
  CPU_ZERO(&first);
  CPU_SET(0, &first);
  ::sched_setaffinity(pid, sizeof first, &first);
}

/// Everybody begins to watch at once, then the call stands for a while. `Call` is ours or Janus.
template <class Call>
Run watch_and_count(Call& call, load::MediaThread& threads, const std::function<std::chrono::microseconds()>& cpu) {
  Run run;
  const int before = call.key_frame_requests();
  auto first_frames_ms = call.watch();
  run.key_frames = call.key_frame_requests() - before;
  run.first_frame_p50_ms = percentile(first_frames_ms, 0.5);
  run.first_frame_p95_ms = percentile(first_frames_ms, 0.95);
  count_for_a_while(run, threads, call.receivers(), cpu);
  return run;
}

/// Who sends what, each for themselves.
using Senders = std::vector<std::vector<Shape>>;

Run in_our_call(const Senders& senders, std::size_t receivers) {
  SyntheticCall call;
  pin_to_first(call.engine_pid());
  std::vector<media::Source> sources;
  for (const auto& shapes : senders) {
    for (media::Source& source : call.send(shapes))
      sources.push_back(std::move(source));
  }
  for (std::size_t i = 0; i < receivers; ++i)
    call.come_to_watch(sources);
  return watch_and_count(call, call.threads(), [&] {
    auto usage = call.engine().loop.run(call.engine().engine.worker()->usage());
    if (!usage) throw std::runtime_error("the media engine does not tell what it used");
    return std::chrono::milliseconds(usage->cpu_ms);
  });
}

Run in_janus(const Senders& senders, std::size_t receivers) {
  const load::Identity identity;
  load::MediaThread threads(1);
  JanusRoom room(threads, identity);
  // It has many threads: all of them, and those that they start.
  for (const auto& task : std::filesystem::directory_iterator(fmt::format("/proc/{}/task", room.pid())))
    pin_to_first(static_cast<pid_t>(std::stoi(task.path().filename().string())));
  for (const auto& shapes : senders)
    room.send(shapes);
  for (std::size_t i = 0; i < receivers; ++i)
    room.come_to_watch();
  return watch_and_count(room, threads, [&] { return cpu_of(room.pid()); });
}

void one_for_all(Report& report) {
  const Senders senders{{stage, voice}};
  Runs ours, theirs;
  std::string fault;
  std::vector<double> over_floor, one_by_one_us, together_us;
  for (int round = 0; round < rounds; ++round) {
    ours.push_back(in_our_call(senders, watchers));
    const Floor each = encrypted_datagrams(watchers, mean_packet, mean_packets_per_second, Sending::each);
    const Floor together = encrypted_datagrams(watchers, mean_packet, mean_packets_per_second, Sending::together);
    one_by_one_us.push_back(each.cpu_us);
    together_us.push_back(together.cpu_us);
    over_floor.push_back(ours.back().cpu_us / together.cpu_us);
    if (JanusRoom::installed() && fault.empty()) {
      try {
        theirs.push_back(in_janus(senders, watchers));
      } catch (const std::exception& why) {
        fault = why.what();  // no reason to lose ours
      }
    }
  }
  report.add({"call_cpu_us_per_packet", middle(ours, &Run::cpu_us), "<= 15",
              fmt::format("{:.0f} packets/s to {} receivers that tell when each came; middle of {} runs",
                          middle(ours, &Run::packets_per_second), watchers, rounds)});
  report.add({"call_cpu_vs_floor", percentile(over_floor, 0.5), "(to compare)",
              fmt::format("{:.1f} us to encrypt and send one, all of a burst together; {:.1f} us one by one",
                          percentile(together_us, 0.5), percentile(one_by_one_us, 0.5))});
  report.add({"call_first_frame_p95_ms", middle(ours, &Run::first_frame_p95_ms), "<= 600",
              fmt::format("{} at once, half within {:.0f} ms", watchers, middle(ours, &Run::first_frame_p50_ms))});
  report.add({"call_key_frames_24_joins", middle(ours, &Run::key_frames), "<= 6", "asked of the sender"});
  report.add({"call_delay_p50_ms", middle(ours, &Run::delay_p50_ms), "<= 0.5", "from sender to receiver"});
  report.add({"call_delay_p99_ms", middle(ours, &Run::delay_p99_ms), "<= 5", ""});
  if (!fault.empty()) return report.failed("call_janus", fault);
  if (theirs.empty()) return report.skipped("call_janus", "Janus is not installed (apt install janus)");
  const std::string compare = "(to compare)";
  report.add({"call_janus_cpu_us_per_packet", middle(theirs, &Run::cpu_us), compare,
              fmt::format("the same in Debian's Janus, in turn with ours; {:.0f} packets/s",
                          middle(theirs, &Run::packets_per_second))});
  report.add({"call_janus_first_frame_p95_ms", middle(theirs, &Run::first_frame_p95_ms), compare,
              fmt::format("half within {:.0f} ms", middle(theirs, &Run::first_frame_p50_ms))});
  report.add({"call_janus_key_frames_24_joins", middle(theirs, &Run::key_frames), compare, ""});
  report.add({"call_janus_delay_p50_ms", middle(theirs, &Run::delay_p50_ms), compare, ""});
  report.add({"call_janus_delay_p99_ms", middle(theirs, &Run::delay_p99_ms), compare, ""});
}

void fifty(Report& report) {
  Senders senders{{stage, voice}};
  for (std::size_t i = 0; i < tiles; ++i) {
    Shape small = tile, spoken = voice;
    small.ssrc += static_cast<std::uint32_t>(i);
    spoken.ssrc += 1 + static_cast<std::uint32_t>(i);
    auto& shapes = senders.emplace_back(1, small);
    if (i + 1 < voices) shapes.push_back(spoken);
  }
  const Run ours = in_our_call(senders, people);
  report.add({"call_50_people_core_percent", ours.core_percent, "<= 60",
              fmt::format("one on stage, {} tiles, {} voices to {} people: {:.0f} packets/s, {:.1f} us each", tiles,
                          voices, people, ours.packets_per_second, ours.cpu_us)});
  report.add({"call_50_people_delay_p99_ms", ours.delay_p99_ms, "<= 5", ""});
  if (!JanusRoom::installed()) return;
  const Run theirs = in_janus(senders, people);
  report.add({"call_janus_50_people_core_percent", theirs.core_percent, "(to compare)",
              fmt::format("{:.0f} packets/s, {:.1f} us each, delay p99 {:.0f} ms", theirs.packets_per_second,
                          theirs.cpu_us, theirs.delay_p99_ms)});
}

}  // namespace

void calls(Report& report) {
  one_for_all(report);
  fifty(report);
}

}  // namespace ling::bench
