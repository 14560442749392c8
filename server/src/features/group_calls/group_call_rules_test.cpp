// Who may do what in a call of a group, one table each.
#include "features/group_calls/group_call_rules.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

constexpr GroupCallRank owner{GroupRole::owner, false}, admin{GroupRole::admin, false},
    starter{GroupRole::member, true}, member{GroupRole::member, false};

TEST(GroupCallRules, the_rule_of_the_group_says_who_starts_a_call) {
  const GroupRules all, leaders{.calling = GroupWho::leaders};
  EXPECT_TRUE(may_start_call(GroupRole::member, all));
  EXPECT_FALSE(may_start_call(GroupRole::member, leaders));
  EXPECT_TRUE(may_start_call(GroupRole::admin, leaders));
  EXPECT_TRUE(may_start_call(GroupRole::owner, leaders));
}

TEST(GroupCallRules, hosts_put_out_who_is_none_and_the_owner_anybody) {
  for (const auto& target : {member, starter, admin})
    EXPECT_TRUE(may_remove(owner, target));
  for (const auto& actor : {admin, starter}) {
    EXPECT_TRUE(may_remove(actor, member));
    for (const auto& target : {owner, admin, starter})
      EXPECT_FALSE(may_remove(actor, target));
  }
  EXPECT_FALSE(may_remove(member, member));
}

TEST(GroupCallRules, a_lock_keeps_out_who_is_no_host_and_nothing_lets_in_who_was_removed) {
  const GroupCall open{.people = 1}, locked{.people = 1, .locked = true}, full{.people = largest_group_call};
  EXPECT_TRUE(may_enter(open, member, false));
  EXPECT_EQ(may_enter(locked, member, false).error().code, ErrorCode::call_locked);
  EXPECT_TRUE(may_enter(locked, starter, false));
  EXPECT_TRUE(may_enter(locked, admin, false));
  EXPECT_EQ(may_enter(full, owner, false).error().code, ErrorCode::call_full);
  EXPECT_EQ(may_enter(open, member, true).error().code, ErrorCode::removed_from_call);
}

TEST(GroupCallRules, where_hosts_alone_may_unmute_others_may_not) {
  const GroupCall strict{.may_unmute = false};
  EXPECT_FALSE(may_unmute(strict, member));
  EXPECT_TRUE(may_unmute(strict, starter));
  EXPECT_TRUE(may_unmute(GroupCall{}, member));
}

TEST(GroupCallRules, its_length_is_told_in_words) {
  EXPECT_EQ(group_call_in_words(65'900), "[群通话] 01:05");
  EXPECT_EQ(group_call_in_words(3'725'000), "[群通话] 1:02:05");
}

}  // namespace
}  // namespace ling
