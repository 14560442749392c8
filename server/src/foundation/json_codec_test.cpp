#include "foundation/json_codec.hpp"

#include "ling/protocol/protocol.hpp"

#include <gtest/gtest.h>

namespace ling::json {

template <class T>
Result<T> from(std::string_view text) {
  return decode<T>(parse(text).value());
}

TEST(JsonCodec, what_is_encoded_is_decoded_again) {
  Message message{.conversation_id = {7},
                  .seq = 3,
                  .sender_id = {10001},
                  .client_id = "c-1",
                  .text = "他说“hi”\n\"\\\x01🪶",
                  .sent_at = 5};
  const std::string text = encode(message);
  auto back = from<Message>(text);
  ASSERT_TRUE(back) << text;
  EXPECT_EQ(back->text, message.text);
  EXPECT_EQ(back->conversation_id, message.conversation_id);
  EXPECT_FALSE(back->notice);
  EXPECT_EQ(encode(*back), text);
}

TEST(JsonCodec, unknown_keys_are_ignored_and_missing_optionals_are_null) {
  auto command = from<ReadHistory>(R"({"conversation_id": 4, "colour": "red"})");
  ASSERT_TRUE(command);
  EXPECT_FALSE(command->limit);
}

TEST(JsonCodec, a_refusal_names_the_place) {
  const struct {
    const char* text;
    const char* detail;
  } cases[] = {
      {R"({"messages": [{"conversation_id": "7"}], "has_more": false})",
       "messages[0].conversation_id: whole number expected"},
      {R"({"messages": 1, "has_more": false})", "messages: list expected"},
      {R"({"messages": []})", "has_more: missing"},
      {"[]", "params: object expected"},
  };
  for (const auto& c : cases) {
    auto page = from<MessagePage>(c.text);
    ASSERT_FALSE(page) << c.text;
    EXPECT_EQ(page.error().code, ErrorCode::bad_request);
    EXPECT_EQ(page.error().detail, c.detail);
  }
}

TEST(JsonCodec, numbers_out_of_range_are_refused) {
  EXPECT_FALSE(from<ReadHistory>(R"({"conversation_id": 4, "limit": 99999999999})"));
  EXPECT_FALSE(from<ReadHistory>(R"({"conversation_id": 4.5})"));
  EXPECT_FALSE(from<ReadHistory>(R"({"conversation_id": 18446744073709551615})"));
}

TEST(JsonCodec, text_too_deep_or_malformed_is_refused) {
  EXPECT_FALSE(parse(std::string(40, '[') + std::string(40, ']')));
  EXPECT_FALSE(parse("{"));
  EXPECT_FALSE(parse(""));
  EXPECT_FALSE(parse("{}x"));
  EXPECT_FALSE(parse("\"\xff\""));
}

}  // namespace ling::json
