// Calls of a group of four people and of another one, on a clock that the test turns; and random histories of them of
// which some things are always true.
#include "features/group_calls/group_call_acts.hpp"

#include "features/accounts/user_store.hpp"
#include "features/calls/call_acts.hpp"
#include "features/calls/call_service.hpp"
#include "features/chat/conversation_service.hpp"
#include "features/chat/direct_conversations.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/group_calls/group_call_service.hpp"
#include "features/people/friend_store.hpp"
#include "storage/database.hpp"
#include "tests/both_engines.hpp"

#include <array>
#include <random>

namespace ling {
namespace {

namespace acts = group_call_acts;
namespace group = group_conversation_service;
using acts::Window;

class GroupCallActsTest : public OnBothEngines {
 protected:
  Milliseconds now = 1'000'000;
  Database db{{.file = location.file,
               .url = location.url,
               .clock = [this] { return now; },
               .publish = [](const std::vector<Delivery>&) {},
               .disk_failed = [](const char*) { std::abort(); }}};
  UserId lin, mei, zhou, wei, stranger;
  ConversationId hikers, readers;

  GroupCallActsTest() {
    lin = add("lin"), mei = add("mei"), zhou = add("zhou"), wei = add("wei"), stranger = add("stranger");
    db.write_now([&](Tx& tx) {
      hikers = group::open(tx, "周末爬山", lin, {mei, zhou, wei});
      readers = group::open(tx, "读书会", mei, {lin});
      friend_store::count(tx, lin, mei, {});
      friend_store::count(tx, mei, lin, {});
      DirectConversations().became_friends(tx, lin, mei, "");
      return true;
    });
  }

  UserId add(const std::string& account) {
    return db.write_now([&](Tx& tx) { return user_store::add(tx, {.account = account, .nickname = account}); });
  }
  static Window at(UserId user_id, int device = 1) {
    const auto id = user_id.value * 10 + device;
    return {user_id, DeviceId{id}, "window-" + std::to_string(id)};
  }
  Result<GroupCallEntry> join(const Window& window, ConversationId where, JoinGroupCall how = {.microphone = true}) {
    how.conversation_id = where;
    how.endpoint = window.endpoint;
    return db.write_now([&](Tx& tx) { return acts::join(tx, window, how); });
  }
  template <class Act>
  auto done(Act act) {
    return db.write_now(act);
  }
  Result<Done> leave(UserId user_id, GroupCallId id) {
    return done([&](Tx& tx) { return acts::leave(tx, user_id, id); });
  }
  Result<Done> show(const Window& window, ShowInGroupCall what) {
    return done([&](Tx& tx) { return acts::show(tx, window, what); });
  }
  std::optional<GroupCall> seen(ConversationId where, UserId by) {
    return done([&](Tx& tx) { return ConversationService::view(tx, where, by).group->call; });
  }
  GroupCallSeat seat(UserId user_id) {
    const auto room = done([&](Tx& tx) { return acts::room_of(tx, user_id); }).value();
    for (const GroupCallSeat& one : room.seats) {
      if (one.user_id == user_id) return one;
    }
    throw std::logic_error("no seat");
  }
  bool is_in(UserId user_id) {
    return done([&](Tx& tx) { return GroupCallService::is_in(tx, user_id); });
  }
  std::optional<Message> last_message(ConversationId where, UserId by) {
    return done([&](Tx& tx) { return ConversationService::view(tx, where, by).last_message; });
  }
  Result<Call> invite(UserId from, UserId to) {
    const InviteToCall command{.user_id = to, .client_id = "try-of-this-test", .endpoint = at(from).endpoint};
    const call_acts::Window window{from, at(from).device_id, at(from).endpoint};
    return done([&](Tx& tx) { return call_acts::invite(tx, window, command, {}, GroupCallService::is_in); });
  }
};

TEST_P(GroupCallActsTest, the_first_who_joins_starts_it_and_the_last_who_leaves_ends_it) {
  const GroupCallId id = join(at(mei), hikers)->call.group_call_id;
  now += 10'000;
  EXPECT_EQ(join(at(zhou), hikers)->call.group_call_id, id);
  const auto call = seen(hikers, wei).value();
  EXPECT_EQ(call.started_by, mei);
  EXPECT_EQ(call.people, 2);
  EXPECT_EQ(call.face_ids, (std::vector{mei, zhou}));
  ASSERT_TRUE(leave(mei, id));
  EXPECT_EQ(seen(hikers, wei)->people, 1);
  now += 55'000;
  ASSERT_TRUE(leave(zhou, id));
  EXPECT_FALSE(seen(hikers, wei));
  const auto record = last_message(hikers, wei).value();
  EXPECT_EQ(record.kind, MessageKind::call);
  EXPECT_EQ(record.sender_id, mei);
  EXPECT_EQ(record.call->duration_ms, 65'000);
  EXPECT_TRUE(record.silent);
  EXPECT_NE(join(at(zhou), hikers)->call.group_call_id, id);
}

TEST_P(GroupCallActsTest, a_line_says_who_started_it_and_says_it_once) {
  db.write_now([&](Tx& tx) {
    GroupSeat seat = group::seat_of(tx, hikers, mei).value();
    seat.nickname = "领队小梅";
    group::change_seat(tx, hikers, seat);
    return true;
  });
  const GroupCallId id = join(at(mei), hikers)->call.group_call_id;
  const Message line = last_message(hikers, wei).value();
  EXPECT_EQ(line.kind, MessageKind::notice);
  EXPECT_EQ(line.notice, NoticeKind::group_call_started);
  EXPECT_EQ(line.sender_id, mei);
  EXPECT_EQ(line.details->actor.name, "领队小梅");
  EXPECT_EQ(line.text, "领队小梅 发起了群通话。");
  // Others come, another window takes the seat over, and some go: nothing more is said.
  ASSERT_TRUE(join(at(zhou), hikers));
  ASSERT_TRUE(join(at(mei, 2), hikers));
  ASSERT_TRUE(leave(mei, id));
  EXPECT_EQ(last_message(hikers, wei)->seq, line.seq);
  ASSERT_TRUE(leave(zhou, id));
  EXPECT_EQ(last_message(hikers, wei)->seq, line.seq + 1);
  // Who may not start one leaves no line.
  EXPECT_EQ(join(at(stranger), hikers).error().code, ErrorCode::not_found);
  EXPECT_EQ(last_message(hikers, wei)->kind, MessageKind::call);
  // The next call has a line of its own.
  ASSERT_TRUE(join(at(zhou), hikers));
  EXPECT_EQ(last_message(hikers, wei)->seq, line.seq + 2);
  EXPECT_EQ(last_message(hikers, wei)->sender_id, zhou);
}

TEST_P(GroupCallActsTest, who_is_not_in_the_group_finds_no_call) {
  const GroupCallId id = join(at(mei), hikers)->call.group_call_id;
  EXPECT_EQ(join(at(stranger), hikers).error().code, ErrorCode::not_found);
  for (const GroupCallId other : {id, GroupCallId{999'999}}) {
    EXPECT_EQ(leave(stranger, other).error().code, ErrorCode::not_found);
    EXPECT_EQ(leave(wei, other).error().code, ErrorCode::not_found);
    EXPECT_EQ(show(at(wei), {.group_call_id = other, .endpoint = at(wei).endpoint}).error().code, ErrorCode::not_found);
    EXPECT_EQ(done([&](Tx& tx) { return acts::end(tx, stranger, other); }).error().code, ErrorCode::not_found);
  }
}

TEST_P(GroupCallActsTest, where_only_leaders_start_calls_others_may_still_come) {
  db.write_now([&](Tx& tx) {
    Group rules = group::group_of(tx, hikers);
    rules.rules.calling = GroupWho::leaders;
    group::change(tx, hikers, rules);
    return true;
  });
  EXPECT_EQ(join(at(mei), hikers).error().code, ErrorCode::leaders_call);
  ASSERT_TRUE(join(at(lin), hikers));
  EXPECT_TRUE(join(at(mei), hikers));
}

TEST_P(GroupCallActsTest, nobody_is_in_two_calls_unless_they_leave_the_other) {
  const GroupCallId first = join(at(lin), hikers)->call.group_call_id;
  ASSERT_TRUE(join(at(zhou), hikers));
  EXPECT_EQ(join(at(lin), readers).error().code, ErrorCode::in_call);
  EXPECT_EQ(invite(lin, mei).error().code, ErrorCode::in_call);
  EXPECT_EQ(invite(mei, lin)->outcome, CallOutcome::busy);
  ASSERT_TRUE(join(at(lin), readers, {.leave_other = true}));
  EXPECT_EQ(seen(hikers, wei)->people, 1);
  EXPECT_EQ(seen(readers, mei)->face_ids, std::vector{lin});
  EXPECT_EQ(leave(lin, first).error().code, ErrorCode::not_found);
}

TEST_P(GroupCallActsTest, who_joins_declines_what_rings_only_when_they_say_so) {
  const CallId ringing = invite(mei, lin)->call_id;
  EXPECT_EQ(join(at(lin), hikers).error().code, ErrorCode::in_call);
  ASSERT_TRUE(join(at(lin), hikers, {.leave_other = true}));
  EXPECT_FALSE(done([&](Tx& tx) { return CallService::is_in(tx, mei); })) << ringing.value;
}

TEST_P(GroupCallActsTest, another_window_takes_the_seat_over) {
  const GroupCallId id = join(at(mei, 1), hikers)->call.group_call_id;
  const auto moved = join(at(mei, 2), hikers).value();
  EXPECT_EQ(moved.call.people, 1);
  EXPECT_EQ(seat(mei).endpoint, at(mei, 2).endpoint);
  const ShowInGroupCall camera{.group_call_id = id, .endpoint = at(mei, 1).endpoint, .camera = true};
  EXPECT_EQ(show(at(mei, 1), camera).error().code, ErrorCode::not_found);
}

TEST_P(GroupCallActsTest, a_host_mutes_and_nobody_but_the_owner_of_a_microphone_turns_it_on) {
  const GroupCallId id = join(at(mei), hikers)->call.group_call_id;
  ASSERT_TRUE(join(at(zhou), hikers));
  const auto mute = [&](UserId by, std::optional<UserId> whom) {
    return done([&](Tx& tx) { return acts::mute(tx, by, {id, whom}); });
  };
  EXPECT_EQ(mute(zhou, mei).error().code, ErrorCode::not_found);
  ASSERT_TRUE(mute(mei, zhou));
  EXPECT_FALSE(seat(zhou).microphone);
  EXPECT_TRUE(seat(mei).microphone);
  const ShowInGroupCall on{.group_call_id = id, .endpoint = at(zhou).endpoint, .microphone = true};
  ASSERT_TRUE(show(at(zhou), on));
  EXPECT_TRUE(seat(zhou).microphone);
  // Lin leads the group, and is not in the call.
  ASSERT_TRUE(mute(lin, std::nullopt));
  EXPECT_FALSE(seat(zhou).microphone || seat(mei).microphone);
  ASSERT_TRUE(done([&](Tx& tx) { return acts::configure(tx, lin, {id, std::nullopt, false}); }));
  EXPECT_EQ(show(at(zhou), on).error().code, ErrorCode::muted);
  EXPECT_FALSE(seen(hikers, wei)->may_unmute);
  const GroupCallEntry late = join(at(wei), hikers, {.microphone = true}).value();
  EXPECT_FALSE(late.room.seats.back().microphone);
}

TEST_P(GroupCallActsTest, a_locked_call_lets_hosts_in_alone) {
  const GroupCallId id = join(at(mei), hikers)->call.group_call_id;
  ASSERT_TRUE(done([&](Tx& tx) { return acts::configure(tx, mei, {id, true, std::nullopt}); }));
  EXPECT_EQ(join(at(zhou), hikers).error().code, ErrorCode::call_locked);
  EXPECT_TRUE(join(at(lin), hikers));
  // Who is in it may change the window.
  EXPECT_TRUE(join(at(mei, 2), hikers));
}

TEST_P(GroupCallActsTest, who_was_put_out_does_not_come_back_to_this_call_but_to_the_next) {
  const GroupCallId id = join(at(mei), hikers)->call.group_call_id;
  ASSERT_TRUE(join(at(zhou), hikers));
  EXPECT_EQ(done([&](Tx& tx) { return acts::remove(tx, zhou, {id, mei}); }).error().code, ErrorCode::not_found);
  ASSERT_TRUE(done([&](Tx& tx) { return acts::remove(tx, mei, {id, zhou}); }));
  EXPECT_FALSE(is_in(zhou));
  EXPECT_EQ(join(at(zhou), hikers).error().code, ErrorCode::removed_from_call);
  ASSERT_TRUE(done([&](Tx& tx) { return acts::end(tx, lin, id); }));
  EXPECT_FALSE(is_in(mei));
  EXPECT_TRUE(join(at(zhou), hikers));
}

TEST_P(GroupCallActsTest, who_leaves_the_group_leaves_its_call_and_with_the_group_the_call_ends) {
  ASSERT_TRUE(join(at(mei), hikers));
  ASSERT_TRUE(join(at(zhou), hikers));
  const auto expel = [&] {
    db.write_now([&](Tx& tx) {
      acts::expel(tx, hikers);
      return true;
    });
  };
  db.write_now([&](Tx& tx) {
    group::remove(tx, hikers, zhou);
    return true;
  });
  expel();
  EXPECT_FALSE(is_in(zhou));
  EXPECT_EQ(seen(hikers, lin)->people, 1);
  db.write_now([&](Tx& tx) {
    group::remove_everybody(tx, hikers);
    return true;
  });
  expel();
  EXPECT_FALSE(is_in(mei));
  EXPECT_TRUE(done([](Tx& tx) { return group_call_store::conversations(tx); }).empty());
}

TEST_P(GroupCallActsTest, after_any_history_the_bar_tells_who_sits_and_nobody_sits_twice) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  const auto any_of = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
  const std::array people{lin, mei, zhou, wei, stranger};
  const std::array groups{hikers, readers};
  for (int step = 0; step < 400; ++step) {
    now += any_of(5'000);
    const UserId who = people.at(static_cast<std::size_t>(any_of(5)));
    const UserId whom = people.at(static_cast<std::size_t>(any_of(5)));
    const ConversationId where = groups.at(static_cast<std::size_t>(any_of(2)));
    const auto call = done([&](Tx& tx) { return group_call_store::of_conversation(tx, where); });
    const GroupCallId id = call ? call->group_call_id : GroupCallId{999'999};
    switch (any_of(8)) {
      case 0:
      case 1:
      case 2:
        (void)join(at(who, any_of(2)), where, {.microphone = any_of(2) == 0, .leave_other = any_of(2) == 0});
        break;
      case 3:
        (void)leave(who, id);
        break;
      case 4:
        (void)done([&](Tx& tx) { return acts::remove(tx, who, {id, whom}); });
        break;
      case 5:
        (void)done([&](Tx& tx) { return acts::mute(tx, who, {id, std::nullopt}); });
        break;
      case 6:
        (void)invite(who, whom);
        break;
      default:
        if (any_of(4) == 0) (void)done([&](Tx& tx) { return acts::end(tx, who, id); });
    }
    db.write_now([&](Tx& tx) {
      for (const ConversationId one : groups) {
        const auto row = group_call_store::of_conversation(tx, one);
        const auto told = group::group_of(tx, one).call;
        EXPECT_EQ(row.has_value(), told.has_value());
        // A line says of each that it began, and another one that it ended.
        const auto last = ConversationService::view(tx, one, lin).last_message;
        EXPECT_EQ(last && last->kind == MessageKind::notice, row.has_value());
        EXPECT_EQ(last ? last->seq % 2 : 0, row ? 1 : 0);
        if (!row || !told) continue;
        const auto seats = group_call_store::seats(tx, row->group_call_id);
        EXPECT_FALSE(seats.empty());
        EXPECT_EQ(told->people, static_cast<int>(seats.size()));
        EXPECT_EQ(told->face_ids.front(), seats.front().user_id);
      }
      for (const UserId user_id : people)
        EXPECT_FALSE(GroupCallService::is_in(tx, user_id) && CallService::is_in(tx, user_id));
      return true;
    });
    if (HasFailure()) FAIL() << "step " << step;
  }
}

LING_ON_BOTH_ENGINES(GroupCallActsTest);

}  // namespace
}  // namespace ling
