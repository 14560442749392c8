#include "features/accounts/account_rules.hpp"

#include <gtest/gtest.h>

namespace ling {

TEST(AccountRules, accounts) {
  for (const char* good : {"lin", "Lin_2", "a-b", "abcdefghijklmnopqrstuvwxyz012345"})
    EXPECT_TRUE(is_valid_account(good)) << good;
  for (const char* bad :
       {"", "ab", "1ab", "_ab", "林林林", "a b", "a/b", "__proto__", "../../x", "abcdefghijklmnopqrstuvwxyz0123456"}) {
    EXPECT_FALSE(is_valid_account(bad)) << bad;
  }
}

TEST(AccountRules, nicknames_of_any_script_but_with_something_to_see) {
  for (const char* good : {"林", "O'Neil <b>", "🪶"})
    EXPECT_TRUE(is_valid_nickname(good)) << good;
  for (const char* bad :
       {"", "\u200b\u202e", "a\nb", "\xff", "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"})
    EXPECT_FALSE(is_valid_nickname(bad)) << bad;
}

TEST(AccountRules, devices_are_named_by_browser_and_system) {
  const struct {
    const char* agent;
    const char* name;
  } cases[] = {
      {"Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36 Edg/120.0",
       "Edge · Windows"},
      {"Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) AppleWebKit/605.1.15 Version/17.0 Mobile/15E148 Safari/604.1",
       "Safari · iPhone"},
      {"Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36", "Chrome · Android"},
      {"Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox · Linux"},
      {"curl/7.88.1", "curl"},
      {"", ""},
  };
  for (const auto& c : cases)
    EXPECT_EQ(device_name_of(c.agent), c.name);
}

TEST(AccountRules, given_device_names_are_cleaned) {
  EXPECT_EQ(clean_device_name("  my\nlaptop\x01 "), "mylaptop");
  EXPECT_EQ(clean_device_name(std::string(100, 'x')).size(), 40U);
}

}  // namespace ling
