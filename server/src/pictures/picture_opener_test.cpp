#include "pictures/picture_opener.hpp"

#include "foundation/faults.hpp"
#include "foundation/lanes.hpp"
#include "pictures/sandbox.hpp"
#include "pictures/wire.hpp"
#include "tests/temporary_folder.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <fstream>
#include <future>

namespace ling::pictures {
namespace {

using namespace std::chrono_literals;

/// A program that takes the place of the worker.
class PictureOpenerTest : public testing::Test {
 protected:
  [[nodiscard]] PictureOpener opener(const std::string& script, std::chrono::milliseconds patience = 20s) const {
    const auto program = folder.path() / "worker";
    std::ofstream(program) << "#!/bin/sh\n" << script << "\n";
    ::chmod(program.c_str(), 0700);
    return PictureOpener({.program = program.string(), .patience = patience});
  }
  [[nodiscard]] std::string answer(Answer head, const std::string& behind) const {
    std::ofstream(folder.path() / "answer", std::ios::binary)
        << std::string(reinterpret_cast<const char*>(&head), sizeof head) << behind;
    return "cat >/dev/null; cat " + (folder.path() / "answer").string();
  }
  static Outcome open(const PictureOpener& opener, Picture& picture, std::uint64_t size = 1'000'000) {
    return opener.open(size, {.side = 640}, [](std::span<char> into) { return into.size(); }, picture);
  }

  TemporaryFolder folder;
  Picture picture;
};

TEST_F(PictureOpenerTest, takes_what_the_process_answers) {
  const Answer head{.width = 4, .height = 3, .hash_size = 2, .preview_size = 5};
  ASSERT_EQ(open(opener(answer(head, "hhRIFF!")), picture), Outcome::made);
  EXPECT_EQ(picture.width, 4);
  EXPECT_EQ(picture.height, 3);
  EXPECT_EQ(picture.thumbhash, "hh");
  EXPECT_EQ(picture.preview, "RIFF!");
}

TEST_F(PictureOpenerTest, believes_nothing_that_does_not_add_up) {
  const Answer fine{.width = 4, .height = 3, .hash_size = 2, .preview_size = 5};
  Answer unmarked = fine, no_width = fine, huge = fine, long_hash = fine, long_preview = fine;
  unmarked.begins = 0;
  no_width.width = 0;
  huge.width = huge.height = 0xFFFFFFFF;
  long_hash.hash_size = 0xFFFFFFFF;
  long_preview.preview_size = most_preview_bytes + 1;
  for (const Answer& head : {unmarked, no_width, huge, long_hash, long_preview})
    EXPECT_EQ(open(opener(answer(head, "hhRIFF!")), picture), Outcome::unreadable);
  EXPECT_EQ(open(opener(answer(fine, "hhRIFF")), picture), Outcome::unreadable);
  EXPECT_EQ(open(opener(answer(fine, "hhRIFF!!")), picture), Outcome::unreadable);
  EXPECT_EQ(open(opener("cat >/dev/null"), picture), Outcome::unreadable);
  EXPECT_EQ(open(opener("cat >/dev/null; exec cat /dev/zero"), picture), Outcome::unreadable);
}

TEST_F(PictureOpenerTest, tells_why_there_is_none) {
  EXPECT_EQ(open(opener("exit 10"), picture), Outcome::unreadable);
  EXPECT_EQ(open(opener("cat >/dev/null; exit 11"), picture), Outcome::too_large);
  EXPECT_EQ(open(opener("exit 12"), picture), Outcome::unavailable);
  EXPECT_EQ(open(opener("exit 12"), picture, most_bytes + 1), Outcome::too_large);
  EXPECT_EQ(open(opener("kill -SEGV $$"), picture), Outcome::unreadable);
}

TEST_F(PictureOpenerTest, ends_a_process_that_takes_too_long) {
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_EQ(open(opener("exec tail -f /dev/null", 200ms), picture), Outcome::unreadable);
  EXPECT_EQ(open(opener("cat >/dev/null; exec tail -f /dev/null", 200ms), picture), Outcome::unreadable);
  EXPECT_EQ(open(opener("exec >&-; exec tail -f /dev/null", 200ms), picture), Outcome::unreadable);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 20s);
}

TEST_F(PictureOpenerTest, lets_nobody_wait_once_it_is_stopped) {
  const auto begin = std::chrono::steady_clock::now();
  PictureOpener opener = this->opener("exec tail -f /dev/null");
  std::promise<void> reads;
  std::atomic<bool> has_read = false;
  std::atomic<int> told = 0;
  Lanes lanes(2, 64);
  // Two are with a process that never answers, the others wait behind them.
  for (std::size_t i = 0; i < 50; ++i) {
    lanes.post(i % 2, "test.open", [&, i] {
      Picture unused;
      const auto read = [&](std::span<char> into) {
        if (i == 0 && !has_read.exchange(true)) reads.set_value();
        return into.size();
      };
      try {
        opener.open(1'000'000, {.side = 640}, read, unused);
      } catch (const Unavailable&) {
        ++told;
      }
    });
  }
  reads.get_future().wait();
  opener.stop();
  lanes.stop();
  EXPECT_EQ(told, 50);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, 20s);
}

// Each tries something in a process of its own and ends with what came of it.
template <class Try>
int errno_when_confined(Try attempt) {
  const pid_t child = ::fork();
  if (child == 0) {
    limit_resources();
    give_up_everything();
    errno = 0;
    ::_exit(attempt() ? 0 : errno);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(Sandbox, lets_nothing_out) {
  const auto opens = [](const char* path, int how) { return [=] { return ::open(path, how, 0600) >= 0; }; };
  EXPECT_EQ(errno_when_confined(opens("/etc/passwd", O_RDONLY)), EPERM);
  EXPECT_EQ(errno_when_confined(opens("/tmp/ling-sandbox", O_WRONLY | O_CREAT)), EPERM);
  EXPECT_EQ(errno_when_confined([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }), EPERM);
  EXPECT_EQ(errno_when_confined([] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }), EPERM);
  EXPECT_EQ(errno_when_confined([] { return ::fork() >= 0; }), EPERM);
  EXPECT_EQ(errno_when_confined([] { return ::execl("/bin/true", "true", nullptr) == 0; }), EPERM);
  EXPECT_EQ(errno_when_confined([] { return ::kill(::getppid(), 0) == 0; }), EPERM);
  EXPECT_EQ(errno_when_confined([] {
              constexpr int all = PROT_READ | PROT_WRITE | PROT_EXEC;
              return ::mmap(nullptr, 4096, all, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
            }),
            EPERM);
}

TEST(Sandbox, lets_it_work) {
  EXPECT_EQ(errno_when_confined([] { return std::string(1'000'000, 'a').find('b') == std::string::npos; }), 0);
  // No std::thread: whether its object can be read UBSan asks the kernel, in a way that is refused here.
  EXPECT_EQ(errno_when_confined([] {
              int done = 0;
              pthread_t thread{};
              const auto work = [](void* into) -> void* {
                *static_cast<int*>(into) = 1;
                return nullptr;
              };
              return ::pthread_create(&thread, nullptr, work, &done) == 0 && ::pthread_join(thread, nullptr) == 0 &&
                     done == 1;
            }),
            0);
  EXPECT_EQ(errno_when_confined([] {
              return ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
            }),
            0);
}

// Sanitizers take addresses by the terabyte, so a program that is built with one has no such bound.
#if !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
TEST(Sandbox, bounds_the_memory) {
  EXPECT_EQ(errno_when_confined(
                [] { return ::mmap(nullptr, 2UL << 30, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }),
            ENOMEM);
}
#endif

}  // namespace
}  // namespace ling::pictures
