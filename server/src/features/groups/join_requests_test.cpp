#include "features/groups/join_requests.hpp"

#include "features/chat/group_conversation_service.hpp"
#include "features/groups/join_request_store.hpp"
#include "storage/database.hpp"
#include "tests/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

TEST(JoinRequests, wait_for_a_week) {
  constexpr Milliseconds week = 7LL * 24 * 60 * 60 * 1000;
  const TemporaryFolder folder;
  Milliseconds now = 1'000'000;
  Database database({.file = folder.path() / "ling.db", .clock = [&now] { return now; }});
  const ConversationId group = database.write_now([](Tx& tx) {
    for (const char* account : {"lin", "mei", "zhou"}) {
      tx.run(
          "INSERT INTO user (account, account_key, nickname, signature, phone, avatar, password_hash, "
          "is_administrator, hide_presence, hide_read_marks, joined_at, last_seen_at) "
          "VALUES (?, ?, '', '', '', '', '', 0, 0, 0, 0, 0)",
          account, account);
    }
    const ConversationId opened = group_conversation_service::open(tx, "周末爬山", UserId{1}, {UserId{2}});
    join_requests::ask(tx, opened, {UserId{3}}, std::nullopt, "我是邻居");
    return opened;
  });
  const auto expired = [&] { return database.write_now([](Tx& tx) { return join_requests::expire(tx); }); };
  const auto waiting = [&] {
    return database.write_now([&](Tx& tx) { return join_request_store::count_waiting(tx, group); });
  };
  now += week - 1;
  EXPECT_EQ(expired(), 0);
  EXPECT_EQ(waiting(), 1);
  now += 1;
  EXPECT_EQ(expired(), 1);
  EXPECT_EQ(waiting(), 0);
  EXPECT_EQ(expired(), 0);
}

}  // namespace
}  // namespace ling
