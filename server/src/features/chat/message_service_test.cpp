#include "features/chat/message_service.hpp"

#include "features/chat/group_conversation_service.hpp"
#include "storage/database.hpp"
#include "tests/temporary_folder.hpp"

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

namespace ling {
namespace {

constexpr UserId lin{1}, mei{2}, zhou{3};

class SendingPictures : public testing::Test {
 protected:
  SendingPictures() {
    database_.write_now([this](Tx& tx) {
      for (const char* account : {"lin", "mei", "zhou"}) {
        tx.run(
            "INSERT INTO user (account, account_key, nickname, signature, phone, avatar, password_hash, "
            "is_administrator, hide_presence, hide_read_marks, joined_at, last_seen_at) "
            "VALUES (?, ?, '', '', '', '', '', 0, 0, 0, 0, 0)",
            account, account);
      }
      group_ = group_conversation_service::open(tx, "周末爬山", lin, {mei});
      tx.run("INSERT INTO content (hash, size, type, files, stored_at) VALUES ('a', 9, 'image/png', 1, 0)");
      picture_ = FileId{tx.insert(
          "INSERT INTO file (owner_id, hash, size, name, uses, created_at) VALUES (1, 'a', 9, 'a.png', 0, 0)")};
      return true;
    });
    messages_.before_attaching([this](UserId, std::vector<NewAttachment>&) -> Task<void> {
      ++opened_;
      co_return;
    });
  }
  Result<MessageAck> send(UserId sender_id, const std::string& client_id) {
    SendMessage command{.conversation_id = group_, .client_id = client_id};
    command.attachments = {{.file_id = picture_, .kind = AttachmentKind::picture}};
    asio::io_context loop;
    Result<MessageAck> answer;
    auto ask = [&]() -> Task<void> { answer = co_await messages_.send(sender_id, std::move(command)); };
    std::exception_ptr fault;
    asio::co_spawn(loop.get_executor(), ask(), [&](std::exception_ptr thrown) { fault = thrown; });
    loop.run();
    if (fault) std::rethrow_exception(fault);
    return answer;
  }

  const TemporaryFolder folder_;
  Database database_{{.file = folder_.path() / "ling.db"}};
  MessageService messages_{database_, [](Tx&, UserId, ConversationId, bool) -> Result<void> { return {}; },
                           [](Tx&, UserId, FileId) { return false; }};
  ConversationId group_;
  FileId picture_;
  int opened_ = 0;
};

TEST_F(SendingPictures, opens_each_once_however_often_it_is_sent) {
  const auto first = send(lin, "client-0001");
  ASSERT_TRUE(first);
  EXPECT_EQ(opened_, 1);
  const auto again = send(lin, "client-0001");
  ASSERT_TRUE(again);
  EXPECT_EQ(again->seq, first->seq);
  EXPECT_EQ(opened_, 1);
  EXPECT_TRUE(send(lin, "client-0002"));
  EXPECT_EQ(opened_, 2);
}

TEST_F(SendingPictures, opens_none_for_who_may_not_write) {
  const auto refused = send(zhou, "client-0003");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().code, ErrorCode::not_found);
  EXPECT_EQ(opened_, 0);
}

}  // namespace
}  // namespace ling
