#include "dispatch/dispatcher.hpp"

#include "foundation/faults.hpp"
#include "ling/protocol/protocol.hpp"

#include <boost/asio/co_spawn.hpp>
#include <gtest/gtest.h>

namespace ling {
namespace {

class DispatcherTest : public testing::Test {
 protected:
  RateLimits limits{RateTable{.sending = {.burst = 2, .per_second = 0.001}}};
  Dispatcher dispatcher{limits};
  asio::io_context loop{1};

  static Caller ann() {
    Caller caller;
    caller.identity = Identity{{10001}, {1}, false};
    return caller;
  }

  Answer run(Caller caller, std::string command, std::string_view params) {
    std::optional<Answer> answer;
    auto body = [&]() -> Task<void> {
      answer = co_await dispatcher.run(std::move(caller), std::move(command), json::parse(params).value());
    };
    asio::co_spawn(loop, body(), [](std::exception_ptr fault) {
      if (fault) std::rethrow_exception(fault);
    });
    loop.restart();
    loop.run();
    return answer.value();
  }

  void answer_sends() {
    dispatcher.on<SendMessage>(
        RateClass::sending, [](Request& request, SendMessage command) -> Task<Result<MessageAck>> {
          if (command.text == "full") throw StorageFull("disk");
          if (command.text == "broken") throw std::runtime_error("secret place");
          if (command.text.empty()) co_return refuse(ErrorCode::message_empty);
          co_return MessageAck{command.client_id, command.conversation_id, request.user().value, 0};
        });
  }
};

constexpr std::string_view hello = R"({"conversation_id": 1, "client_id": "c", "text": "hi"})";

TEST_F(DispatcherTest, a_command_is_decoded_and_its_answer_encoded) {
  answer_sends();
  const Answer answer = run(ann(), "message.send", hello);
  EXPECT_FALSE(answer.failure);
  EXPECT_EQ(answer.result, R"({"client_id":"c","conversation_id":1,"seq":10001,"sent_at":0})");
}

TEST_F(DispatcherTest, refusals_and_faults_have_codes) {
  answer_sends();
  const struct {
    const char* params;
    ErrorCode code;
  } cases[] = {
      {R"({"conversation_id": 1, "client_id": "c", "text": ""})", ErrorCode::message_empty},
      {R"({"conversation_id": 1, "client_id": "c", "text": "full"})", ErrorCode::storage_full},
  };
  for (const auto& c : cases)
    EXPECT_EQ(run(ann(), "message.send", c.params).failure->code, c.code);
}

TEST_F(DispatcherTest, a_fault_tells_the_caller_nothing_but_the_request) {
  answer_sends();
  const Answer answer = run(ann(), "message.send", R"({"conversation_id": 1, "client_id": "c", "text": "broken"})");
  EXPECT_EQ(answer.failure->code, ErrorCode::internal);
  EXPECT_EQ(answer.failure->detail.find("secret"), std::string::npos);
}

TEST_F(DispatcherTest, who_is_not_signed_in_may_not) {
  answer_sends();
  EXPECT_EQ(run(Caller{}, "message.send", hello).failure->code, ErrorCode::unauthenticated);
}

TEST_F(DispatcherTest, an_administrators_command_looks_unknown_to_others) {
  dispatcher.on<ListInvites>(RateClass::cheap,
                             [](Request&, ListInvites) -> Task<Result<InviteList>> { co_return InviteList{}; });
  EXPECT_EQ(run(ann(), "invite.list", "{}").failure->code, ErrorCode::unknown_command);
  Caller local;
  local.local_control = true;
  EXPECT_FALSE(run(local, "invite.list", "{}").failure);
}

TEST_F(DispatcherTest, too_many_are_told_how_long_to_wait) {
  answer_sends();
  run(ann(), "message.send", hello);
  run(ann(), "message.send", hello);
  const Answer third = run(ann(), "message.send", hello);
  EXPECT_EQ(third.failure->code, ErrorCode::too_many_requests);
  EXPECT_GT(third.failure->retry_after_ms.value(), 0);
}

}  // namespace
}  // namespace ling
