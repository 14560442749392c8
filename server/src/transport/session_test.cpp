// WebSocket sessions over real sockets.
#include "transport/session.hpp"

#include "transport/testing/test_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <thread>

namespace ling::testing {
namespace {

std::string event(int number, std::size_t size = 0) {
  return fmt::format(R"("event":"test.event","data":{{"number":{},"fill":"{}"}})", number, std::string(size, 'x'));
}

/// What "Host: localhost" of the test socket makes the server's own origin.
constexpr std::string_view own_origin = "Origin: https://localhost\r\n";

TEST(Session, says_hello_before_events_that_came_first) {
  TestServer* running = nullptr;
  TestServer server([&](TransportConfig&, TransportCallbacks& callbacks) {
    callbacks.hello = [&](Identity identity) -> Task<std::string> {
      // The session is attached already: whatever happens while the hello is read must reach it, behind the hello.
      running->publish(static_cast<int>(identity.user_id.value), 5, event(5));
      const Hub::Online online = co_await running->hub.who_is_online({identity.user_id});
      co_return fmt::format(R"({{"online":{}}})", online.users.size());
    };
  });
  running = &server;
  Socket socket = server.socket_without_reading(3);
  EXPECT_EQ(socket.next_text(), R"({"hello":{"online":1}})");
  EXPECT_EQ(socket.next_text(), "{\"pts\":5," + event(5) + "}");
}

TEST(Session, answers_commands) {
  TestServer server;
  Socket socket = server.socket(3);
  socket.send_text(command_frame(1, "test.echo", R"({"text":"你好"})"));
  EXPECT_EQ(socket.next_text(), R"({"id":1,"result":{"text":"你好"}})");
  socket.send_text(command_frame(2, "test.nothing"));
  EXPECT_EQ(socket.next_text(), R"({"id":2,"error":{"code":"unknown_command","detail":"","retry_after_ms":null}})");
  socket.send_text(command_frame(3, "test.refuse"));
  EXPECT_EQ(socket.next_text(),
            R"({"id":3,"error":{"code":"too_many_requests","detail":"slow down","retry_after_ms":1500}})");
}

TEST(Session, goes_on_after_malformed_texts) {
  TestServer server;
  Socket socket = server.socket(3);
  for (const char* text : {"", "{", "[]", "null", R"({"command":"test.echo"})", R"({"id":"x"})", R"({"id":{}})"}) {
    socket.send_text(text);
    EXPECT_TRUE(socket.next_text().starts_with(R"({"id":null,"error":{"code":"bad_request")")) << text;
  }
  socket.send_text(R"({"id":9,"command":["test.echo"]})");
  EXPECT_TRUE(socket.next_text().starts_with(R"({"id":9,"error":{"code":"bad_request")"));
  socket.send_text(command_frame(10, "test.echo", R"({"text":1})"));
  EXPECT_TRUE(socket.next_text().starts_with(R"({"id":10,"error":{"code":"bad_request")"));
  socket.send_text(command_frame(11, "test.fail"));
  EXPECT_TRUE(socket.next_text().starts_with(R"({"id":11,"error":{"code":"internal")"));
  socket.send_text(command_frame(12, "test.echo", R"({"text":"still here"})"));
  EXPECT_EQ(socket.next_text(), R"({"id":12,"result":{"text":"still here"}})");
}

TEST(Session, enters_commands_in_the_order_of_their_frames) {
  TestServer server;
  server.gate.open_all();
  Socket socket = server.socket(3);
  std::string wire;
  std::vector<std::string> expected;
  for (int i = 0; i < 500; ++i) {
    wire += masked_frame(0x81, command_frame(i, "test.wait", fmt::format(R"({{"text":"{}"}})", i)));
    expected.push_back(std::to_string(i));
  }
  socket.send_raw(wire);
  for (int i = 0; i < 500; ++i)
    socket.next_text();
  EXPECT_EQ(server.gate.entered(), expected);
}

TEST(Session, does_not_let_one_slow_command_hold_up_the_next) {
  TestServer server;
  Socket socket = server.socket(3);
  socket.send_text(command_frame(1, "test.wait", R"({"text":"slow"})"));
  socket.send_text(command_frame(2, "test.echo", R"({"text":"quick"})"));
  EXPECT_EQ(socket.next_text(), R"({"id":2,"result":{"text":"quick"}})");
  server.gate.open_all();
  EXPECT_EQ(socket.next_text(), R"({"id":1,"result":{}})");
}

TEST(Session, has_sixteen_commands_in_flight_and_reads_on_when_one_is_done) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) { config.loops = 1; });
  Socket socket = server.socket(3);
  Socket other = server.socket(4);
  std::string wire;
  for (int i = 0; i < 40; ++i)
    wire += masked_frame(0x81, command_frame(i, "test.wait", fmt::format(R"({{"text":"{}"}})", i)));
  socket.send_raw(wire);
  ASSERT_TRUE(server.gate.wait_for_entered(16));
  // After a round trip of somebody else on the same loop, whatever was going to be read has been.
  other.send_text(command_frame(1, "test.echo", R"({"text":""})"));
  other.next_text();
  EXPECT_EQ(server.gate.entered().size(), 16U);
  server.gate.open_one();
  ASSERT_TRUE(server.gate.wait_for_entered(17));
  server.gate.open_all();
  for (int i = 0; i < 40; ++i)
    socket.next_text();
  EXPECT_EQ(server.gate.entered().size(), 40U);
}

TEST(Session, gets_events_in_order_and_only_its_own) {
  TestServer server;
  Socket first = server.socket(3);
  Socket second = server.socket(4);
  for (int i = 1; i <= 2000; ++i)
    server.publish(3, i, event(i));
  server.publish(4, 1, event(7));
  for (int i = 1; i <= 2000; ++i)
    ASSERT_EQ(first.next_text(), fmt::format("{{\"pts\":{},{}}}", i, event(i)));
  EXPECT_EQ(second.next_text(), "{\"pts\":1," + event(7) + "}");
}

TEST(Session, gets_an_answer_larger_than_the_outbox) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) { config.outbox_bytes = 64 * 1024; });
  Socket socket = server.socket(3);
  socket.send_text(command_frame(1, "test.repeat", R"({"size":3000000})"));
  EXPECT_EQ(socket.next_text().size(), 3'000'000 + std::string_view(R"({"id":1,"result":{"text":""}})").size());
}

TEST(Session, joins_fragments_and_answers_pings_between_them) {
  TestServer server;
  Socket socket = server.socket(3);
  const std::string command = command_frame(1, "test.echo", R"({"text":"whole"})");
  socket.send_raw(masked_frame(0x01, command.substr(0, 10)) + masked_frame(0x89, "are you there") +
                  masked_frame(0x80, command.substr(10)));
  const Frame pong = socket.next();
  EXPECT_EQ(pong.opcode, 10U);
  EXPECT_EQ(pong.payload, "are you there");
  EXPECT_EQ(socket.next_text(), R"({"id":1,"result":{"text":"whole"}})");
}

struct Violation {
  std::string name;
  std::string wire;
  unsigned code;
};

class ViolatingSession : public ::testing::TestWithParam<Violation> {};

TEST_P(ViolatingSession, is_closed_with_the_code_that_says_why) {
  TestServer server;
  Socket socket = server.socket(3);
  socket.send_raw(GetParam().wire);
  EXPECT_EQ(socket.wait_for_close(), GetParam().code);
  EXPECT_EQ(socket.connection().receive_all(), "");
  EXPECT_TRUE(server.wait_for_presence(3, false));
}

INSTANTIATE_TEST_SUITE_P(
    Table, ViolatingSession,
    ::testing::Values(Violation{"binary", masked_frame(0x82, "x"), 1003}, Violation{"unmasked", "\x81\x01x", 1002},
                      Violation{"reserved", masked_frame(0xc1, "x"), 1002},
                      Violation{"not_utf8", masked_frame(0x81, "\xff"), 1007},
                      Violation{"too_large", masked_frame(0x81, std::string(256 * 1024 + 1, 'x')), 1009},
                      Violation{"http", "GET / HTTP/1.1\r\n\r\n", 1002}),
    [](const auto& info) { return info.param.name; });

TEST(Session, answers_a_close_with_the_same_code_and_ends_first) {
  TestServer server;
  Socket socket = server.socket(3);
  socket.send_raw(masked_frame(0x88, "\x0f\xa0"));
  EXPECT_EQ(socket.next().close_code(), 4000U);
  EXPECT_EQ(socket.connection().receive_all(), "");
  EXPECT_TRUE(server.wait_for_presence(3, false));
}

TEST(Session, leaves_the_hub_when_the_peer_vanishes) {
  TestServer server;
  {
    Socket socket = server.socket(3);
    ASSERT_TRUE(server.wait_for_presence(3, true));
    socket.send_text(command_frame(1, "test.wait", R"({"text":"a"})"));
    ASSERT_TRUE(server.gate.wait_for_entered(1));
  }
  EXPECT_TRUE(server.wait_for_presence(3, false));
  server.gate.open_all();
  EXPECT_TRUE(eventually([&] { return server.transport->counters().connections_open == 0; }));
  EXPECT_EQ(server.transport->counters().sessions_open, 0U);
}

struct RefusedUpgrade {
  std::string name;
  std::string headers;
  std::string expected;
};

class Upgrades : public ::testing::TestWithParam<RefusedUpgrade> {};

TEST_P(Upgrades, are_decided_by_sign_in_and_origin) {
  TestServer server(
      [](TransportConfig& config, TransportCallbacks&) { config.allowed_origins = {"https://desktop.example"}; });
  std::string outcome = "open";
  try {
    Socket socket(Connection(server.https()), GetParam().headers);
    socket.next_text();
  } catch (const std::runtime_error& refused) {
    outcome = refused.what();
  }
  EXPECT_EQ(outcome, GetParam().expected);
}

const std::string cookie = "Cookie: __Host-ling=u3\r\n";
const std::string own(own_origin);

INSTANTIATE_TEST_SUITE_P(
    Table, Upgrades,
    ::testing::Values(
        RefusedUpgrade{"bearer", bearer(3), "open"}, RefusedUpgrade{"bearer_and_own_origin", bearer(3) + own, "open"},
        RefusedUpgrade{"cookie_and_own_origin", cookie + own, "open"},
        RefusedUpgrade{"cookie_and_allowed_origin", cookie + "Origin: https://desktop.example\r\n", "open"},
        RefusedUpgrade{"nothing", "", "status 401"}, RefusedUpgrade{"own_origin_only", own, "status 401"},
        RefusedUpgrade{"unknown_token", "Authorization: Bearer x\r\n", "status 401"},
        RefusedUpgrade{"database_gone", "Authorization: Bearer fault\r\n", "status 503"},
        RefusedUpgrade{"cookie_without_origin", cookie, "status 403"},
        RefusedUpgrade{"plain_cookie", "Cookie: ling=u3\r\n" + own, "status 401"},
        RefusedUpgrade{"foreign", cookie + "Origin: https://evil.example\r\n", "status 403"},
        RefusedUpgrade{"foreign_with_bearer", bearer(3) + "Origin: https://evil.example\r\n", "status 403"},
        RefusedUpgrade{"null", cookie + "Origin: null\r\n", "status 403"},
        RefusedUpgrade{"plain_scheme", cookie + "Origin: http://localhost\r\n", "status 403"},
        RefusedUpgrade{"other_port", cookie + "Origin: https://localhost:1\r\n", "status 403"},
        RefusedUpgrade{"subdomain", cookie + "Origin: https://evil.localhost\r\n", "status 403"},
        RefusedUpgrade{"suffix", cookie + "Origin: https://localhost.evil.example\r\n", "status 403"},
        RefusedUpgrade{"prefix", cookie + "Origin: https://evillocalhost\r\n", "status 403"}),
    [](const auto& info) { return info.param.name; });

TEST(Upgrade, needs_the_form_that_the_rfc_asks_for) {
  TestServer server;
  const std::string good =
      "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: keep-alive, Upgrade\r\nUpgrade: websocket\r\n"
      "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
      bearer(3) + "\r\n";
  const std::pair<std::string, std::string> changes[] = {{"Version: 13", "Version: 8"},
                                                         {"Upgrade: websocket", "Upgrade: h2c"},
                                                         {"keep-alive, Upgrade", "keep-alive"},
                                                         {"nonce", ""},
                                                         {"Zw==", "ZZ"},
                                                         {"dGhlIHNhbXBsZSBub25jZQ==", "short"},
                                                         {"HTTP/1.1", "HTTP/1.0"}};
  for (const auto& [from, to] : changes) {
    std::string request = good;
    const std::size_t at = request.find(from);
    if (at == std::string::npos) continue;
    Connection connection(server.https());
    const Response answer = ask(connection, request.replace(at, from.size(), to));
    EXPECT_EQ(answer.status, 426U) << from;
    EXPECT_EQ(answer.header("sec-websocket-version"), "13");
  }
  Connection connection(server.https());
  EXPECT_EQ(ask(connection, good).status, 101U);
}

TEST(Upgrade, takes_frames_that_came_with_the_request) {
  TestServer server;
  Connection connection(server.https());
  connection.send(
      "GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
      "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n" +
      bearer(3) + "\r\n" + masked_frame(0x81, command_frame(1, "test.echo", R"({"text":"early"})")));
  EXPECT_EQ(read_response(connection).status, 101U);
  const std::string hello = R"({"hello":{"user_id":3}})";
  EXPECT_EQ(connection.receive_exactly(2 + hello.size()).substr(2), hello);
  const std::string answer = R"({"id":1,"result":{"text":"early"}})";
  EXPECT_EQ(connection.receive_exactly(2 + answer.size()).substr(2), answer);
}

TEST(Upgrade, notices_a_sign_out_that_came_in_between) {
  TestServer server;
  server.authenticator.allow_only("u3", 1);
  Socket socket = server.socket_without_reading(3);
  EXPECT_EQ(socket.wait_for_close(), 4100U);
  EXPECT_TRUE(server.wait_for_presence(3, false));
}

TEST(Upgrade, ends_when_the_hello_cannot_be_made) {
  TestServer server([](TransportConfig&, TransportCallbacks& callbacks) {
    callbacks.hello = [](Identity) -> Task<std::string> { throw std::runtime_error("the database is gone"); };
  });
  Socket socket = server.socket_without_reading(3);
  EXPECT_EQ(socket.wait_for_close(), 1012U);
}

TEST(Session, is_refused_when_the_user_has_too_many) {
  TestServer server;
  Socket first = server.socket(3);
  Socket second = server.socket(3);
  Socket third = server.socket(3);
  Socket fourth = server.socket_without_reading(3);
  EXPECT_EQ(fourth.wait_for_close(), 4200U);
  Socket other = server.socket(4);
}

TEST(Session, is_closed_when_its_device_is_signed_out_after_what_waits) {
  TestServer server;
  Socket socket = server.socket(3);
  Socket other = server.socket(4);
  server.publish(3, 1, event(1));
  server.hub.close_device({3}, {3}, CloseCode::signed_out);
  EXPECT_EQ(socket.next_text(), "{\"pts\":1," + event(1) + "}");
  const Frame close = socket.next();
  EXPECT_EQ(close.close_code(), 4100U);
  // A command that comes after the sign-out is not run.
  socket.send_raw(masked_frame(0x81, command_frame(1, "test.wait", R"({"text":"too late"})")) +
                  masked_frame(0x88, close.payload));
  EXPECT_EQ(socket.connection().receive_all(), "");
  EXPECT_TRUE(server.gate.entered().empty());
  other.send_text(command_frame(1, "test.echo", R"({"text":""})"));
  other.next_text();
}

TEST(Session, is_closed_as_slow_when_it_does_not_read_and_nobody_else_suffers) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) { config.outbox_bytes = 100'000; });
  Socket slow = server.socket(3, /*receive_buffer=*/4096);
  Socket quick = server.socket(4);
  int sent = 0;
  while (server.transport->counters().slow_readers == 0 && sent < 10'000) {
    ++sent;
    server.publish(3, sent, event(sent, 1000));
    server.publish(4, sent, event(sent, 1000));
    ASSERT_EQ(quick.next_text(), fmt::format("{{\"pts\":{},{}}}", sent, event(sent, 1000)));
  }
  EXPECT_EQ(server.transport->counters().slow_readers, 1U);
  EXPECT_TRUE(server.wait_for_presence(3, false));
  // What does arrive is whole, in order and without a gap: the client resumes from there.
  int received = 0;
  for (Frame frame = slow.next();; frame = slow.next()) {
    if (frame.opcode == 8) {
      EXPECT_EQ(frame.close_code(), 4008U);
      break;
    }
    ++received;
    ASSERT_EQ(frame.payload, fmt::format("{{\"pts\":{},{}}}", received, event(received, 1000)));
  }
  EXPECT_LT(received, sent);
}

TEST(Session, is_cut_off_when_it_does_not_even_read_its_close) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) {
    config.outbox_bytes = 100'000;
    config.times.close_grace = std::chrono::seconds(1);
  });
  Socket slow = server.socket(3, /*receive_buffer=*/4096);
  for (int i = 1; server.transport->counters().slow_readers == 0 && i < 10'000; ++i)
    server.publish(3, i, event(i, 1000));
  EXPECT_TRUE(eventually([&] { return server.transport->counters().connections_open == 0; }));
}

TEST(Session, with_the_most_waiting_goes_first_when_all_together_are_too_much) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) {
    config.loops = 1;
    config.outbox_bytes = 10'000'000;
    config.all_outboxes_bytes = 2'000'000;
  });
  Socket big = server.socket(3, /*receive_buffer=*/4096);
  Socket small = server.socket(4, /*receive_buffer=*/4096);
  for (int i = 1; i <= 500; ++i)
    server.publish(4, i, event(i, 1000));
  int sent = 0;
  while (server.transport->counters().slow_readers == 0 && sent < 10'000) {
    ++sent;
    server.publish(3, sent, event(sent, 1000));
  }
  EXPECT_TRUE(server.wait_for_presence(3, false));
  EXPECT_EQ(big.wait_for_close(), 4008U);
  for (int i = 1; i <= 500; ++i)
    ASSERT_EQ(small.next_text(), fmt::format("{{\"pts\":{},{}}}", i, event(i, 1000)));
  EXPECT_EQ(server.transport->counters().slow_readers, 1U);
}

TEST(Session, is_pinged_and_lives_as_long_as_it_answers) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) {
    config.times.ping_every = std::chrono::seconds(1);
    config.times.silence = std::chrono::seconds(2);
  });
  Socket answering = server.socket(3);
  Socket silent = server.socket(4);
  EXPECT_EQ(silent.next().opcode, 9U);
  for (int i = 0; i < 4; ++i) {
    const Frame ping = answering.next();
    ASSERT_EQ(ping.opcode, 9U);
    answering.send_raw(masked_frame(0x8a, ping.payload));
  }
  EXPECT_EQ(silent.wait_for_close(), 4009U);
  EXPECT_TRUE(server.wait_for_presence(4, false));
  answering.send_text(command_frame(1, "test.echo", R"({"text":"here"})"));
  EXPECT_EQ(answering.next_text(), R"({"id":1,"result":{"text":"here"}})");
}

TEST(Session, is_not_called_silent_while_the_server_keeps_it_waiting) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) {
    config.times.ping_every = std::chrono::seconds(1);
    config.times.silence = std::chrono::seconds(1);
  });
  Socket socket = server.socket(3);
  for (int i = 0; i < 16; ++i)
    socket.send_text(command_frame(i, "test.wait", R"({"text":"a"})"));
  ASSERT_TRUE(server.gate.wait_for_entered(16));
  for (int pings = 0; pings < 3; ++pings)
    ASSERT_EQ(socket.next().opcode, 9U);
  server.gate.open_all();
  for (int i = 0; i < 16; ++i)
    EXPECT_TRUE(socket.next_text().ends_with("\"result\":{}}"));
}

TEST(Stop, closes_sessions_so_that_they_come_back) {
  TestServer server;
  Socket socket = server.socket(3);
  server.publish(3, 1, event(1));
  ASSERT_EQ(socket.next_text(), "{\"pts\":1," + event(1) + "}");
  std::thread stopping([&] { server.stop(std::chrono::seconds(10)); });
  EXPECT_EQ(socket.wait_for_close(), 1012U);
  EXPECT_EQ(socket.connection().receive_all(), "");
  stopping.join();
  EXPECT_EQ(server.transport->counters().sessions_open, 0U);
}

TEST(Stop, does_not_wait_longer_than_it_was_told_to) {
  TestServer server;
  Socket socket = server.socket(3);
  socket.send_text(command_frame(1, "test.wait", R"({"text":"a"})"));
  ASSERT_TRUE(server.gate.wait_for_entered(1));
  const auto began = std::chrono::steady_clock::now();
  server.stop(std::chrono::milliseconds(200));
  EXPECT_LT(std::chrono::steady_clock::now() - began, std::chrono::seconds(5));
}

}  // namespace
}  // namespace ling::testing
