#include "features/groups/group_rights.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

constexpr auto member = GroupRole::member, admin = GroupRole::admin, owner = GroupRole::owner;

TEST(GroupRights, are_those_of_the_table) {
  const struct {
    GroupAct act;
    bool member, admin, owner;
  } table[] = {
      {GroupAct::create, true, true, true},      {GroupAct::leave, true, true, false},
      {GroupAct::dissolve, false, false, true},  {GroupAct::rename, false, true, true},
      {GroupAct::invite, true, true, true},      {GroupAct::remove, false, true, true},
      {GroupAct::set_admin, false, false, true}, {GroupAct::transfer, false, false, true},
      {GroupAct::describe, false, true, true},   {GroupAct::announce, false, true, true},
      {GroupAct::remind, false, true, true},     {GroupAct::configure, false, true, true},
      {GroupAct::mute, false, true, true},       {GroupAct::exempt, false, true, true},
      {GroupAct::link, true, true, true},        {GroupAct::revoke_link, false, true, true},
      {GroupAct::join, true, true, true},        {GroupAct::decide, false, true, true},
  };
  for (const auto& row : table) {
    SCOPED_TRACE(static_cast<int>(row.act));
    EXPECT_EQ(may(member, row.act), row.member);
    EXPECT_EQ(may(admin, row.act), row.admin);
    EXPECT_EQ(may(owner, row.act), row.owner);
  }
}

TEST(GroupRights, an_owner_removes_anybody_else_and_an_admin_only_members) {
  const struct {
    GroupRole role, target;
    bool allowed;
  } table[] = {
      {owner, member, true},   {owner, admin, true},   {owner, owner, false},
      {admin, member, true},   {admin, admin, false},  {admin, owner, false},
      {member, member, false}, {member, admin, false}, {member, owner, false},
  };
  for (const auto& row : table) {
    SCOPED_TRACE(static_cast<int>(row.role) * 10 + static_cast<int>(row.target));
    EXPECT_EQ(may(row.role, GroupAct::remove, row.target), row.allowed);
  }
}

TEST(GroupRights, say_who_brings_people_in) {
  const GroupRules ordinary, by_leaders{.inviting = GroupWho::leaders}, closed{.joining = GroupJoining::closed},
      by_approval{.joining = GroupJoining::approval};
  EXPECT_TRUE(may_bring(member, ordinary));
  EXPECT_TRUE(may_bring(member, by_approval));
  EXPECT_FALSE(may_bring(member, by_leaders));
  EXPECT_FALSE(may_bring(member, closed));
  EXPECT_TRUE(may_bring(admin, by_leaders));
  EXPECT_TRUE(may_bring(owner, closed));
  EXPECT_TRUE(needs_approval(member, by_approval));
  EXPECT_FALSE(needs_approval(admin, by_approval));
  EXPECT_FALSE(needs_approval(member, ordinary));
}

TEST(GroupRights, say_who_may_write_while_somebody_or_everybody_is_muted) {
  const GroupRules free, silent{.muted = true};
  const Milliseconds now = 1000;
  const struct {
    GroupRole role;
    const GroupRules& rules;
    Milliseconds muted_until;
    bool exempt, allowed;
  } table[] = {
      {member, free, 0, false, true},     {member, free, 1001, false, false}, {member, free, 1000, false, true},
      {member, silent, 0, false, false},  {member, silent, 0, true, true},    {member, silent, 1001, true, false},
      {admin, silent, 0, false, true},    {admin, free, 1001, false, false},  {owner, silent, 0, false, true},
      {owner, silent, 1001, false, true},
  };
  for (const auto& row : table) {
    SCOPED_TRACE(static_cast<int>(row.role) * 10 + row.exempt);
    EXPECT_EQ(may_write(row.role, row.rules, row.muted_until, row.exempt, now), row.allowed);
  }
}

}  // namespace
}  // namespace ling
