#include "transport/origin.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace ling {
namespace {

const std::vector<std::string> allowed{"https://desktop.example"};

struct Case {
  std::string name;
  std::string scheme;
  std::string host;
  std::string origin;
  bool trusted;
};

class Origin : public testing::TestWithParam<Case> {};

TEST_P(Origin, is_trusted_only_letter_for_letter) {
  const Case& c = GetParam();
  const RequestOrigin request{.scheme = c.scheme, .host = c.host, .origin = c.origin, .fetch_site = ""};
  EXPECT_EQ(is_trusted_origin(request, allowed), c.trusted);
  EXPECT_EQ(may_post(request, allowed), c.trusted);
  EXPECT_EQ(may_open_socket(request, /*has_bearer=*/true, allowed), c.trusted);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Origin,
    testing::Values(Case{"own", "https", "ling.example:8443", "https://ling.example:8443", true},
                    Case{"own_default_port", "https", "ling.example", "https://ling.example", true},
                    Case{"own_address", "https", "192.168.1.7:8443", "https://192.168.1.7:8443", true},
                    Case{"own_ipv6", "https", "[fd00::1]:8443", "https://[fd00::1]:8443", true},
                    Case{"host_in_capitals", "https", "Ling.Example", "https://ling.example", true},
                    Case{"allowed", "https", "ling.example", "https://desktop.example", true},
                    Case{"foreign", "https", "ling.example", "https://evil.example", false},
                    Case{"null", "https", "ling.example", "null", false},
                    Case{"empty", "https", "ling.example", "", false},
                    Case{"other_scheme", "https", "ling.example", "http://ling.example", false},
                    Case{"other_port", "https", "ling.example:8443", "https://ling.example:8444", false},
                    Case{"port_missing", "https", "ling.example:8443", "https://ling.example", false},
                    Case{"subdomain", "https", "ling.example", "https://evil.ling.example", false},
                    Case{"suffix", "https", "ling.example", "https://ling.example.evil.test", false},
                    Case{"suffix_without_dot", "https", "ling.example", "https://ling.exampleevil.test", false},
                    Case{"prefix", "https", "ling.example", "https://evil-ling.example", false},
                    Case{"user_part", "https", "ling.example", "https://ling.example@evil.test", false},
                    Case{"with_path", "https", "ling.example", "https://ling.example/", false},
                    Case{"two_origins", "https", "ling.example", "https://ling.example https://evil.test", false},
                    Case{"no_host", "https", "", "https://", false},
                    Case{"allowed_prefix", "https", "ling.example", "https://desktop.example.evil.test", false},
                    Case{"cyrillic_look_alike", "https", "ling.example", "https://l\xd1\x96ng.example", false}),
    [](const testing::TestParamInfo<Case>& info) { return info.param.name; });

TEST(RequestWithoutOrigin, may_post_unless_a_browser_says_it_is_foreign) {
  RequestOrigin request{.scheme = "https", .host = "ling.example", .origin = {}, .fetch_site = ""};
  EXPECT_TRUE(may_post(request, allowed));
  request.fetch_site = "same-origin";
  EXPECT_TRUE(may_post(request, allowed));
  request.fetch_site = "cross-site";
  EXPECT_FALSE(may_post(request, allowed));
  request.fetch_site = "same-site";
  EXPECT_FALSE(may_post(request, allowed));
}

TEST(RequestWithoutOrigin, opens_a_socket_only_with_a_bearer_token) {
  const RequestOrigin request{.scheme = "https", .host = "ling.example", .origin = {}, .fetch_site = ""};
  EXPECT_TRUE(may_open_socket(request, /*has_bearer=*/true, allowed));
  EXPECT_FALSE(may_open_socket(request, /*has_bearer=*/false, allowed));
}

TEST(LocalHost, is_localhost_by_name_or_address) {
  for (const char* host :
       {"localhost", "localhost:8080", "LocalHost:1", "127.0.0.1", "127.0.0.1:8080", "[::1]", "[::1]:8080"}) {
    EXPECT_TRUE(is_local_host(host)) << host;
  }
  for (const char* host : {"", ":80", "localhost.evil.test", "evil.test", "127.0.0.1.evil.test", "127.0.0.2", "[::1",
                           "[::2]", "::1", "[::1]x", "0.0.0.0"}) {
    EXPECT_FALSE(is_local_host(host)) << host;
  }
}

}  // namespace
}  // namespace ling
