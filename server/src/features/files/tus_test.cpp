#include "features/files/tus.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

TEST(Tus, reads_whole_numbers_only) {
  EXPECT_EQ(tus::number("0"), 0U);
  EXPECT_EQ(tus::number("2147483648"), 2147483648U);
  for (const char* header : {"", "-1", "+1", " 1", "1 ", "0x10", "1.5", "99999999999999999999"})
    EXPECT_EQ(tus::number(header), std::nullopt) << header;
}

TEST(Tus, finds_a_value_of_the_metadata) {
  EXPECT_EQ(tus::metadata("filename 5L2c5LiaLnR4dA==,is_private", "filename"), "作业.txt");
  EXPECT_EQ(tus::metadata("a YQ==, filename Yg==", "filename"), "b");
  EXPECT_EQ(tus::metadata("filename", "filename"), "");
  for (const char* header : {"", "filename2 Yg==", "filename ***", "file Yg=="})
    EXPECT_EQ(tus::metadata(header, "filename"), std::nullopt) << header;
}

TEST(Tus, reads_a_checksum_of_the_algorithms_there_are) {
  const auto checksum = tus::checksum("sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0=");
  ASSERT_TRUE(checksum);
  EXPECT_EQ(checksum->kind, ContentHasher::Kind::sha1);
  ContentHasher hasher(ContentHasher::Kind::sha1);
  hasher.add("hello ");
  hasher.add("world");
  EXPECT_EQ(checksum->digest, hasher.digest());
  for (const char* header : {"", "sha1", "md5 Kq5sNclPz7QV2+lfQIuc6R7oRu0=", "sha1 Kq5sNclPz7QV", "sha1 ***"})
    EXPECT_FALSE(tus::checksum(header)) << header;
}

}  // namespace
}  // namespace ling
