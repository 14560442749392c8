#include "floors/floors.hpp"
#include "measure.hpp"
#include "scenarios/crowd.hpp"
#include "scenarios/scenarios.hpp"

#include <fmt/format.h>

namespace ling::bench {
namespace {

using system_test::Person;
using system_test::ServerProcess;

constexpr std::size_t members = 500, in_flight = 4, frame_bytes = 300;
constexpr double seconds = 5;

}  // namespace

void fanout(Report& report) {
  ServerProcess server;
  const auto people = crowd(server, "member", members);
  const std::int64_t conversation_id = group_of(server, people);
  const auto context = trusting(server);
  const Floor floor = tls_broadcast(server.data() / "tls", members, in_flight, frame_bytes);

  load::LoadLoop loop;
  std::size_t delivered = 0, sent = 0, acked = 0;
  bool stopping = false;
  std::vector<load::WebSocket*> sockets;
  for (const Person& person : people)
    sockets.push_back(&connect(loop, context.get(), server, person.token));
  load::WebSocket& sender = *sockets[0];
  const auto send = [&] { sender.send(message_frame(sent++, conversation_id)); };
  for (load::WebSocket* socket : sockets) {
    socket->on_text([&, socket](std::string_view frame) {
      if (is_message(frame)) ++delivered;
      if (socket != &sender || !is_answer(frame)) return;
      must_be_done(frame);
      ++acked;
      if (!stopping) send();
    });
  }
  const Stopwatch watch;
  const auto before = cpu_of(server.pid());
  for (std::size_t n = 0; n < in_flight; ++n)
    send();
  sender.flush();
  loop.run_until([&] { return watch.seconds() > seconds; }, std::chrono::seconds(60));
  stopping = true;
  loop.run_until([&] { return acked == sent && delivered == sent * members; }, std::chrono::seconds(60));
  const double rate = static_cast<double>(delivered) / watch.seconds();
  const double cpu_us = static_cast<double>((cpu_of(server.pid()) - before).count()) / static_cast<double>(delivered);
  report.add({"fanout_vs_epoll", rate / floor.per_second, ">= 0.6",
              fmt::format("{:.0f} deliveries/s over {:.0f}, {} members", rate, floor.per_second, members)});
  report.add({"fanout_cpu_vs_floor", cpu_us / floor.cpu_us, "<= 1.6",
              fmt::format("{:.2f} us over {:.2f} us a delivery (the origin: 12 to 25 us)", cpu_us, floor.cpu_us)});
}

}  // namespace ling::bench
