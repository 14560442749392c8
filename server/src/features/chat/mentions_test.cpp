#include "features/chat/mentions.hpp"

#include <gtest/gtest.h>

namespace ling::mentions {
namespace {

constexpr UserId ming{2}, hong{3};

TEST(Mentions, point_at_words_that_begin_with_an_at) {
  EXPECT_TRUE(check("🪶 @小明 @所有人 好", {{ming, 3, 3}, {std::nullopt, 7, 4}}));
  EXPECT_TRUE(check("", {}));
  EXPECT_FALSE(check("小明 @小明", {{ming, 0, 2}}));
  EXPECT_FALSE(check("🪶@小明", {{ming, 1, 3}})) << "in the middle of a character";
}

TEST(Mentions, stay_within_the_words) {
  EXPECT_FALSE(check("@小明", {{ming, 0, 4}}));
  EXPECT_FALSE(check("@小明", {{ming, 3, 2}}));
  EXPECT_FALSE(check("@小明", {{ming, -1, 3}}));
  EXPECT_FALSE(check("@小明", {{ming, 0, 1}}));
  EXPECT_FALSE(check("@小明", {{ming, 0, 2147483647}}));
}

TEST(Mentions, ascend_and_do_not_overlap) {
  EXPECT_TRUE(check("@小明@小红", {{ming, 0, 3}, {hong, 3, 3}}));
  EXPECT_FALSE(check("@小明@小红", {{hong, 3, 3}, {ming, 0, 3}}));
  EXPECT_FALSE(check("@@小明", {{ming, 0, 3}, {ming, 1, 3}}));
}

TEST(Mentions, are_50_at_most) {
  std::string text;
  std::vector<Mention> many;
  for (int i = 0; i < 50; ++i) {
    text += "@a";
    many.push_back({ming, 2 * i, 2});
  }
  EXPECT_TRUE(check(text, many));
  many.push_back({ming, 100, 2});
  EXPECT_FALSE(check(text + "@a", many));
}

TEST(Mentions, of_strangers_are_left_out) {
  const auto kept = of_members({{ming, 0, 3}, {hong, 4, 3}, {std::nullopt, 8, 4}}, {UserId{1}, hong});
  ASSERT_EQ(kept.size(), 2U);
  EXPECT_EQ(kept[0].user_id, hong);
  EXPECT_TRUE(mean_everybody(kept));
  EXPECT_FALSE(mean_everybody({{hong, 4, 3}}));
}

}  // namespace
}  // namespace ling::mentions
