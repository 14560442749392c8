#include "transport/command_frame.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

TEST(CommandFrame, reads_id_command_and_params) {
  const CommandFrame frame = read_command_frame(R"({"id":7,"command":"a.b","params":{"x":1},"more":true})");
  EXPECT_EQ(frame.problem, "");
  EXPECT_EQ(frame.id, 7);
  EXPECT_EQ(frame.command, "a.b");
  EXPECT_EQ(frame.params.as_object().at("x").as_int64(), 1);
}

TEST(CommandFrame, takes_missing_params_as_none) {
  EXPECT_EQ(read_command_frame(R"({"id":1,"command":"a"})").params, boost::json::value(boost::json::object()));
  EXPECT_EQ(read_command_frame(R"({"id":1,"command":"a","params":null})").problem, "");
}

struct Malformed {
  std::string name;
  std::string text;
  std::optional<std::int64_t> id;
  std::string problem_begins;
};

class MalformedFrame : public testing::TestWithParam<Malformed> {};

TEST_P(MalformedFrame, names_the_place_and_keeps_the_id) {
  const CommandFrame frame = read_command_frame(GetParam().text);
  EXPECT_EQ(frame.id, GetParam().id);
  EXPECT_TRUE(frame.problem.starts_with(GetParam().problem_begins)) << frame.problem;
}

INSTANTIATE_TEST_SUITE_P(
    Table, MalformedFrame,
    testing::Values(Malformed{"empty", "", {}, "frame:"}, Malformed{"not_json", "{", {}, "frame:"},
                    Malformed{"array", "[]", {}, "frame:"}, Malformed{"number", "1", {}, "frame:"},
                    Malformed{"trailing", R"({"id":1,"command":"a"} x)", {}, "frame:"},
                    Malformed{"too_deep", std::string(33, '[') + std::string(33, ']'), {}, "frame:"},
                    Malformed{"a_megabyte_deep", std::string(1 << 20, '['), {}, "frame:"},
                    Malformed{"no_id", R"({"command":"a"})", {}, "id:"},
                    Malformed{"id_text", R"({"id":"1","command":"a"})", {}, "id:"},
                    Malformed{"id_fraction", R"({"id":1.5,"command":"a"})", {}, "id:"},
                    Malformed{"id_too_large", R"({"id":18446744073709551615,"command":"a"})", {}, "id:"},
                    Malformed{"no_command", R"({"id":1})", 1, "command:"},
                    Malformed{"command_number", R"({"id":1,"command":2})", 1, "command:"},
                    Malformed{"params_array", R"({"id":1,"command":"a","params":[]})", 1, "params:"}),
    [](const testing::TestParamInfo<Malformed>& info) { return info.param.name; });

TEST(AnswerFrame, carries_the_result_as_it_is) {
  EXPECT_EQ(answer_frame(3, {.failure = {}, .result = R"({"a":1})", .cookie = {}}), R"({"id":3,"result":{"a":1}})");
}

TEST(AnswerFrame, names_the_error) {
  const Failure failure{.code = ErrorCode::too_many_requests, .detail = "slow", .retry_after_ms = 5};
  EXPECT_EQ(failure_frame({}, failure),
            R"({"id":null,"error":{"code":"too_many_requests","detail":"slow","retry_after_ms":5}})");
}

}  // namespace
}  // namespace ling
