#include "transport/command_frame.hpp"

#include "foundation/json_codec.hpp"

namespace ling {
namespace {

std::string frame_with(std::optional<std::int64_t> id, std::string_view key, std::string_view json) {
  std::string frame = "{\"id\":";
  frame += id ? std::to_string(*id) : "null";
  frame += ",\"";
  frame += key;
  frame += "\":";
  frame += json;
  frame += '}';
  return frame;
}

}  // namespace

CommandFrame read_command_frame(std::string_view text) {
  CommandFrame frame;
  std::optional<boost::json::value> json = json::parse(text);
  if (!json || !json->is_object()) {
    frame.problem = "frame: a JSON object of at most 32 levels expected";
    return frame;
  }
  boost::json::object& object = json->get_object();
  if (const auto* id = object.if_contains("id"); id != nullptr && id->is_int64()) frame.id = id->get_int64();
  if (!frame.id) {
    frame.problem = "id: whole number expected";
    return frame;
  }
  const auto* command = object.if_contains("command");
  if (command == nullptr || !command->is_string()) {
    frame.problem = "command: text expected";
    return frame;
  }
  auto* params = object.if_contains("params");
  if (params == nullptr || params->is_null()) {
    frame.params = boost::json::object();
  } else if (params->is_object()) {
    frame.params = std::move(*params);
  } else {
    frame.problem = "params: object expected";
    return frame;
  }
  frame.command.assign(command->get_string().begin(), command->get_string().end());
  return frame;
}

std::string answer_frame(std::optional<std::int64_t> id, const Answer& answer) {
  if (answer.failure) return failure_frame(id, *answer.failure);
  return frame_with(id, "result", answer.result);
}

std::string failure_frame(std::optional<std::int64_t> id, const Failure& failure) {
  return frame_with(id, "error", json::encode(failure));
}

}  // namespace ling
