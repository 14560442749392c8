// Calls of four people, three of them friends, on a clock that the test turns; and random histories of them against a
// model of a few lines.
#include "features/calls/call_acts.hpp"

#include "features/accounts/user_store.hpp"
#include "features/chat/conversation_service.hpp"
#include "features/chat/direct_conversations.hpp"
#include "features/people/friend_store.hpp"
#include "storage/database.hpp"
#include "tests/both_engines.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <random>

namespace ling {
namespace {

using call_acts::Window;

constexpr call_acts::Times times{.ring = 45'000, .connect = 30'000};

class CallActsTest : public OnBothEngines {
 protected:
  Milliseconds now = 1'000'000;
  Database db{{.file = location.file,
               .url = location.url,
               .clock = [this] { return now; },
               .publish = [](const std::vector<Delivery>&) {},
               .disk_failed = [](const char*) { std::abort(); }}};
  UserId lin, mei, zhou, stranger;

  CallActsTest() {
    lin = add("lin"), mei = add("mei"), zhou = add("zhou"), stranger = add("stranger");
    for (const auto& [a, b] : {std::pair{lin, mei}, {lin, zhou}, {mei, zhou}})
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
  Result<Call> invite(const Window& from, UserId to, CallMedia media = CallMedia::voice) {
    const InviteToCall command{.user_id = to,
                               .media = media,
                               .client_id = "try-" + std::to_string(++tries_) + "-of-one",
                               .endpoint = from.endpoint};
    return db.write_now([&](Tx& tx) { return call_acts::invite(tx, from, command, times); });
  }
  Result<Call> accept(const Window& window, CallId call_id) {
    return db.write_now([&](Tx& tx) { return call_acts::accept(tx, window, call_id, times); });
  }
  Result<Done> decline(UserId user_id, CallId call_id) {
    return db.write_now([&](Tx& tx) { return call_acts::decline(tx, user_id, call_id); });
  }
  Result<Done> hang_up(UserId user_id, CallId call_id) {
    return db.write_now([&](Tx& tx) { return call_acts::hang_up(tx, user_id, call_id); });
  }
  Result<Done> connect(const Window& window, CallId call_id) {
    return db.write_now([&](Tx& tx) { return call_acts::connect(tx, window, call_id); });
  }
  void run_out(CallId call_id) {
    db.write_now([&](Tx& tx) {
      call_acts::run_out(tx, call_id);
      return true;
    });
  }
  std::optional<Call> call_of(UserId user_id) {
    return db.write_now([&](Tx& tx) { return call_acts::of_user(tx, user_id); });
  }
  /// The conversation with the other, as the user sees it.
  Conversation seen(UserId user_id, UserId other) {
    return db.write_now([&](Tx& tx) {
      return ConversationService::view(tx, ConversationService::direct(tx, user_id, other).value(), user_id);
    });
  }
  CallRecord record(UserId a, UserId b) { return seen(a, b).last_message.value().call.value(); }

 private:
  int tries_ = 0;
};

TEST_P(CallActsTest, a_call_rings_is_answered_connects_and_is_told_of) {
  const Call ringing = invite(at(lin), mei, CallMedia::video).value();
  EXPECT_EQ(ringing.state, CallState::ringing);
  EXPECT_EQ(ringing.ring_ms, times.ring);
  EXPECT_EQ(call_of(mei)->call_id, ringing.call_id);
  now += 5'000;
  const Call answered = accept(at(mei), ringing.call_id).value();
  EXPECT_EQ(answered.state, CallState::connecting);
  EXPECT_EQ(answered.callee.endpoint, at(mei).endpoint);
  now += 500;
  ASSERT_TRUE(connect(at(lin), ringing.call_id));
  ASSERT_TRUE(connect(at(mei), ringing.call_id));
  now += 133'000;
  ASSERT_TRUE(hang_up(mei, ringing.call_id));
  EXPECT_FALSE(call_of(lin) || call_of(mei));
  EXPECT_EQ(record(lin, mei).outcome, CallOutcome::completed);
  EXPECT_EQ(record(lin, mei).duration_ms, 133'000);
  EXPECT_EQ(record(lin, mei).media, CallMedia::video);
  EXPECT_EQ(seen(mei, lin).unread, 0);
  EXPECT_EQ(seen(lin, mei).unread, 0);
}

TEST_P(CallActsTest, nobody_rings_strangers_or_themselves) {
  EXPECT_EQ(invite(at(lin), stranger).error().code, ErrorCode::not_friends);
  EXPECT_EQ(invite(at(lin), UserId{999'999}).error().code, ErrorCode::not_friends);
  EXPECT_EQ(invite(at(lin), lin).error().code, ErrorCode::yourself);
}

TEST_P(CallActsTest, of_several_windows_the_first_has_the_call) {
  const CallId call_id = invite(at(lin), mei)->call_id;
  ASSERT_TRUE(accept(at(mei, 2), call_id));
  EXPECT_EQ(accept(at(mei, 1), call_id).error().code, ErrorCode::call_taken);
  EXPECT_EQ(decline(mei, call_id).error().code, ErrorCode::call_taken);
  EXPECT_EQ(accept(at(mei, 2), call_id)->callee.endpoint, at(mei, 2).endpoint);
  EXPECT_EQ(connect(at(mei, 1), call_id).error().code, ErrorCode::not_found);
}

TEST_P(CallActsTest, who_is_in_a_call_is_busy_and_learns_of_it_later) {
  const CallId first = invite(at(lin), mei)->call_id;
  const Call second = invite(at(zhou), mei).value();
  EXPECT_EQ(second.state, CallState::ended);
  EXPECT_EQ(second.outcome, CallOutcome::busy);
  EXPECT_FALSE(call_of(zhou));
  EXPECT_EQ(call_of(mei)->call_id, first);
  EXPECT_EQ(seen(mei, zhou).unread, 1);
  EXPECT_EQ(seen(zhou, mei).unread, 0);
  EXPECT_EQ(invite(at(mei, 2), zhou).error().code, ErrorCode::in_call);
}

TEST_P(CallActsTest, two_who_call_each_other_are_in_one_call) {
  const CallId first = invite(at(lin), mei)->call_id;
  const Call joined = invite(at(mei), lin).value();
  EXPECT_EQ(joined.call_id, first);
  EXPECT_EQ(joined.state, CallState::connecting);
  EXPECT_EQ(joined.caller.user_id, lin);
  EXPECT_EQ(joined.callee.endpoint, at(mei).endpoint);
}

TEST_P(CallActsTest, what_nobody_answers_is_missed_when_its_time_is_over_and_not_before) {
  const CallId call_id = invite(at(lin), mei)->call_id;
  now += times.ring - 1;
  run_out(call_id);
  ASSERT_TRUE(call_of(mei));
  now += 1;
  run_out(call_id);
  EXPECT_FALSE(call_of(mei) || call_of(lin));
  EXPECT_EQ(record(mei, lin).outcome, CallOutcome::missed);
  EXPECT_EQ(seen(mei, lin).unread, 1);
}

TEST_P(CallActsTest, the_same_try_again_is_the_same_call) {
  const InviteToCall command{.user_id = mei, .client_id = "the-same-try", .endpoint = at(lin).endpoint};
  const auto again = [&] {
    return db.write_now([&](Tx& tx) { return call_acts::invite(tx, at(lin), command, times); });
  };
  const CallId first = again()->call_id;
  EXPECT_EQ(again()->call_id, first);
}

TEST_P(CallActsTest, to_strangers_a_call_does_not_exist) {
  const CallId call_id = invite(at(lin), mei)->call_id;
  for (const CallId id : {call_id, CallId{999'999}}) {
    EXPECT_EQ(accept(at(zhou), id).error().code, ErrorCode::not_found);
    EXPECT_EQ(decline(zhou, id).error().code, ErrorCode::not_found);
    EXPECT_EQ(hang_up(zhou, id).error().code, ErrorCode::not_found);
    EXPECT_EQ(connect(at(zhou), id).error().code, ErrorCode::not_found);
  }
}

TEST_P(CallActsTest, two_who_part_speak_no_longer) {
  invite(at(lin), mei);
  db.write_now([&](Tx& tx) {
    call_acts::part(tx, mei, zhou);
    return true;
  });
  ASSERT_TRUE(call_of(lin));
  db.write_now([&](Tx& tx) {
    call_acts::part(tx, mei, lin);
    return true;
  });
  EXPECT_FALSE(call_of(lin) || call_of(mei));
}

TEST_P(CallActsTest, a_call_that_goes_over_the_server_is_the_same_and_has_its_time_anew) {
  const CallId call_id = invite(at(lin), mei)->call_id;
  const auto relay = [&](const Window& window) {
    return db.write_now([&](Tx& tx) { return call_acts::relay(tx, window, call_id, times); });
  };
  const auto windows = [&] { return db.write_now([&](Tx& tx) { return call_acts::answered_windows(tx, call_id); }); };
  EXPECT_EQ(relay(at(lin)).error().code, ErrorCode::not_found) << "while it rings";
  EXPECT_TRUE(windows().empty()) << "nobody has a seat in the engine while it rings";
  accept(at(mei), call_id);
  EXPECT_EQ(windows().size(), 2U) << "they may get ready for it";
  now += times.connect - 1;
  EXPECT_EQ(relay(at(mei, 2)).error().code, ErrorCode::not_found) << "from another window";
  ASSERT_TRUE(relay(at(mei)));
  ASSERT_TRUE(relay(at(lin))) << "a second time it is so already";
  EXPECT_TRUE(call_of(lin)->relayed);
  ASSERT_EQ(windows().size(), 2U);
  EXPECT_EQ(windows()[1].endpoint, at(mei).endpoint);
  now += times.connect - 1;
  run_out(call_id);
  EXPECT_EQ(call_of(lin)->state, CallState::connecting);
  now += 1;
  run_out(call_id);
  EXPECT_FALSE(call_of(lin));
  EXPECT_EQ(record(lin, mei).outcome, CallOutcome::failed);
}

// What the histories below are compared with: who is in which call, and how far it is.
struct ModelCall {
  UserId caller, callee;
  CallState state = CallState::ringing;
  Milliseconds due_at = 0;
};

TEST_P(CallActsTest, random_histories_end_where_a_model_says) {
  const std::uint64_t seed = std::random_device{}();
  SCOPED_TRACE(testing::Message() << "seed " << seed);
  std::mt19937_64 random(seed);
  const auto any_of = [&](int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); };
  const std::array people{lin, mei, zhou, stranger};
  std::map<CallId, ModelCall> model;
  const auto model_of = [&](UserId user_id) {
    return std::find_if(model.begin(), model.end(), [&](const auto& entry) {
      return entry.second.caller == user_id || entry.second.callee == user_id;
    });
  };
  CallId newest;
  for (int step = 0; step < 600; ++step) {
    now += any_of(20'000);
    for (auto entry = model.begin(); entry != model.end();) {
      run_out(entry->first);
      const bool over = entry->second.due_at != 0 && entry->second.due_at <= now;
      entry = over ? model.erase(entry) : std::next(entry);
    }
    const UserId who = people.at(static_cast<std::size_t>(any_of(4)));
    const auto mine = model_of(who);
    const bool in_one = mine != model.end();
    const bool called = in_one && mine->second.callee == who;
    const bool ringing = in_one && mine->second.state == CallState::ringing;
    const CallId call_id = in_one ? mine->first : newest;
    switch (any_of(5)) {
      case 0: {
        const UserId to = people.at(static_cast<std::size_t>(any_of(4)));
        const auto outcome = invite(at(who), to);
        const bool friends = who != to && who != stranger && to != stranger;
        const bool glare = called && ringing && mine->second.caller == to;
        if (!friends || (in_one && !glare)) {
          EXPECT_FALSE(outcome);
        } else if (glare) {
          EXPECT_EQ(outcome->call_id, mine->first);
          mine->second.state = CallState::connecting;
          mine->second.due_at = now + times.connect;
        } else if (model_of(to) != model.end()) {
          EXPECT_EQ(outcome->outcome, CallOutcome::busy);
        } else {
          newest = outcome->call_id;
          model[newest] = {who, to, CallState::ringing, now + times.ring};
        }
        break;
      }
      case 1:
        EXPECT_EQ(accept(at(who), call_id).has_value(), called);
        if (called && ringing) {
          mine->second.state = CallState::connecting;
          mine->second.due_at = now + times.connect;
        }
        break;
      case 2:
        EXPECT_EQ(decline(who, call_id).has_value(), called && ringing);
        if (called && ringing) model.erase(mine);
        break;
      case 3:
        EXPECT_EQ(connect(at(who), call_id).has_value(), in_one && !ringing);
        if (in_one && !ringing) {
          mine->second.state = CallState::active;
          mine->second.due_at = 0;
        }
        break;
      default:
        EXPECT_EQ(hang_up(who, call_id).has_value(), in_one);
        if (in_one) model.erase(mine);
    }
    for (const UserId user_id : people) {
      const auto expected = model_of(user_id);
      const auto call = call_of(user_id);
      ASSERT_EQ(call.has_value(), expected != model.end()) << "step " << step;
      if (!call) continue;
      EXPECT_EQ(call->call_id, expected->first);
      EXPECT_EQ(call->state, expected->second.state);
    }
    if (HasFailure()) return;
  }
}

LING_ON_BOTH_ENGINES(CallActsTest);

}  // namespace
}  // namespace ling
