#include "transport/cookies.hpp"

#include "transport/credentials.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

TEST(Cookie, is_found_among_others) {
  EXPECT_EQ(find_cookie("__Host-ling=abc", "__Host-ling"), "abc");
  EXPECT_EQ(find_cookie("a=1; __Host-ling=abc; b=2", "__Host-ling"), "abc");
  EXPECT_EQ(find_cookie("a=1;__Host-ling=abc", "__Host-ling"), "abc");
  EXPECT_EQ(find_cookie("__Host-ling=a=b", "__Host-ling"), "a=b");
  EXPECT_EQ(find_cookie("__Host-ling=", "__Host-ling"), "");
}

TEST(Cookie, is_not_found_in_what_only_looks_like_it) {
  for (const char* header : {"", ";", ";;", "=", "__Host-ling", "x__Host-ling=a", "__Host-ling2=a", "a=__Host-ling=b",
                             "__host-ling=a", "a=1; ; b"}) {
    EXPECT_EQ(find_cookie(header, "__Host-ling"), std::nullopt) << header;
  }
}

TEST(Cookie, is_not_believed_when_it_comes_twice) {
  EXPECT_EQ(find_cookie("__Host-ling=a; __Host-ling=b", "__Host-ling"), std::nullopt);
}

TEST(Cookie, is_set_for_this_host_and_out_of_reach_of_scripts) {
  EXPECT_EQ(set_cookie({.token = "t", .max_age_s = 60}, /*secure=*/true),
            "__Host-ling=t; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=60");
  EXPECT_EQ(set_cookie({.token = "t", .max_age_s = 0}, /*secure=*/true),
            "__Host-ling=t; Path=/; Secure; HttpOnly; SameSite=Lax");
  EXPECT_EQ(set_cookie({.token = "", .max_age_s = 0}, /*secure=*/true),
            "__Host-ling=; Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age=0");
  EXPECT_EQ(set_cookie({.token = "t", .max_age_s = 60}, /*secure=*/false),
            "ling=t; Path=/; HttpOnly; SameSite=Lax; Max-Age=60");
}

TEST(Credentials, prefer_the_bearer_token) {
  HttpRequest request;
  EXPECT_EQ(find_credentials(request, true).token, "");
  request.set(http::field::cookie, "__Host-ling=from-cookie; ling=from-plain-cookie");
  EXPECT_EQ(find_credentials(request, true).token, "from-cookie");
  EXPECT_FALSE(find_credentials(request, true).bearer);
  EXPECT_EQ(find_credentials(request, false).token, "from-plain-cookie");
  request.set(http::field::authorization, "bearer  from-header ");
  EXPECT_EQ(find_credentials(request, true).token, "from-header");
  EXPECT_TRUE(find_credentials(request, true).bearer);
  request.set(http::field::authorization, "Basic YTpi");
  EXPECT_EQ(find_credentials(request, true).token, "from-cookie");
}

}  // namespace
}  // namespace ling
