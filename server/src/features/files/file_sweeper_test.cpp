#include "features/files/file_sweeper.hpp"

#include "features/files/file_store.hpp"
#include "features/files/local_blob_store.hpp"
#include "tests/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <array>
#include <fstream>
#include <future>
#include <string>
#include <utility>

namespace ling {
namespace {

namespace fs = std::filesystem;

class FileSweeping : public ::testing::Test {
 protected:
  /// Stored, and without a row.
  std::string stored(char digit) {
    const std::string hash(64, digit);
    std::ofstream(folder_.path() / "file") << "bytes of " << digit;
    store_.keep(hash, folder_.path() / "file");
    fs::remove(folder_.path() / "file");
    return hash;
  }
  FileId file_of(const std::string& hash) {
    return database_.write_now([&](Tx& tx) {
      return file_store::add_file(tx, {.file_id = {}, .owner_id = UserId{1}, .hash = hash, .size = 10, .name = "a"});
    });
  }
  void sweep() {
    FileSweeper(database_, lanes_, partials_, store_, contents_, {}, [this](Tx&, int) {
      return std::exchange(released_, {});
    }).sweep();
    // What was given to the lanes is done once something given later is.
    for (std::size_t lane = 0; lane < lanes_.count(); ++lane) {
      std::promise<void> done;
      lanes_.post(lane, "test", [&] { done.set_value(); });
      done.get_future().wait();
    }
  }
  [[nodiscard]] bool is_in_place(const std::string& hash) const {
    return fs::exists(folder_.path() / "files" / hash.substr(0, 2) / hash.substr(2));
  }

  const TemporaryFolder folder_;
  Milliseconds now_ = 1'000'000;
  Database database_{{.file = folder_.path() / "ling.db", .clock = [this] { return now_; }}};
  Lanes lanes_{2, 100};
  LocalBlobStore store_{folder_.path() / "files"};
  PartialFiles partials_{folder_.path() / "uploads", lanes_};
  BlobContents contents_{store_, lanes_, database_};
  std::vector<FileId> released_;
};

TEST_F(FileSweeping, sets_aside_what_no_row_knows_and_brings_it_back) {
  const std::string hash = stored('a');
  sweep();
  EXPECT_FALSE(is_in_place(hash));
  // The right database is back, and asks for it.
  const auto reader = store_.open(hash);
  ASSERT_NE(reader, nullptr);
  std::array<char, 20> bytes{};
  EXPECT_EQ(reader->read(0, bytes), std::string_view("bytes of a").size());
  EXPECT_TRUE(is_in_place(hash));
}

TEST_F(FileSweeping, loses_what_was_set_aside_after_a_month) {
  const std::string hash = stored('b');
  sweep();
  const fs::path aside = folder_.path() / "files" / "aside" / hash;
  ASSERT_TRUE(fs::exists(aside));
  fs::last_write_time(aside, fs::file_time_type::clock::now() - std::chrono::hours(30 * 24 - 1));
  sweep();
  EXPECT_TRUE(fs::exists(aside));
  fs::last_write_time(aside, fs::file_time_type::clock::now() - std::chrono::hours(30 * 24 + 1));
  sweep();
  EXPECT_FALSE(fs::exists(aside));
  EXPECT_EQ(store_.open(hash), nullptr);
}

TEST_F(FileSweeping, keeps_what_is_held_and_removes_what_was_released_a_day_later) {
  const std::string hash = stored('c');
  const FileId file_id = file_of(hash);
  database_.write_now([&](Tx& tx) {
    file_store::change_uses(tx, file_id, 1);
    return true;
  });
  now_ += 2LL * 24 * 60 * 60 * 1000;
  sweep();
  EXPECT_TRUE(is_in_place(hash));
  released_ = {file_id};
  sweep();
  sweep();
  EXPECT_FALSE(is_in_place(hash));
  EXPECT_EQ(store_.open(hash), nullptr);
}

}  // namespace
}  // namespace ling
