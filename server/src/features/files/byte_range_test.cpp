#include "features/files/byte_range.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

TEST(ByteRange, reads_one_range_and_gives_everything_for_what_it_cannot_read) {
  const struct {
    const char* header;
    std::optional<ByteRange> range;
  } table[] = {
      {"", {}},
      {"bytes=0-0", ByteRange{0, 1}},
      {"bytes=0-", ByteRange{0, 100}},
      {"bytes=10-19", ByteRange{10, 10}},
      {"bytes=90-1000", ByteRange{90, 10}},
      {"bytes=-30", ByteRange{70, 30}},
      {"bytes=-3000", ByteRange{0, 100}},
      {"bytes=20-10", {}},
      {"bytes=0-1,5-6", {}},
      {"lines=0-1", {}},
      {"bytes=a-b", {}},
      {"bytes=-", {}},
      {"bytes=99999999999999999999-", {}},
      {"bytes=+1-2", {}},
  };
  for (const auto& each : table) {
    const AskedRange asked = read_range(each.header, 100);
    EXPECT_TRUE(asked.satisfiable) << each.header;
    EXPECT_EQ(asked.range, each.range) << each.header;
  }
}

TEST(ByteRange, refuses_what_lies_behind_the_end) {
  for (const char* header : {"bytes=100-", "bytes=100-200", "bytes=-0"})
    EXPECT_FALSE(read_range(header, 100).satisfiable) << header;
  EXPECT_FALSE(read_range("bytes=0-", 0).satisfiable);
  EXPECT_FALSE(read_range("bytes=-5", 0).satisfiable);
}

}  // namespace
}  // namespace ling
