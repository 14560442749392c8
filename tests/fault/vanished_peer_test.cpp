#include "fault/run.hpp"
#include "load/stream_client.hpp"
#include "support/person.hpp"

#include <gtest/gtest.h>
#include <linux/filter.h>
#include <sys/socket.h>

#include <iostream>

namespace ling::fault_test {
namespace {

using system_test::Person;
using system_test::ServerProcess;

/// From now on nothing that arrives reaches this socket, nor is it acknowledged; and nobody here sends anything more.
/// To the other side it is a telephone in a tunnel: no end of the connection, only silence.
void vanish(int fd) {
  sock_filter nothing_passes = BPF_STMT(BPF_RET | BPF_K, 0);
  const sock_fprog program{1, &nothing_passes};
  ASSERT_EQ(::setsockopt(fd, SOL_SOCKET, SO_ATTACH_FILTER, &program, sizeof program), 0);
}

TEST(VanishedPeer, is_noticed_and_shown_as_gone_within_40_seconds) {
  if (!long_form()) GTEST_SKIP() << "takes as long as the server waits for a peer: ./ling test fault";
  ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  system_test::befriend(lin, mei);
  const auto context = load::client_context(server.data() / "tls" / "ca.crt");
  load::LoadLoop loop;
  load::StreamClient watching(lin.token), vanishing(mei.token);
  bool online = false;
  watching.on_event([&](std::string_view name, const boost::json::value& data) {
    if (name == "presence.changed") online = data.at("presence").at("online").as_bool();
  });
  watching.connect(loop, context.get(), server.https_port());
  loop.run_until([&] { return watching.in_step(); }, std::chrono::seconds(30));
  vanishing.connect(loop, context.get(), server.https_port());
  loop.run_until([&] { return online && vanishing.in_step(); }, std::chrono::seconds(30));

  vanish(vanishing.socket()->fd());
  const auto vanished = std::chrono::steady_clock::now();
  loop.run_until([&] { return !online; }, std::chrono::seconds(60));
  const std::chrono::duration<double> noticed = std::chrono::steady_clock::now() - vanished;
  std::cout << "noticed after " << noticed.count() << " s\n";
  EXPECT_LE(noticed.count(), 40);
}

}  // namespace
}  // namespace ling::fault_test
