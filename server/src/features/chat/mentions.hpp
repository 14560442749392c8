// Mentions in the words of a message. Pure; any thread.
#pragma once

#include "foundation/result.hpp"
#include "ling/protocol/chat.hpp"

#include <string_view>
#include <vector>

namespace ling::mentions {

/// Refuses bad_request unless there are at most 50, ascending, apart from each other, and each begins with the '@' of
/// a stretch of `text`, which must be UTF-8.
Result<void> check(std::string_view text, const std::vector<Mention>& mentions);

/// Whether one of them means everybody.
bool mean_everybody(const std::vector<Mention>& mentions);

/// Without those who are not among `members`.
std::vector<Mention> of_members(std::vector<Mention> mentions, const std::vector<UserId>& members);

}  // namespace ling::mentions
