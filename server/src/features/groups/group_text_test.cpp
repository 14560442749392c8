#include "features/groups/group_text.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

TEST(GroupText, a_name_is_one_line_with_something_to_see) {
  EXPECT_TRUE(group_text::is_name("周末爬山"));
  EXPECT_FALSE(group_text::is_name(""));
  EXPECT_FALSE(group_text::is_name("周末\n爬山"));
  EXPECT_FALSE(group_text::is_name(std::string(31, 'x')));
}

TEST(GroupText, a_nickname_may_be_taken_back) {
  EXPECT_TRUE(group_text::is_nickname(""));
  EXPECT_TRUE(group_text::is_nickname("三班班长"));
  EXPECT_FALSE(group_text::is_nickname(std::string(33, 'x')));
}

TEST(GroupText, a_text_may_have_lines) {
  EXPECT_TRUE(group_text::is_text("第一行\n第二行", 10));
  EXPECT_FALSE(group_text::is_text("第一行\n第二行", 6));
  EXPECT_FALSE(group_text::is_text("\x01", 10));
}

TEST(GroupText, a_beginning_ends_with_the_line_or_between_two_characters) {
  EXPECT_EQ(group_text::beginning("明早八点\n带水"), "明早八点");
  std::string han, hundred;
  for (int i = 0; i < 120; ++i) {
    han += "山";
    if (i < 100) hundred += "山";
  }
  EXPECT_EQ(group_text::beginning(han), hundred);
  EXPECT_EQ(group_text::beginning(""), "");
}

}  // namespace
}  // namespace ling
