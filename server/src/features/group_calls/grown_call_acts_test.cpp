// A call of two that takes in a third and a fourth, on a clock that the test turns.
#include "features/group_calls/grown_call_acts.hpp"

#include "features/accounts/user_store.hpp"
#include "features/calls/call_acts.hpp"
#include "features/calls/call_service.hpp"
#include "features/chat/conversation_service.hpp"
#include "features/chat/direct_conversations.hpp"
#include "features/group_calls/group_call_service.hpp"
#include "features/people/friend_store.hpp"
#include "ling/protocol/chat.hpp"
#include "storage/database.hpp"
#include "tests/both_engines.hpp"

#include <algorithm>

namespace ling {
namespace {

namespace acts = group_call_acts;
using acts::Window;

class GrownCallActsTest : public OnBothEngines {
 protected:
  Milliseconds now = 1'000'000;
  Database db{{.file = location.file,
               .url = location.url,
               .clock = [this] { return now; },
               .publish = [](const std::vector<Delivery>&) {},
               .disk_failed = [](const char*) { std::abort(); }}};
  grown_call_acts::Means means;
  UserId lin, mei, zhou, wei;

  /// Lin knows Mei and Zhou; Zhou knows Wei. Mei knows nobody but Lin.
  GrownCallActsTest() {
    lin = add("lin"), mei = add("mei"), zhou = add("zhou"), wei = add("wei");
    for (const auto& [a, b] : {std::pair{lin, mei}, {lin, zhou}, {zhou, wei}})
      befriend(a, b);
  }

  UserId add(const std::string& account) {
    return db.write_now([&](Tx& tx) { return user_store::add(tx, {.account = account, .nickname = account}); });
  }
  void befriend(UserId a, UserId b) {
    db.write_now([&](Tx& tx) {
      friend_store::count(tx, a, b, {});
      friend_store::count(tx, b, a, {});
      DirectConversations().became_friends(tx, a, b, "");
      return true;
    });
  }
  static Window at(UserId user_id, int device = 1) {
    const auto id = user_id.value * 10 + device;
    return {user_id, DeviceId{id}, "window-" + std::to_string(id)};
  }
  static call_acts::Window two_at(UserId user_id, int device = 1) {
    const Window window = at(user_id, device);
    return {window.user_id, window.device_id, window.endpoint};
  }
  template <class Act>
  auto done(Act act) {
    return db.write_now(act);
  }
  Result<Call> call(UserId from, UserId to) {
    const InviteToCall command{.user_id = to, .client_id = "try-of-this-test", .endpoint = at(from).endpoint};
    return done([&](Tx& tx) { return call_acts::invite(tx, two_at(from), command, {}, GroupCallService::is_in); });
  }
  /// Both hear each other from now on.
  CallId speak(UserId from, UserId to) {
    const CallId id = call(from, to)->call_id;
    EXPECT_TRUE(done([&](Tx& tx) { return call_acts::accept(tx, two_at(to), id, {}); }));
    EXPECT_TRUE(done([&](Tx& tx) { return call_acts::connect(tx, two_at(to), id); }));
    return id;
  }
  Result<Call> grow(const Window& window, CallId id, UserId who) {
    const GrowCall command{id, window.endpoint, who};
    return done([&](Tx& tx) { return grown_call_acts::grow(tx, window, command, means); });
  }
  Result<Call> invite(const Window& window, GroupCallId id, UserId who) {
    const InviteToGroupCall command{id, window.endpoint, who};
    return done([&](Tx& tx) { return grown_call_acts::invite(tx, window, command, means); });
  }
  Result<GroupCallEntry> join(const Window& window, GroupCallId id, bool leave_other = false) {
    const JoinGroupCall command{
        .endpoint = window.endpoint, .microphone = true, .group_call_id = id, .leave_other = leave_other};
    return done([&](Tx& tx) { return acts::join(tx, window, command); });
  }
  Result<Done> leave(UserId user_id, GroupCallId id) {
    return done([&](Tx& tx) { return acts::leave(tx, user_id, id); });
  }
  std::optional<GroupCallRoom> room(UserId user_id) {
    return done([&](Tx& tx) { return acts::room_of(tx, user_id); });
  }
  std::optional<Call> call_of(UserId user_id) {
    return done([&](Tx& tx) { return call_acts::of_user(tx, user_id); });
  }
  std::vector<UserId> those_in(UserId as_seen_by) {
    std::vector<UserId> ids;
    const auto seen = room(as_seen_by);
    if (seen) std::ranges::transform(seen->seats, std::back_inserter(ids), &GroupCallSeat::user_id);
    return ids;
  }
  Conversation chat(UserId mine, UserId theirs) {
    return done([&](Tx& tx) {
      return ConversationService::view(tx, ConversationService::direct(tx, mine, theirs).value(), mine);
    });
  }
  std::optional<CallRecord> record(UserId mine, UserId theirs) {
    const auto message = chat(mine, theirs).last_message;
    return message ? message->call : std::nullopt;
  }
};

TEST_P(GrownCallActsTest, a_call_of_two_goes_on_with_both_windows_and_the_third_is_rung) {
  const CallId two = speak(lin, mei);
  now += 30'000;
  const auto ring = grow(at(mei), two, lin);
  EXPECT_EQ(ring.error().code, ErrorCode::bad_request);
  const Call rung = grow(at(lin), two, zhou).value();
  EXPECT_EQ(rung.state, CallState::ringing);
  EXPECT_EQ(rung.callee.user_id, zhou);
  EXPECT_EQ(rung.ring_ms, means.times.ring);
  EXPECT_EQ(call_of(zhou)->into, rung.into);
  EXPECT_FALSE(call_of(lin));
  EXPECT_FALSE(call_of(mei));
  EXPECT_EQ(those_in(mei), (std::vector{lin, mei}));
  const GroupCall as_told = room(mei)->call.value();
  EXPECT_EQ(as_told.grew_from, two);
  EXPECT_EQ(as_told.started_at, 1'000'000);
  EXPECT_EQ(as_told.conversation_id.value, 0);
  EXPECT_EQ(room(lin)->seats[0].endpoint, at(lin).endpoint);
  // It has not ended for them: no message says so.
  EXPECT_FALSE(record(lin, mei));
}

TEST_P(GrownCallActsTest, whoever_is_rung_comes_in_and_everybody_knows_whom_they_hear) {
  const GroupCallId id = *grow(at(lin), speak(lin, mei), zhou)->into;
  const GroupCallRoom entered = join(at(zhou, 2), id)->room;
  EXPECT_EQ(those_in(mei), (std::vector{lin, mei, zhou}));
  EXPECT_FALSE(call_of(zhou));
  ASSERT_EQ(entered.people.size(), 3U);
  EXPECT_EQ(entered.people[1].nickname, "mei");
  EXPECT_EQ(record(lin, zhou)->outcome, CallOutcome::grown);
  EXPECT_EQ(chat(zhou, lin).unread, 0);
  // Another device of theirs takes it over.
  EXPECT_TRUE(join(at(zhou, 3), id));
  EXPECT_EQ(room(lin)->seats[2].endpoint, at(zhou, 3).endpoint);
  EXPECT_EQ(those_in(mei).size(), 3U);
}

TEST_P(GrownCallActsTest, a_ring_that_is_declined_or_runs_out_leaves_the_two_speaking) {
  const Call rung = grow(at(lin), speak(lin, mei), zhou).value();
  const GroupCallId id = *rung.into;
  ASSERT_TRUE(done([&](Tx& tx) { return call_acts::decline(tx, zhou, rung.call_id); }));
  EXPECT_EQ(record(lin, zhou)->outcome, CallOutcome::declined);
  EXPECT_EQ(those_in(lin), (std::vector{lin, mei}));
  EXPECT_EQ(join(at(zhou), id).error().code, ErrorCode::not_found);

  const CallId again = invite(at(lin), id, zhou)->call_id;
  now += means.times.ring;
  done([&](Tx& tx) {
    call_acts::run_out(tx, again);
    return true;
  });
  EXPECT_EQ(record(zhou, lin)->outcome, CallOutcome::missed);
  EXPECT_EQ(chat(zhou, lin).unread, 1);
  EXPECT_EQ(those_in(lin), (std::vector{lin, mei}));
}

TEST_P(GrownCallActsTest, the_one_who_rings_may_think_better_of_it) {
  const Call rung = grow(at(lin), speak(lin, mei), zhou).value();
  EXPECT_EQ(done([&](Tx& tx) { return call_acts::hang_up(tx, mei, rung.call_id); }).error().code, ErrorCode::not_found);
  ASSERT_TRUE(done([&](Tx& tx) { return call_acts::hang_up(tx, lin, rung.call_id); }));
  EXPECT_FALSE(call_of(zhou));
  EXPECT_EQ(record(zhou, lin)->outcome, CallOutcome::cancelled);
}

TEST_P(GrownCallActsTest, whoever_is_in_another_call_is_busy_and_the_two_stay_as_they_are) {
  ASSERT_TRUE(speak(zhou, wei).value);
  const CallId two = speak(lin, mei);
  EXPECT_EQ(grow(at(lin), two, zhou)->outcome, CallOutcome::busy);
  EXPECT_EQ(call_of(lin)->state, CallState::active);
  EXPECT_FALSE(room(lin));
  EXPECT_EQ(record(zhou, lin)->outcome, CallOutcome::busy);
  EXPECT_EQ(call_of(zhou)->state, CallState::active);
}

TEST_P(GrownCallActsTest, without_an_engine_it_is_refused_and_the_two_stay_as_they_are) {
  const CallId two = speak(lin, mei);
  means.media_on = false;
  EXPECT_EQ(grow(at(lin), two, zhou).error().code, ErrorCode::media_off);
  EXPECT_EQ(call_of(mei)->state, CallState::active);
  EXPECT_FALSE(call_of(zhou));
}

TEST_P(GrownCallActsTest, only_friends_are_rung_and_only_by_a_window_that_speaks_in_it) {
  const CallId two = call(lin, mei)->call_id;
  EXPECT_EQ(grow(at(lin), two, zhou).error().code, ErrorCode::not_found) << "before it is answered";
  ASSERT_TRUE(done([&](Tx& tx) { return call_acts::accept(tx, two_at(mei), two, {}); }));
  EXPECT_EQ(grow(at(lin), two, zhou).error().code, ErrorCode::not_found) << "before they hear each other";
  ASSERT_TRUE(done([&](Tx& tx) { return call_acts::connect(tx, two_at(mei), two); }));
  EXPECT_EQ(grow(at(lin, 2), two, zhou).error().code, ErrorCode::not_found);
  EXPECT_EQ(grow(at(zhou), two, wei).error().code, ErrorCode::not_found);
  EXPECT_EQ(grow(at(mei), two, zhou).error().code, ErrorCode::not_friends);
  EXPECT_EQ(grow(at(lin), two, UserId{999'999}).error().code, ErrorCode::not_friends);
  EXPECT_EQ(call_of(lin)->state, CallState::active);
  const GroupCallId id = *grow(at(lin), two, zhou)->into;
  EXPECT_EQ(grow(at(lin), two, zhou).error().code, ErrorCode::not_found) << "it is no longer one of two";

  EXPECT_EQ(invite(at(zhou), id, wei).error().code, ErrorCode::not_found) << "before they come in";
  EXPECT_EQ(join(at(wei), id).error().code, ErrorCode::not_found);
  ASSERT_TRUE(join(at(zhou), id));
  EXPECT_EQ(invite(at(zhou, 2), id, wei).error().code, ErrorCode::not_found);
  EXPECT_EQ(invite(at(zhou), id, mei).error().code, ErrorCode::bad_request);
  EXPECT_EQ(invite(at(mei), id, wei).error().code, ErrorCode::not_friends);
  ASSERT_TRUE(invite(at(zhou), id, wei));
  EXPECT_EQ(invite(at(zhou), id, wei)->call_id, call_of(wei)->call_id) << "again: it goes on ringing";
  ASSERT_TRUE(join(at(wei), id));
  EXPECT_EQ(those_in(mei), (std::vector{lin, mei, zhou, wei}));
}

TEST_P(GrownCallActsTest, the_last_two_part_and_the_first_two_find_how_long_it_was) {
  const GroupCallId id = *grow(at(lin), speak(mei, lin), zhou)->into;
  now += 40'000;
  ASSERT_TRUE(join(at(zhou), id));
  ASSERT_TRUE(leave(zhou, id));
  EXPECT_EQ(those_in(lin), (std::vector{lin, mei}));
  // Whoever left may come back as long as it goes on.
  ASSERT_TRUE(join(at(zhou), id));
  ASSERT_TRUE(leave(lin, id));
  now += 20'000;
  ASSERT_TRUE(leave(mei, id));
  EXPECT_FALSE(room(zhou)) << "alone, with nobody to wait for";
  const auto told = chat(lin, mei).last_message.value();
  EXPECT_EQ(told.call->outcome, CallOutcome::completed);
  EXPECT_EQ(told.call->duration_ms, 60'000);
  EXPECT_EQ(told.call->people, 3);
  EXPECT_EQ(told.sender_id, mei);
  EXPECT_TRUE(told.silent);
  EXPECT_EQ(join(at(zhou), id).error().code, ErrorCode::not_found);
  EXPECT_TRUE(call(lin, mei)) << "everybody is free again";
}

TEST_P(GrownCallActsTest, while_somebody_is_rung_one_may_wait_alone_and_the_end_ends_the_ring) {
  const GroupCallId id = *grow(at(lin), speak(lin, mei), zhou)->into;
  ASSERT_TRUE(leave(mei, id));
  EXPECT_EQ(those_in(lin), (std::vector{lin}));
  ASSERT_TRUE(leave(lin, id));
  EXPECT_FALSE(call_of(zhou));
  EXPECT_EQ(record(zhou, lin)->outcome, CallOutcome::cancelled);
  EXPECT_EQ(record(lin, mei)->outcome, CallOutcome::completed);
  EXPECT_FALSE(record(lin, mei)->people) << "nobody came into it";
}

TEST_P(GrownCallActsTest, whoever_speaks_elsewhere_comes_in_only_by_leaving_that) {
  const GroupCallId id = *grow(at(lin), speak(lin, mei), zhou)->into;
  ASSERT_TRUE(join(at(zhou), id));
  ASSERT_TRUE(leave(zhou, id));
  ASSERT_TRUE(speak(zhou, wei).value);
  EXPECT_EQ(join(at(zhou), id).error().code, ErrorCode::in_call);
  ASSERT_TRUE(join(at(zhou), id, true));
  EXPECT_FALSE(call_of(wei));
  EXPECT_EQ(call(wei, zhou)->outcome, CallOutcome::busy);
}

TEST_P(GrownCallActsTest, nobody_rules_over_it) {
  const GroupCallId id = *grow(at(lin), speak(lin, mei), zhou)->into;
  EXPECT_FALSE(room(lin)->seats[0].host);
  EXPECT_EQ(done([&](Tx& tx) { return acts::end(tx, lin, id); }).error().code, ErrorCode::not_found);
  EXPECT_EQ(done([&](Tx& tx) { return acts::mute(tx, lin, {id, mei}); }).error().code, ErrorCode::not_found);
  const RemoveFromGroupCall remove{id, mei};
  EXPECT_EQ(done([&](Tx& tx) { return acts::remove(tx, lin, remove); }).error().code, ErrorCode::not_found);
}

TEST_P(GrownCallActsTest, it_is_full_with_fifty) {
  const GroupCallId id = *grow(at(lin), speak(lin, mei), zhou)->into;
  for (int i = 0; i < 48; ++i) {
    const UserId one = add("guest" + std::to_string(i));
    befriend(lin, one);
    ASSERT_TRUE(invite(at(lin), id, one));
    ASSERT_TRUE(join(at(one), id));
  }
  EXPECT_EQ(join(at(zhou), id).error().code, ErrorCode::call_full);
  EXPECT_EQ(call_of(zhou)->state, CallState::ringing);
  const UserId late = add("late");
  befriend(lin, late);
  EXPECT_EQ(invite(at(lin), id, late).error().code, ErrorCode::call_full);
}

TEST_P(GrownCallActsTest, a_restart_puts_nobody_out) {
  const GroupCallId id = *grow(at(lin), speak(lin, mei), zhou)->into;
  ASSERT_TRUE(join(at(zhou), id));
  // As at the start of a server: whoever is in no group is put out of its calls.
  done([&](Tx& tx) {
    for (const ConversationId one : group_call_store::conversations(tx))
      acts::expel(tx, one);
    return true;
  });
  EXPECT_EQ(those_in(lin), (std::vector{lin, mei, zhou}));
}

LING_ON_BOTH_ENGINES(GrownCallActsTest);

}  // namespace
}  // namespace ling
