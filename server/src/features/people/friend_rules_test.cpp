#include "features/people/friend_rules.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

std::string many(const std::string& character, int count) {
  std::string text;
  for (int i = 0; i < count; ++i)
    text += character;
  return text;
}

TEST(FriendRules, a_remark_is_one_line_of_at_most_32_characters_and_may_be_taken_away) {
  EXPECT_EQ(*valid_remark("  小梅 "), "小梅");
  EXPECT_EQ(*valid_remark("<b>&"), "<b>&");
  EXPECT_EQ(*valid_remark(""), "");
  EXPECT_EQ(*valid_remark(" \u200b "), "");
  EXPECT_EQ(*valid_remark(many("梅", 32)), many("梅", 32));
  EXPECT_EQ(valid_remark(many("梅", 33)).error().code, ErrorCode::too_large);
  EXPECT_EQ(valid_remark("小\n梅").error().code, ErrorCode::bad_request);
  EXPECT_EQ(valid_remark("\xff").error().code, ErrorCode::bad_request);
}

TEST(FriendRules, a_friend_group_has_a_name_that_can_be_seen) {
  EXPECT_EQ(*valid_friend_group_name(" 同学 "), "同学");
  EXPECT_EQ(*valid_friend_group_name(many("同", 24)), many("同", 24));
  EXPECT_EQ(valid_friend_group_name(many("同", 25)).error().code, ErrorCode::too_large);
  for (const char* name : {"", "  ", "\u200b", "两\n行", "\xc3"})
    EXPECT_EQ(valid_friend_group_name(name).error().code, ErrorCode::bad_request) << name;
}

}  // namespace
}  // namespace ling
