#include "features/files/disposition.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

TEST(Disposition, names_of_any_script_arrive_and_nothing_leaves_the_header) {
  const struct {
    const char *name, *expected;
  } table[] = {
      {"a.txt", "attachment; filename=\"a.txt\"; filename*=UTF-8''a.txt"},
      {"作业 1.pdf", "attachment; filename=\"______ 1.pdf\"; filename*=UTF-8''%E4%BD%9C%E4%B8%9A%201.pdf"},
      {"a\"b\\c.txt", "attachment; filename=\"a_b_c.txt\"; filename*=UTF-8''a%22b%5Cc.txt"},
      {"a\r\nSet-Cookie: x=1",
       "attachment; filename=\"a__Set-Cookie_ x_1\"; filename*=UTF-8''a%0D%0ASet-Cookie%3A%20x%3D1"},
      {"../../etc", "attachment; filename=\".._.._etc\"; filename*=UTF-8''..%2F..%2Fetc"},
      {"100%41.txt", "attachment; filename=\"100_41.txt\"; filename*=UTF-8''100%2541.txt"},
      {"", "attachment; filename=\"\"; filename*=UTF-8''"},
  };
  for (const auto& each : table)
    EXPECT_EQ(disposition("attachment", each.name), each.expected);
}

}  // namespace
}  // namespace ling
