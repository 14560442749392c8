#include "features/files/partial_files.hpp"

#include "tests/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace ling {
namespace {

class PartialFilesTest : public testing::Test {
 protected:
  static std::string hash_of(std::string_view bytes) {
    ContentHasher hasher;
    hasher.add(bytes);
    return hasher.hex();
  }

  TemporaryFolder folder;
  Lanes lanes{2, 10};
  PartialFiles files{folder.path(), lanes};
};

TEST_F(PartialFilesTest, pieces_add_up_and_survive_a_restart) {
  files.create("a", 10);
  auto piece = files.begin("a", {}).value();
  EXPECT_EQ(piece.offset, 0U);
  EXPECT_TRUE(files.add("a", piece, "hello "));
  EXPECT_EQ(files.end("a", piece, {}), PartialFiles::End::kept);
  PartialFiles after_restart(folder.path(), lanes);
  EXPECT_EQ(after_restart.length("a"), 6U);
  piece = after_restart.begin("a", {}).value();
  EXPECT_EQ(piece.offset, 6U);
  EXPECT_TRUE(after_restart.add("a", piece, "world"));
  EXPECT_EQ(after_restart.end("a", piece, {}), PartialFiles::End::kept);
  const auto whole = after_restart.finished("a", 11, 5).value();
  EXPECT_EQ(whole.hash, hash_of("hello world"));
  EXPECT_EQ(whole.head, "hello");
}

TEST_F(PartialFilesTest, the_newest_piece_takes_over_from_one_that_hangs) {
  files.create("a", 10);
  const auto hanging = files.begin("a", {}).value();
  EXPECT_TRUE(files.add("a", hanging, "abc"));
  const auto newer = files.begin("a", {}).value();
  EXPECT_EQ(newer.offset, 3U);
  EXPECT_FALSE(files.add("a", hanging, "late"));
  EXPECT_TRUE(files.add("a", newer, "def"));
  EXPECT_EQ(files.end("a", hanging, {}), PartialFiles::End::superseded);
  EXPECT_EQ(files.end("a", newer, {}), PartialFiles::End::kept);
  EXPECT_EQ(files.finished("a", 6, 10).value().hash, hash_of("abcdef"));
}

TEST_F(PartialFilesTest, a_piece_that_is_not_what_its_checksum_says_never_came) {
  files.create("a", 10);
  auto piece = files.begin("a", {}).value();
  EXPECT_TRUE(files.add("a", piece, "abc"));
  EXPECT_EQ(files.end("a", piece, {}), PartialFiles::End::kept);
  ContentHasher expected(ContentHasher::Kind::sha1);
  expected.add("def");
  piece = files.begin("a", ContentHasher::Kind::sha1).value();
  EXPECT_TRUE(files.add("a", piece, "dXf"));
  EXPECT_EQ(files.end("a", piece, expected.digest()), PartialFiles::End::mismatch);
  EXPECT_EQ(files.length("a"), 3U);
  // One that breaks off goes as well, since nothing says that it is right.
  piece = files.begin("a", ContentHasher::Kind::sha1).value();
  EXPECT_TRUE(files.add("a", piece, "dX"));
  piece = files.begin("a", ContentHasher::Kind::sha1).value();
  EXPECT_EQ(piece.offset, 3U);
  EXPECT_TRUE(files.add("a", piece, "def"));
  EXPECT_EQ(files.end("a", piece, expected.digest()), PartialFiles::End::kept);
  EXPECT_EQ(files.finished("a", 6, 10).value().hash, hash_of("abcdef"));
}

TEST_F(PartialFilesTest, nothing_is_finished_while_a_piece_may_still_be_taken_back) {
  files.create("a", 3);
  auto piece = files.begin("a", ContentHasher::Kind::sha1).value();
  EXPECT_TRUE(files.add("a", piece, "abc"));
  EXPECT_EQ(files.length("a"), 3U);
  EXPECT_FALSE(files.finished("a", 3, 10));
  EXPECT_EQ(files.end("a", piece, "another checksum"), PartialFiles::End::mismatch);
  EXPECT_FALSE(files.finished("a", 3, 10));
  piece = files.begin("a", {}).value();
  EXPECT_TRUE(files.add("a", piece, "abc"));
  files.abandon("a", piece);
  EXPECT_TRUE(files.finished("a", 3, 10));
}

TEST_F(PartialFilesTest, what_is_removed_takes_no_more_bytes) {
  files.create("a", 10);
  const auto piece = files.begin("a", {}).value();
  files.remove("a");
  EXPECT_FALSE(files.add("a", piece, "abc"));
  EXPECT_FALSE(files.begin("a", {}));
  EXPECT_EQ(files.length("a"), std::nullopt);
  EXPECT_TRUE(files.list().empty());
}

TEST_F(PartialFilesTest, a_crash_within_a_piece_with_a_checksum_takes_it_back) {
  files.create("a", 100);
  files.create("b", 100);
  auto piece = files.begin("a", {}).value();
  EXPECT_TRUE(files.add("a", piece, "hello "));
  EXPECT_EQ(files.end("a", piece, {}), PartialFiles::End::kept);
  piece = files.begin("a", ContentHasher::Kind::sha256).value();
  EXPECT_TRUE(files.add("a", piece, "wor"));
  // Without a checksum everything that came is kept, as ever.
  const auto plain = files.begin("b", {}).value();
  EXPECT_TRUE(files.add("b", plain, "plain"));

  PartialFiles after_crash(folder.path(), lanes);
  EXPECT_EQ(after_crash.length("a"), 6U);
  EXPECT_EQ(after_crash.length("b"), 5U);
  EXPECT_EQ(after_crash.list().size(), 2U);
}

TEST_F(PartialFilesTest, what_was_verified_survives_a_crash) {
  ContentHasher hasher;
  hasher.add("world");
  files.create("a", 100);
  auto piece = files.begin("a", ContentHasher::Kind::sha256).value();
  EXPECT_TRUE(files.add("a", piece, "world"));
  EXPECT_EQ(files.end("a", piece, hasher.digest()), PartialFiles::End::kept);
  piece = files.begin("a", ContentHasher::Kind::sha256).value();
  EXPECT_TRUE(files.add("a", piece, "lies"));
  EXPECT_EQ(files.end("a", piece, hasher.digest()), PartialFiles::End::mismatch);
  EXPECT_EQ(PartialFiles(folder.path(), lanes).length("a"), 5U);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1);
}

}  // namespace
}  // namespace ling
