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
      {GroupAct::remind, false, true, true},
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

}  // namespace
}  // namespace ling
