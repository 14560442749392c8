// Commands and answers as JSON texts on a WebSocket. Pure; never throws on input.
#pragma once

#include "dispatch/caller.hpp"

#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace ling {

/// {"id": 1, "command": "a.b", "params": {…}}
struct CommandFrame {
  std::optional<std::int64_t> id;  ///< As far as it could be read, so that even a refusal finds its asker.
  std::string command;
  boost::json::value params;
  std::string problem;  ///< Not empty: the frame is malformed, and this says where.
};

CommandFrame read_command_frame(std::string_view text);

/// {"id": 1, "result": …} or {"id": 1, "error": {…}}; id null when unknown.
std::string answer_frame(std::optional<std::int64_t> id, const Answer& answer);
std::string failure_frame(std::optional<std::int64_t> id, const Failure& failure);

}  // namespace ling
