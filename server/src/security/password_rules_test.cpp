#include "security/password_rules.hpp"

#include <gtest/gtest.h>

namespace ling {

TEST(PasswordRules, what_guessers_try_first_is_weak) {
  for (const char* weak : {"1234567", "12345678", "87654321", "aaaaaaaa", "abababab", "password", "Password1",
                           "password123!", "qwerty123", "woaini1314", "5201314", "woaini520", "123456abc", "abcdefgh",
                           "a123456789", "iloveyou", "linglong", "linglong12", "密码密码"}) {
    EXPECT_TRUE(is_weak_password(weak, "linglong")) << weak;
  }
}

TEST(PasswordRules, other_passwords_of_eight_characters_will_do) {
  for (const char* good :
       {"correct horse battery", "月落乌啼霜满天", "8characters-ok", "tangerine42moon", "何当有翅翎，飞去"}) {
    EXPECT_EQ(is_weak_password(good, "linglong"), std::string_view(good) == "月落乌啼霜满天")
        << good;  // seven characters
  }
}

}  // namespace ling
