#include "foundation/text.hpp"

#include <gtest/gtest.h>

namespace ling::text {

TEST(Text, utf8_is_checked_as_rfc_3629_says) {
  EXPECT_TRUE(is_utf8("a 翎 🪶"));
  EXPECT_TRUE(is_utf8(""));
  for (const char* bad :
       {"\x80", "\xc0\x80", "\xc3", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xf5\x80\x80\x80", "\xe2\x82"}) {
    EXPECT_FALSE(is_utf8(bad));
  }
}

TEST(Text, characters_are_code_points) {
  EXPECT_EQ(characters("a翎🪶"), 3U);
}

TEST(Text, slices_count_utf16_units) {
  EXPECT_EQ(utf16_slice("a翎🪶@b", 4, 2), "@b");
  EXPECT_EQ(utf16_slice("a翎🪶@b", 2, 2), "🪶");
  EXPECT_EQ(utf16_slice("ab", 0, 2), "ab");
  EXPECT_EQ(utf16_slice("ab", 2, 0), "");
  EXPECT_FALSE(utf16_slice("ab", 0, 3));
  EXPECT_FALSE(utf16_slice("ab", 3, 0));
  // A character of two units is not cut.
  EXPECT_FALSE(utf16_slice("🪶", 0, 1));
  EXPECT_FALSE(utf16_slice("🪶", 1, 1));
}

TEST(Text, ideographic_and_no_break_spaces_are_trimmed) {
  EXPECT_EQ(trimmed("\u3000\u00a0 翎 \n\u3000"), "翎");
  EXPECT_EQ(trimmed(" \t\u3000"), "");
}

TEST(Text, direction_marks_and_fillers_are_nothing_to_see) {
  EXPECT_FALSE(has_visible("\u200b\u202e\u3164 "));
  EXPECT_TRUE(has_visible("\u202e翎"));
}

TEST(Text, control_characters_are_found_unless_allowed) {
  EXPECT_TRUE(has_control("a\nb"));
  EXPECT_FALSE(has_control("a\nb", "\n\t"));
  EXPECT_TRUE(has_control("a\x7f"));
  EXPECT_TRUE(has_control("a\u0085"));
  EXPECT_FALSE(has_control("普通"));
}

}  // namespace ling::text
