#include "measure.hpp"
#include "scenarios/crowd.hpp"
#include "scenarios/scenarios.hpp"

#include <fmt/format.h>
#include <sys/socket.h>

#include <chrono>

namespace ling::bench {
namespace {

using std::chrono::steady_clock;
using system_test::Person;
using system_test::ServerProcess;

// So few that two cores carry what all of them read, 80 MB/s: an audience that is behind anyway tells nothing of one in it.
constexpr std::size_t members = 200, rounds = 3;
constexpr int offered_per_second = 100;
// Every 1,500 messages or so the log is copied into the database, and six messages wait for it. In rounds of 4 s they were
// the slowest hundredth of every fourth, and always of the same kind.
constexpr double seconds = 10;
/// Enough that what one does not read is more than an outbox within a round: 4 MB.
constexpr std::size_t text_bytes = 4000;

struct Audience {
  load::SslContext context;
  load::LoadLoop loop;
  std::vector<load::WebSocket*> sockets;  ///< The first one writes.
  std::vector<std::size_t> told;          ///< How many messages each has, in the order of the sockets.
  std::vector<steady_clock::time_point> due;
  std::vector<double> milliseconds;
  std::size_t reading = members;

  void note(std::size_t who) {
    const auto late = steady_clock::now() - due[told[who]++];
    milliseconds.push_back(std::chrono::duration<double, std::milli>(late).count());
  }
};

/// The slowest hundredth of all deliveries of one round, in milliseconds from when each message was due.
double p99_of_round(Audience& audience, std::int64_t conversation_id) {
  audience.milliseconds.clear();
  const std::size_t first = audience.due.size(), total = static_cast<std::size_t>(seconds * offered_per_second);
  const auto started = steady_clock::now();
  const std::string text(text_bytes, 'x');
  while (audience.due.size() < first + total) {
    const auto due = started + (audience.due.size() - first) * std::chrono::microseconds(1000000 / offered_per_second);
    if (steady_clock::now() >= due) {
      audience.sockets[0]->send(message_frame(audience.due.size(), conversation_id, text));
      audience.due.push_back(due);
      audience.sockets[0]->flush();
    }
    audience.loop.turn(std::chrono::microseconds(200));
  }
  audience.loop.run_until([&] { return audience.milliseconds.size() >= total * audience.reading; },
                          std::chrono::seconds(60));
  return percentile(audience.milliseconds, 0.99);
}

/// The same while one reads nothing, who is closed within the round; it does not come back, so each round has one of its
/// own.
double p99_beside_one_that_stalls(Audience& audience, std::int64_t conversation_id) {
  load::WebSocket& stalled = *audience.sockets[--audience.reading];
  constexpr int few_bytes = 4096;
  ::setsockopt(stalled.fd(), SOL_SOCKET, SO_RCVBUF, &few_bytes, sizeof few_bytes);
  audience.loop.pause(stalled);
  const double p99 = p99_of_round(audience, conversation_id);
  bool closed = false;
  audience.loop.on_closed([&](load::WebSocket& socket) { closed = closed || &socket == &stalled; });
  audience.loop.resume(stalled);
  audience.loop.run_until([&] { return closed; }, std::chrono::seconds(60));
  audience.loop.on_closed({});
  return p99;
}

}  // namespace

void slow_reader(Report& report) {
  ServerProcess server;
  const auto people = crowd(server, "member", members);
  const std::int64_t conversation_id = group_of(server, people);
  Audience audience{.context = trusting(server)};
  audience.told.resize(members);
  for (std::size_t i = 0; i < members; ++i) {
    audience.sockets.push_back(&connect(audience.loop, audience.context.get(), server, people[i].token));
    audience.sockets[i]->on_text([&audience, i](std::string_view frame) {
      if (is_answer(frame)) return must_be_done(frame);
      if (is_message(frame) && i < audience.reading) audience.note(i);
    });
  }
  p99_of_round(audience, conversation_id);  // Nothing is warm yet.
  std::vector<double> all_read, one_does_not;
  for (std::size_t round = 0; round < rounds; ++round) {
    // In turn, and each first as often as the other: the machine is not the same from one minute to the next.
    const bool stalls_first = round % 2 == 1;
    if (stalls_first) one_does_not.push_back(p99_beside_one_that_stalls(audience, conversation_id));
    all_read.push_back(p99_of_round(audience, conversation_id));
    if (!stalls_first) one_does_not.push_back(p99_beside_one_that_stalls(audience, conversation_id));
  }
  // How far two halves of the same are apart says what the figure can tell.
  std::vector<double> halves[2];
  for (std::size_t round = 0; round < rounds; ++round)
    halves[round % 2].push_back(all_read[round]);
  const double apart = percentile(halves[0], 0.5) / percentile(halves[1], 0.5);
  const double quiet = percentile(all_read, 0.5), beside = percentile(one_does_not, 0.5);
  report.add({"slow_reader_others_p99", beside / quiet, "<= 1.1",
              fmt::format("{:.2f} ms beside one that does not read, {:.2f} ms without; {} members, {} messages/s of "
                          "{} bytes, medians of {} rounds each; every second round without over the others: {:.2f}",
                          beside, quiet, members, offered_per_second, text_bytes, rounds, apart)});
}

}  // namespace ling::bench
