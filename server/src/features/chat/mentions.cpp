#include "features/chat/mentions.hpp"

#include "foundation/text.hpp"

#include <algorithm>
#include <set>

namespace ling::mentions {
namespace {

constexpr std::size_t most = 50;

}  // namespace

Result<void> check(std::string_view text, const std::vector<Mention>& mentions) {
  if (mentions.size() > most) return refuse(ErrorCode::bad_request, "mentions: at most 50 expected");
  std::size_t end = 0;  // of the one before, in code units
  for (const Mention& one : mentions) {
    if (one.offset < 0 || one.length < 2) return refuse(ErrorCode::bad_request, "mentions: '@' and a name expected");
    const auto offset = static_cast<std::size_t>(one.offset), length = static_cast<std::size_t>(one.length);
    if (offset < end) return refuse(ErrorCode::bad_request, "mentions: ascending offsets expected");
    const auto words = text::utf16_slice(text, offset - end, length);
    if (!words || words->front() != '@') return refuse(ErrorCode::bad_request, "mentions: '@' and a name expected");
    end = offset + length;
    text = text.substr(static_cast<std::size_t>(words->data() - text.data()) + words->size());
  }
  return {};
}

bool mean_everybody(const std::vector<Mention>& mentions) {
  return std::any_of(mentions.begin(), mentions.end(), [](const Mention& one) { return !one.user_id; });
}

std::vector<Mention> of_members(std::vector<Mention> mentions, const std::vector<UserId>& members) {
  const std::set<UserId> known(members.begin(), members.end());
  std::erase_if(mentions, [&](const Mention& one) { return one.user_id && !known.contains(*one.user_id); });
  return mentions;
}

}  // namespace ling::mentions
