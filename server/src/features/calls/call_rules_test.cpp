#include "features/calls/call_rules.hpp"

#include <gtest/gtest.h>

#include <map>
#include <tuple>

namespace ling {
namespace {

using enum CallAct;
using enum CallOutcome;

/// A move as it is written in the table: how it ends, where it goes, or why not.
struct Expected {
  std::optional<CallOutcome> ends;
  std::optional<CallState> goes;
  std::optional<ErrorCode> refused;
};
Expected ends(CallOutcome outcome) {
  return {.ends = outcome};
}
Expected goes(CallState state) {
  return {.goes = state};
}
const Expected unknown{.refused = ErrorCode::not_found};
const Expected taken{.refused = ErrorCode::call_taken};

struct Line {
  CallState state;
  CallParty by;
  std::map<CallAct, Expected> acts;
};

const std::vector<Line>& table() {
  static const std::vector<Line> all = {
      {CallState::ringing,
       CallParty::caller,
       {{accept, unknown},
        {decline, unknown},
        {hang_up, ends(cancelled)},
        {connect, unknown},
        {run_out, ends(missed)},
        {vanish, ends(cancelled)}}},
      {CallState::ringing,
       CallParty::callee,
       {{accept, goes(CallState::connecting)},
        {decline, ends(declined)},
        {hang_up, ends(declined)},
        {connect, unknown},
        {run_out, ends(missed)},
        {vanish, unknown}}},
      {CallState::connecting,
       CallParty::caller,
       {{accept, taken},
        {decline, taken},
        {hang_up, ends(cancelled)},
        {connect, goes(CallState::active)},
        {run_out, ends(failed)},
        {vanish, ends(failed)}}},
      {CallState::connecting,
       CallParty::callee,
       {{accept, taken},
        {decline, taken},
        {hang_up, ends(cancelled)},
        {connect, goes(CallState::active)},
        {run_out, ends(failed)},
        {vanish, ends(failed)}}},
      {CallState::active,
       CallParty::caller,
       {{accept, taken},
        {decline, taken},
        {hang_up, ends(completed)},
        {connect, goes(CallState::active)},
        {run_out, unknown},
        {vanish, ends(lost)}}},
      {CallState::active,
       CallParty::callee,
       {{accept, taken},
        {decline, taken},
        {hang_up, ends(completed)},
        {connect, goes(CallState::active)},
        {run_out, unknown},
        {vanish, ends(lost)}}},
      {CallState::ended,
       CallParty::caller,
       {{accept, unknown},
        {decline, unknown},
        {hang_up, unknown},
        {connect, unknown},
        {run_out, unknown},
        {vanish, unknown}}},
      {CallState::ended,
       CallParty::callee,
       {{accept, unknown},
        {decline, unknown},
        {hang_up, unknown},
        {connect, unknown},
        {run_out, unknown},
        {vanish, unknown}}},
  };
  return all;
}

TEST(CallRules, every_act_in_every_state_leads_where_the_table_says) {
  for (const Line& line : table()) {
    ASSERT_EQ(line.acts.size(), 6U);
    for (const auto& [act, expected] : line.acts) {
      SCOPED_TRACE(testing::Message() << "state " << static_cast<int>(line.state) << ", by "
                                      << static_cast<int>(line.by) << ", act " << static_cast<int>(act));
      const auto move = call_move(line.state, line.by, act);
      ASSERT_EQ(move.has_value(), !expected.refused);
      if (!move) {
        EXPECT_EQ(move.error().code, *expected.refused);
        continue;
      }
      EXPECT_EQ(move->state, expected.goes.value_or(CallState::ended));
      EXPECT_EQ(move->outcome, expected.ends);
    }
  }
}

TEST(CallRules, only_what_nobody_answered_is_to_be_caught_up_with) {
  for (const CallOutcome outcome : {cancelled, missed, busy})
    EXPECT_TRUE(is_missed(outcome, /*answered=*/false));
  for (const CallOutcome outcome : {completed, declined, failed, lost})
    EXPECT_FALSE(is_missed(outcome, /*answered=*/false));
  EXPECT_FALSE(is_missed(cancelled, /*answered=*/true));
}

TEST(CallRules, a_record_reads_well_where_it_is_not_known) {
  EXPECT_EQ(call_in_words({CallMedia::voice, completed, 133'900, {}}), "[语音通话] 02:13");
  EXPECT_EQ(call_in_words({CallMedia::video, lost, 3'605'000, {}}), "[视频通话] 1:00:05，已中断");
  EXPECT_EQ(call_in_words({CallMedia::video, missed, 0, {}}), "[视频通话] 无人接听");
  EXPECT_EQ(call_in_words({CallMedia::voice, completed, 60'000, 3}), "[语音通话] 01:00，共 3 人");
}

}  // namespace
}  // namespace ling
