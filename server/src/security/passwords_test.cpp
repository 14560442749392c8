#include "security/passwords.hpp"

#include "foundation/faults.hpp"
#include "security/tokens.hpp"

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

#include <optional>

namespace ling {
namespace {

const Passwords::Options quick{.threads = 1, .queue = 2, .passes = 1, .memory_bytes = 8192};

TEST(Passwords, a_hash_verifies_its_password_and_no_other) {
  asio::io_context loop{1};
  Passwords passwords(quick);
  auto body = [&]() -> Task<void> {
    const std::string stored = co_await passwords.hash("正确的密码");
    EXPECT_EQ(stored.rfind("$argon2id$", 0), 0U);
    EXPECT_TRUE(co_await passwords.verify(stored, "正确的密码"));
    EXPECT_FALSE(co_await passwords.verify(stored, "错误的密码"));
    EXPECT_FALSE(co_await passwords.verify("", "正确的密码"));
  };
  asio::co_spawn(loop, body(), [](std::exception_ptr fault) { EXPECT_FALSE(fault); });
  loop.run();
}

TEST(Passwords, a_full_queue_refuses) {
  asio::io_context loop{1};
  Passwords passwords(quick);
  int overloaded = 0;
  auto body = [&]() -> Task<void> {
    try {
      co_await passwords.hash("x");
    } catch (const Overloaded&) {
      ++overloaded;
    }
  };
  for (int i = 0; i < 5; ++i)
    asio::co_spawn(loop, body(), [](std::exception_ptr fault) { EXPECT_FALSE(fault); });
  loop.run();
  EXPECT_GE(overloaded, 1);
}

TEST(Passwords, once_stopped_they_touch_no_loop_any_more) {
  Passwords passwords(quick);
  std::optional<asio::io_context> loop(1);
  auto body = [&]() -> Task<void> { co_await passwords.hash("x"); };
  asio::co_spawn(*loop, body(), [](std::exception_ptr) {});
  loop->poll();
  passwords.stop();
  // Whoever asked was resumed there, which nobody runs any more.
  EXPECT_GE(loop->poll(), 1U);
  loop.reset();
}

TEST(Tokens, codes_are_read_as_people_type_them) {
  const std::string code = random_code();
  EXPECT_EQ(code.size(), 19U);
  EXPECT_EQ(normalized_code("k7qm 3xta-9pde-h2rO"), "K7QM3XTA9PDEH2R0");
}

TEST(Tokens, base64_is_strict) {
  std::string out;
  EXPECT_TRUE(decode_base64("5Y+M", out));
  EXPECT_EQ(out, "\xe5\x8f\x8c");
  for (const char* text : {"5Y+*", "5Y+\x94", "5\xffY+", "5Y\xc3\xa9M"})
    EXPECT_FALSE(decode_base64(text, out)) << text;
}

}  // namespace
}  // namespace ling
