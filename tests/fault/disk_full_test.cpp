#include "fault/writers.hpp"
#include "support/files.hpp"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iostream>

namespace ling::fault_test {
namespace {

namespace fs = std::filesystem;

/// A small disk that only this process and its children see; unmounted at the end.
class SmallDisk {
 public:
  explicit SmallDisk(fs::path folder) : folder_(std::move(folder)) {
    fs::create_directory(folder_);
    mounted_ = ::unshare(CLONE_NEWNS) == 0 && ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) == 0 &&
               ::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=6m") == 0;
    if (!mounted_) why_not_ = std::strerror(errno);
  }
  ~SmallDisk() {
    if (mounted_) ::umount2(folder_.c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  [[nodiscard]] bool mounted() const { return mounted_; }
  [[nodiscard]] const std::string& why_not() const { return why_not_; }

  /// Leaves about 64 KiB.
  void fill() {
    const auto free = fs::space(folder_).available;
    std::ofstream(folder_ / "ballast") << std::string(free - std::min<std::uintmax_t>(free, 65536), 'x');
  }
  void free() { fs::remove(folder_ / "ballast"); }

 private:
  fs::path folder_;
  bool mounted_ = false;
  std::string why_not_;
};

TEST(DiskFull, refuses_what_cannot_be_stored_and_goes_on_once_there_is_room) {
  system_test::ServerProcess server;
  SmallDisk disk(server.folder() / "disk");
  if (!disk.mounted()) GTEST_SKIP() << "a disk of its own needs the right to mount: " << disk.why_not();
  Writers writers(server, seed_of_run());
  server.stop();
  const fs::path data = server.folder() / "disk" / "data";
  fs::copy(server.data(), data, fs::copy_options::recursive);
  server.set_data(data);
  server.start();
  const pid_t first = server.pid();
  const std::string long_text(5000, 'x');
  ASSERT_EQ(writers.write_one(long_text), "");
  for (int round = 0; round < 2; ++round) {
    disk.fill();
    std::string refusal;
    for (int i = 0; i < 100 && refusal.empty(); ++i)
      refusal = writers.write_one(long_text);
    ASSERT_EQ(refusal, "storage_full");
    EXPECT_EQ(writers.write_one(long_text), "storage_full");
    EXPECT_EQ(writers.checker().check(writers.history()), Counters{}) << "while the disk is full";
    disk.free();
    EXPECT_EQ(writers.write_one(long_text), "");
  }
  EXPECT_TRUE(server.running());
  EXPECT_EQ(server.pid(), first);
  server.kill();
  EXPECT_EQ(server.read_database("PRAGMA integrity_check"), "ok");
  server.start();
  const Counters counters = writers.checker().check(writers.history());
  std::cout << counters << " of " << writers.checker().acknowledgements() << " acknowledged\n";
  EXPECT_EQ(counters, Counters{});
  server.kill();
}

std::size_t count_files(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    count += entry.is_regular_file() ? 1 : 0;
  return count;
}

TEST(DiskFull, an_upload_is_refused_and_leaves_nothing_behind) {
  system_test::ServerProcess server;
  SmallDisk disk(server.folder() / "disk");
  if (!disk.mounted()) GTEST_SKIP() << "a disk of its own needs the right to mount: " << disk.why_not();
  const system_test::Person lin(server, "lin");
  server.stop();
  const fs::path data = server.folder() / "disk" / "data";
  fs::copy(server.data(), data, fs::copy_options::recursive);
  server.set_data(data);
  server.start();
  const std::string bytes(2'000'000, 'x');
  // What is too large for the disk from the start, and what it becomes full beneath.
  const auto too_large = system_test::ask(lin, "POST", "/uploads", {{"Upload-Length", "50000000"}});
  EXPECT_EQ(too_large.status, 507U);
  EXPECT_EQ(system_test::error_code(too_large.json()), "storage_full");
  const std::string address = system_test::begin_upload(lin, "a.bin", bytes.size());
  disk.fill();
  const auto refused = system_test::add_piece(lin, address, 0, bytes);
  EXPECT_EQ(refused.status, 507U);
  EXPECT_EQ(system_test::error_code(refused.json()), "storage_full");
  EXPECT_EQ(count_files(data / "uploads"), 0U);
  EXPECT_EQ(count_files(data / "files"), 0U);
  disk.free();
  EXPECT_EQ(system_test::ask(lin, "HEAD", address).status, 404U);
  const std::int64_t file = system_test::upload(lin, "a.bin", bytes);
  EXPECT_EQ(system_test::ask(lin, "GET", system_test::file_address(file)).body, bytes);
  server.kill();
}

}  // namespace
}  // namespace ling::fault_test
