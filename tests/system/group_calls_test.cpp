// Calls of groups as the devices of their members see them, with the engine that carries them.
#include "support/group_caller.hpp"

#include <gtest/gtest.h>

#include <chrono>
#include <csignal>
#include <set>
#include <thread>

namespace ling::system_test {
namespace {

using boost::json::array;
using boost::json::object;
using boost::json::value;
using std::chrono::steady_clock;

struct Trio {
  explicit Trio(std::string config = quick_config)
      : server(std::move(config)), lin(server, "lin"), mei(server, "mei"), zhou(server, "zhou") {
    befriend(lin, mei);
    befriend(lin, zhou);
    const object founding{{"name", "周末爬山"}, {"user_ids", array{mei.user_id, zhou.user_id}}};
    group = lin.call("group.create", founding).at("conversation_id").as_int64();
  }
  ServerProcess server;
  Person lin, mei, zhou;
  std::int64_t group = 0;
};

std::string config_with(const char* calls) {
  return std::string(quick_config) + "[calls]\n" + calls;
}

value room_of(const Person& person) {
  return person.call("stream.snapshot", object{}).at("group_call_room");
}

TEST(GroupCalls, those_who_start_one_at_the_same_moment_are_in_one) {
  const Trio all;
  for (int round = 0; round < 10; ++round) {
    std::array<std::int64_t, 3> ids{};
    std::vector<std::thread> threads;
    const std::array<const Person*, 3> people{&all.lin, &all.mei, &all.zhou};
    for (std::size_t i = 0; i < people.size(); ++i)
      threads.emplace_back([&, i] { ids.at(i) = join_call(*people.at(i), all.group); });
    for (std::thread& thread : threads)
      thread.join();
    EXPECT_EQ(std::set<std::int64_t>(ids.begin(), ids.end()).size(), 1U);
    all.lin.call("group_call.end", {{"group_call_id", ids[0]}});
  }
}

TEST(GroupCalls, who_is_silent_for_too_long_has_left_and_the_last_one_ends_it) {
  const Trio all(config_with("grace_ms = 4000\n"));
  SocketClient at_lin = all.lin.connect();
  const auto id = join_call(all.mei, all.group);
  const value began = at_lin.wait_for_event("group_call.changed").at("data").at("call");
  EXPECT_EQ(began.at("group_call_id"), id);
  EXPECT_TRUE(at_lin.wait_for_event("group_call.changed").at("data").at("call").is_null());
  const value record = at_lin.wait_for_event("message.sent").at("data").at("message");
  EXPECT_EQ(record.at("kind"), "call");
  EXPECT_EQ(record.at("sender_id"), all.mei.user_id);
  EXPECT_TRUE(room_of(all.mei).is_null());
}

TEST(GroupCalls, a_server_that_stood_still_takes_nobody_for_gone) {
  constexpr std::chrono::milliseconds grace{4000};
  const Trio all(config_with("grace_ms = 4000\n"));
  const Trio awake(config_with("grace_ms = 7000\n"));
  SocketClient clock = awake.lin.connect();
  // Last of all: what a slow machine takes to set up another server must not be the silence. And before it stands still,
  // the server must have looked who sits where.
  const auto id = join_call(all.mei, all.group);
  for (int keeps = 0; keeps < 20; ++keeps)
    all.mei.call("group_call.keep", enter_params(all.mei, id));
  all.server.signal(SIGSTOP);
  // Longer than a window may be silent, as another server says, which goes on: as a machine that was asleep.
  join_call(awake.mei, awake.group);
  EXPECT_FALSE(clock.wait_for_event("group_call.changed").at("data").at("call").is_null());
  EXPECT_TRUE(clock.wait_for_event("group_call.changed").at("data").at("call").is_null());
  const auto woken = steady_clock::now();
  all.server.signal(SIGCONT);
  // From then on they may be silent for as long again.
  for (int looks = 0; looks == 0 || (looks < 50 && steady_clock::now() < woken + grace / 2); ++looks)
    ASSERT_FALSE(room_of(all.mei).is_null()) << looks;
}

TEST(GroupCalls, whoever_leaves_the_group_is_out_of_its_call) {
  const Trio all;
  join_call(all.mei, all.group);
  join_call(all.zhou, all.group);
  SocketClient at_zhou = all.zhou.connect(), at_mei = all.mei.connect();
  all.lin.call("group.remove", {{"conversation_id", all.group}, {"user_id", all.zhou.user_id}});
  EXPECT_EQ(at_zhou.wait_for_event("group_call.left").at("data").at("why"), "removed");
  EXPECT_EQ(at_mei.wait_for_event("group_call.left").at("data").at("user_id"), all.zhou.user_id);
  EXPECT_EQ(all.zhou.refusal("group_call.join", join_params(all.zhou, all.group)), "not_found");
}

TEST(GroupCalls, signing_a_device_out_empties_its_seat_and_no_other) {
  const Trio all(config_with("grace_ms = 600000\n"));
  const Person phone = all.zhou.sign_in_again(), tablet = all.zhou.sign_in_again();
  const auto id = join_call(all.mei, all.group);
  join_call(phone, all.group);
  const CallLine mine(all.mei, id), line(phone, id);
  const MediaWay kept = mine.open("send"), lost = line.open("send");
  SocketClient at_mei = all.mei.connect();
  const std::string voice = line.speak();
  all.zhou.call("device.sign_out", {{"device_id", tablet.device_id}});
  EXPECT_EQ(phone.refusal("media.look", {{"line", line.line}}), "");
  EXPECT_EQ(answering({lost, kept}), (std::vector{lost.username, kept.username}));
  all.zhou.call("device.sign_out", {{"device_id", phone.device_id}});
  EXPECT_EQ(at_mei.wait_for_event("group_call.left").at("data").at("user_id"), all.zhou.user_id);
  EXPECT_EQ(at_mei.wait_for_event("media.stopped").at("data").at("producer_id").as_string(), voice);
  mine.speak();  // The engine does what it is told in order: once it has answered, the seat is gone there too.
  EXPECT_EQ(answering({lost, kept}), std::vector{kept.username});
}

TEST(GroupCalls, whoever_is_removed_loses_their_way_into_the_engine_at_once) {
  const Trio all;
  const auto id = join_call(all.mei, all.group);
  join_call(all.zhou, all.group);
  SocketClient at_zhou = all.zhou.connect(), at_mei = all.mei.connect();
  const CallLine mine(all.mei, id), theirs(all.zhou, id);
  const MediaWay kept = mine.open("send"), lost = theirs.open("send");
  const std::string voice = theirs.speak();
  EXPECT_EQ(at_mei.wait_for_event("media.sending").at("data").at("sending").at("producer_id").as_string(), voice);
  EXPECT_EQ(answering({lost, kept}), (std::vector{lost.username, kept.username}));

  const auto before = steady_clock::now();
  all.mei.call("group_call.remove", {{"group_call_id", id}, {"user_id", all.zhou.user_id}});
  EXPECT_EQ(at_mei.wait_for_event("media.stopped").at("data").at("producer_id").as_string(), voice);
  EXPECT_EQ(at_zhou.wait_for_event("media.ended").at("data").at("why"), "seat");
  mine.speak();  // The engine does what it is told in order: once it has answered, the way is gone there too.
  EXPECT_EQ(answering({lost, kept}), std::vector{kept.username});
  EXPECT_LT(steady_clock::now() - before, std::chrono::seconds(2));
  EXPECT_EQ(all.zhou.refusal("media.look", {{"line", theirs.line}}), "not_found");
  EXPECT_EQ(all.zhou.refusal("media.enter", enter_params(all.zhou, id)), "not_found");
  EXPECT_EQ(all.zhou.refusal("group_call.join", join_params(all.zhou, all.group)), "removed_from_call");
}

TEST(GroupCalls, of_whoever_is_muted_nothing_is_passed_on_until_they_unmute) {
  const Trio all;
  const auto id = join_call(all.mei, all.group);
  join_call(all.zhou, all.group);
  SocketClient at_mei = all.mei.connect();
  const CallLine mine(all.mei, id), theirs(all.zhou, id);
  theirs.open("send");
  theirs.speak();
  const auto paused = [&] { return at_mei.wait_for_event("media.sending").at("data").at("sending").at("paused"); };
  EXPECT_EQ(paused(), false);
  all.mei.call("group_call.mute", {{"group_call_id", id}, {"user_id", nullptr}});
  EXPECT_EQ(paused(), true);
  // Sending anew does not help.
  theirs.speak();
  EXPECT_EQ(paused(), true);
  all.zhou.call("group_call.show", {{"group_call_id", id}, {"endpoint", endpoint_of(all.zhou)}, {"microphone", true}});
  EXPECT_EQ(paused(), false);
}

TEST(GroupCalls, when_the_engine_is_killed_windows_are_told_within_a_second_and_enter_anew) {
  const Trio all;
  const auto id = join_call(all.mei, all.group);
  SocketClient at_mei = all.mei.connect();
  const CallLine mine(all.mei, id);
  const auto killed = steady_clock::now();
  ::kill(engine_of(all.server), SIGKILL);
  const value ended = at_mei.wait_for_event("media.ended").at("data");
  EXPECT_LT(steady_clock::now() - killed, std::chrono::seconds(1));
  EXPECT_EQ(ended.at("why"), "engine");
  EXPECT_EQ(ended.at("line").as_string(), mine.line);
  const CallLine again(all.mei, id);
  again.open("send");
  again.speak();
  EXPECT_LT(steady_clock::now() - killed, std::chrono::seconds(10));
  EXPECT_FALSE(room_of(all.mei).is_null());
}

TEST(GroupCalls, a_way_to_look_at_the_engine_needs_no_call_and_ends_with_the_next_one) {
  const Trio all;
  const auto probe = [](const Person& person) {
    for (;;) {
      try {
        return way_of(person.call("media.probe", object{}).at("parameters"));
      } catch (const std::exception& refused) {
        if (std::string(refused.what()).find("busy") == std::string::npos) throw;
      }
    }
  };
  const MediaWay first = probe(all.mei), theirs = probe(all.zhou);
  EXPECT_EQ(answering({first, theirs}), (std::vector{first.username, theirs.username}));
  const MediaWay again = probe(all.mei);
  EXPECT_EQ(answering({first, theirs, again}), (std::vector{theirs.username, again.username}));
  // What died with the engine is asked for anew.
  ::kill(engine_of(all.server), SIGKILL);
  const MediaWay fresh = probe(all.zhou);
  EXPECT_EQ(answering({fresh}), std::vector{fresh.username});
}

TEST(GroupCalls, without_an_engine_nobody_looks_at_it) {
  const Trio all(config_with("media_port = 0\n"));
  EXPECT_EQ(all.mei.refusal("media.probe", object{}), "media_off");
}

TEST(GroupCalls, when_the_server_is_killed_the_seats_are_still_there) {
  Trio all(config_with("grace_ms = 10000\n"));
  const auto id = join_call(all.mei, all.group);
  join_call(all.zhou, all.group);
  const CallLine before(all.mei, id);
  all.server.kill();
  all.server.start();
  EXPECT_EQ(room_of(all.mei).at("seats").as_array().size(), 2U);
  all.mei.call("group_call.keep", enter_params(all.mei, id));
  EXPECT_EQ(all.mei.refusal("media.look", {{"line", before.line}}), "not_found");
  const CallLine again(all.mei, id);
  again.open("send");
  again.speak();
  // Zhou does not come back.
  SocketClient at_mei = all.mei.connect();
  const auto keep = [&] { all.mei.call("group_call.keep", enter_params(all.mei, id)); };
  for (;;) {
    keep();
    const value room = room_of(all.mei);
    if (room.at("seats").as_array().size() == 1) break;
  }
}

TEST(GroupCalls, without_an_engine_there_are_none_and_all_else_works) {
  const Trio all(config_with("media_port = 0\n"));
  EXPECT_EQ(all.mei.refusal("group_call.join", join_params(all.mei, all.group)), "media_off");
  EXPECT_EQ(all.lin
                .call("call.invite", {{"user_id", all.mei.user_id},
                                      {"media", "voice"},
                                      {"client_id", new_client_id()},
                                      {"endpoint", endpoint_of(all.lin)}})
                .at("state"),
            "ringing");
}

TEST(GroupCalls, a_server_that_comes_back_without_an_engine_ends_them) {
  Trio all;
  join_call(all.mei, all.group);
  all.server.kill();
  all.server.set_config(config_with("media_port = 0\n"));
  all.server.start();
  EXPECT_TRUE(room_of(all.mei).is_null());
}

TEST(GroupCalls, hostile_descriptions_of_media_are_refused) {
  const Trio all;
  const auto id = join_call(all.mei, all.group);
  const CallLine mine(all.mei, id);
  mine.open("send");
  const pid_t engine = engine_of(all.server);
  const std::string deep(10'000, '['), long_text(70'000, 'x');
  const auto send = [&](const std::string& text) {
    return all.mei.refusal("media.send", {{"line", mine.line}, {"source", "camera"}, {"rtp_parameters", text}});
  };
  for (const std::string& text :
       {std::string(), std::string("{}"), std::string("null"), deep, std::string(R"({"codecs":[],"encodings":[]})"),
        std::string(R"({"codecs":[{"mimeType":"video/VP8","payloadType":999,"clockRate":-1}]})"),
        std::string(
            R"({"codecs":[{"mimeType":"video/VP9","payloadType":96,"clockRate":90000}],"encodings":[{"ssrc":1}]})")})
    EXPECT_EQ(send(text), "bad_request") << text.substr(0, 100);
  EXPECT_EQ(send(long_text), "too_large");
  EXPECT_EQ(engine_of(all.server), engine);
}

}  // namespace
}  // namespace ling::system_test
