// Calls as the devices of two people see them over their sockets.
#include "support/person.hpp"

#include <boost/asio/ip/udp.hpp>
#include <boost/json/value.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>
#include <csignal>

namespace ling::system_test {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;

std::string endpoint_of(const Person& person) {
  return fmt::format("window-{}", person.device_id);
}

object invitation(const Person& from, const Person& to) {
  return {{"user_id", to.user_id}, {"media", "voice"}, {"client_id", new_client_id()}, {"endpoint", endpoint_of(from)}};
}

value invite(const Person& from, const Person& to) {
  return from.call("call.invite", invitation(from, to));
}

object of(const value& call) {
  return {{"call_id", call.at("call_id")}};
}

object of(const value& call, const Person& at) {
  return {{"call_id", call.at("call_id")}, {"endpoint", endpoint_of(at)}};
}

/// The call that the next news of one tells of.
value told_of_call(SocketClient& socket) {
  return socket.wait_for_event("call.changed").at("data").at("call");
}

value call_in_snapshot(const Person& person) {
  return person.call("stream.snapshot", object{}).at("call");
}

value record_told(SocketClient& socket) {
  return socket.wait_for_event("message.sent").at("data").at("message");
}

std::string config_with(const char* calls) {
  return std::string(quick_config) + "[calls]\n" + calls;
}

TEST(Calls, every_device_rings_and_those_that_did_not_answer_hear_who_did) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  const Person phone = mei.sign_in_again(), tablet = mei.sign_in_again();
  SocketClient at_desk = mei.connect(), at_phone = phone.connect();
  const value call = invite(lin, mei);
  EXPECT_EQ(told_of_call(at_desk).at("state"), "ringing");
  EXPECT_EQ(told_of_call(at_phone).at("call_id"), call.at("call_id"));
  // One that comes while it rings rings too.
  EXPECT_EQ(call_in_snapshot(tablet).at("state"), "ringing");
  SocketClient at_tablet = tablet.connect();

  phone.call("call.accept", of(call, phone));
  for (SocketClient* socket : {&at_desk, &at_tablet}) {
    const value answered = told_of_call(*socket);
    EXPECT_EQ(answered.at("state"), "connecting");
    EXPECT_EQ(answered.at("callee").at("endpoint").as_string(), endpoint_of(phone));
  }
  EXPECT_EQ(mei.refusal("call.accept", of(call, mei)), "call_taken");
}

TEST(Calls, one_device_declines_for_all) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  const Person phone = mei.sign_in_again();
  SocketClient at_phone = phone.connect(), at_lin = lin.connect();
  const value call = invite(lin, mei);
  mei.call("call.decline", of(call));
  told_of_call(at_phone);
  EXPECT_EQ(told_of_call(at_phone).at("outcome"), "declined");
  told_of_call(at_lin);
  EXPECT_EQ(told_of_call(at_lin).at("outcome"), "declined");
  EXPECT_EQ(record_told(at_lin).at("call").at("outcome"), "declined");
  EXPECT_TRUE(call_in_snapshot(phone).is_null());
}

TEST(Calls, what_nobody_answers_is_missed_by_the_server_alone) {
  const ServerProcess server(config_with("ring_ms = 1000\n"));
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  SocketClient at_mei = mei.connect();
  invite(lin, mei);
  EXPECT_EQ(told_of_call(at_mei).at("state"), "ringing");
  EXPECT_EQ(told_of_call(at_mei).at("outcome"), "missed");
  const value record = record_told(at_mei);
  EXPECT_EQ(record.at("kind"), "call");
  EXPECT_EQ(record.at("silent"), false);
  EXPECT_EQ(record.at("text"), "[语音通话] 无人接听");
}

TEST(Calls, who_calls_and_is_gone_rings_no_longer) {
  const ServerProcess server(config_with("caller_grace_ms = 4000\n"));
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  SocketClient at_mei = mei.connect();
  invite(lin, mei);
  EXPECT_EQ(told_of_call(at_mei).at("state"), "ringing");
  EXPECT_EQ(told_of_call(at_mei).at("outcome"), "cancelled");
}

TEST(Calls, a_restart_ends_what_ran_out_meanwhile_and_keeps_what_did_not) {
  ServerProcess server(config_with("ring_ms = 3000\n"));
  const Person lin(server, "lin"), mei(server, "mei"), zhou(server, "zhou"), wei(server, "wei");
  befriend(lin, mei);
  befriend(zhou, wei);
  const value lasting = invite(zhou, wei);
  wei.call("call.accept", of(lasting, wei));
  zhou.call("call.connected", of(lasting, zhou));
  invite(lin, mei);
  server.kill();
  server.start();
  SocketClient at_mei = mei.connect();
  // It may have run out before the socket was there; then the message tells.
  if (!call_in_snapshot(mei).is_null()) EXPECT_EQ(told_of_call(at_mei).at("outcome"), "missed");
  EXPECT_TRUE(call_in_snapshot(mei).is_null());
  EXPECT_TRUE(call_in_snapshot(lin).is_null());
  EXPECT_EQ(call_in_snapshot(wei).at("state"), "active");
  EXPECT_EQ(wei.refusal("call.keep", of(lasting, wei)), "");
}

TEST(Calls, who_is_gone_for_too_long_has_left_the_call) {
  const ServerProcess server(config_with("grace_ms = 4000\n"));
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  const value call = invite(lin, mei);
  mei.call("call.accept", of(call, mei));
  lin.call("call.connected", of(call, lin));
  SocketClient at_mei = mei.connect();
  EXPECT_EQ(told_of_call(at_mei).at("outcome"), "lost");
  EXPECT_EQ(record_told(at_mei).at("silent"), true);
}

TEST(Calls, a_server_that_stood_still_takes_nobody_for_gone) {
  const ServerProcess server(config_with("grace_ms = 4000\n")), awake(config_with("grace_ms = 7000\n"));
  const Person lin(server, "lin"), mei(server, "mei"), zhou(awake, "zhou"), wei(awake, "wei");
  befriend(lin, mei);
  befriend(zhou, wei);
  const auto speak = [](const Person& from, const Person& to) {
    const value call = invite(from, to);
    to.call("call.accept", of(call, to));
    from.call("call.connected", of(call, from));
  };
  speak(lin, mei);
  server.signal(SIGSTOP);
  // Longer than a window may be silent, as another server says, which goes on: as a machine that was asleep.
  speak(zhou, wei);
  SocketClient at_wei = wei.connect();
  EXPECT_EQ(told_of_call(at_wei).at("outcome"), "lost");
  server.signal(SIGCONT);
  for (int looks = 0; looks < 50; ++looks)
    ASSERT_FALSE(call_in_snapshot(mei).is_null()) << looks;
}

TEST(Calls, signing_a_device_out_ends_the_call_it_is_in) {
  const ServerProcess server(config_with("grace_ms = 600000\n"));
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  const Person phone = mei.sign_in_again(), tablet = mei.sign_in_again();
  SocketClient at_lin = lin.connect();
  const value call = invite(lin, mei);
  EXPECT_EQ(told_of_call(at_lin).at("state"), "ringing");
  mei.call("device.sign_out", {{"device_id", tablet.device_id}});
  phone.call("call.accept", of(call, phone));
  EXPECT_EQ(told_of_call(at_lin).at("state"), "connecting");
  lin.call("call.connected", of(call, lin));
  EXPECT_EQ(told_of_call(at_lin).at("state"), "active");
  mei.call("account.change_password", {{"old_password", good_password}, {"new_password", "apricot17river"}});
  EXPECT_EQ(told_of_call(at_lin).at("outcome"), "lost");
}

TEST(Calls, two_who_call_each_other_at_once_are_in_one_call_every_time) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  SocketClient at_lin = lin.connect(), at_mei = mei.connect();
  for (int round = 0; round < 200; ++round) {
    const bool lin_first = round % 2 == 0;
    SocketClient& first = lin_first ? at_lin : at_mei;
    SocketClient& second = lin_first ? at_mei : at_lin;
    const int one = first.send("call.invite", lin_first ? invitation(lin, mei) : invitation(mei, lin));
    const int other = second.send("call.invite", lin_first ? invitation(mei, lin) : invitation(lin, mei));
    const value a = first.answer_to(one).at("result"), b = second.answer_to(other).at("result");
    ASSERT_EQ(a.at("call_id"), b.at("call_id")) << "round " << round;
    ASSERT_TRUE(a.at("state") == "connecting" || b.at("state") == "connecting") << "round " << round;
    ASSERT_EQ(call_in_snapshot(lin).at("state"), "connecting");
    lin.call("call.hang_up", of(a));
    at_lin.kept_events().clear();
    at_mei.kept_events().clear();
  }
}

TEST(Calls, of_two_devices_that_answer_at_once_one_has_the_call) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  const Person phone = mei.sign_in_again();
  SocketClient at_desk = mei.connect(), at_phone = phone.connect();
  for (int round = 0; round < 50; ++round) {
    const value call = invite(lin, mei);
    const int one = at_desk.send("call.accept", of(call, mei));
    const int other = at_phone.send("call.accept", of(call, phone));
    const object a = at_desk.answer_to(one), b = at_phone.answer_to(other);
    const bool desk_has_it = a.contains("result");
    ASSERT_NE(desk_has_it, b.contains("result")) << "round " << round;
    ASSERT_EQ(error_code(desk_has_it ? b : a), "call_taken");
    lin.call("call.hang_up", of(call));
  }
}

TEST(Calls, windows_tell_each_other_and_nobody_else) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  const Person phone = mei.sign_in_again();
  SocketClient at_desk = mei.connect(), at_phone = phone.connect();
  const value call = invite(lin, mei);
  mei.call("call.accept", of(call, mei));
  object signal = of(call, lin);
  signal["signals"] = array{{{"kind", "offer"}, {"round", 7}, {"text", "v=0"}}};
  lin.call("call.signal", signal);
  const value told = at_desk.wait_for_event("call.signalled").at("data");
  EXPECT_EQ(told.at("endpoint").as_string(), endpoint_of(mei));
  EXPECT_EQ(told.at("signals"), signal.at("signals"));
  at_phone.call("presence.list", object{});
  for (const object& event : at_phone.kept_events())
    EXPECT_NE(event.at("event"), "call.signalled");
  for (int i = 0; i < 100; ++i)
    lin.refusal("call.signal", signal);
  EXPECT_EQ(lin.refusal("call.signal", signal), "too_many_requests");
}

TEST(Calls, blocking_somebody_ends_the_call_with_them) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  befriend(lin, mei);
  SocketClient at_lin = lin.connect();
  invite(lin, mei);
  EXPECT_EQ(told_of_call(at_lin).at("state"), "ringing");
  mei.call("user.block", {{"user_id", lin.user_id}});
  EXPECT_EQ(told_of_call(at_lin).at("state"), "ended");
  EXPECT_EQ(lin.refusal("call.invite", invitation(lin, mei)), "not_friends");
}

/// A UDP socket that asks the server by STUN under which address it is seen.
class StunClient {
 public:
  explicit StunClient(int port) : socket_(context_, udp::endpoint(boost::asio::ip::address_v4::loopback(), 0)) {
    socket_.connect({boost::asio::ip::address_v4::loopback(), static_cast<unsigned short>(port)});
    const timeval patience{2, 0};
    ::setsockopt(socket_.native_handle(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    socket_.native_non_blocking(false);
  }
  void send(const std::string& bytes) { socket_.send(boost::asio::buffer(bytes)); }
  /// "" when nothing comes.
  std::string receive() {
    std::string bytes(1500, '\0');
    const ssize_t size = ::recv(socket_.native_handle(), bytes.data(), bytes.size(), 0);
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    return bytes;
  }
  [[nodiscard]] std::string receive_waiting() {
    std::string bytes(1500, '\0');
    const ssize_t size = ::recv(socket_.native_handle(), bytes.data(), bytes.size(), MSG_DONTWAIT);
    bytes.resize(static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    return bytes;
  }
  [[nodiscard]] unsigned port() const { return socket_.local_endpoint().port(); }

 private:
  using udp = boost::asio::ip::udp;
  boost::asio::io_context context_;
  udp::socket socket_;
};

const std::string binding_request("\x00\x01\x00\x00\x21\x12\xa4\x42twelve bytes", 20);

TEST(Calls, the_server_tells_a_window_under_which_address_it_is_seen) {
  const ServerProcess server;
  const Person lin(server, "lin");
  StunClient client(static_cast<int>(lin.call("call.routes", object{}).at("stun_port").as_int64()));
  client.send("GET / HTTP/1.1\r\n\r\n");
  client.send(binding_request);
  const std::string answer = client.receive();
  ASSERT_EQ(answer.size(), 32U);
  EXPECT_EQ(answer.substr(0, 2), "\x01\x01");
  EXPECT_EQ(answer.substr(8, 12), "twelve bytes");
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(answer[at]); };
  EXPECT_EQ((byte(26) << 8 | byte(27)) ^ 0x2112, static_cast<int>(client.port()));
  EXPECT_EQ(byte(28) ^ 0x21, 127);
  EXPECT_EQ(byte(31) ^ 0x42, 1);
}

TEST(Calls, one_network_is_not_told_without_end) {
  const ServerProcess server;
  const Person lin(server, "lin");
  StunClient client(static_cast<int>(lin.call("call.routes", object{}).at("stun_port").as_int64()));
  int answers = 0;
  for (int i = 0; i < 300; ++i) {
    client.send(binding_request);
    if (!client.receive_waiting().empty()) ++answers;
  }
  while (!client.receive().empty())
    ++answers;
  EXPECT_GE(answers, 60);
  EXPECT_LT(answers, 150);
}

}  // namespace
}  // namespace ling::system_test
