#include "features/people/friend_rules.hpp"

#include "foundation/text.hpp"

namespace ling {
namespace {

constexpr std::size_t longest_remark = 32;
constexpr std::size_t longest_group_name = 24;

}  // namespace

Result<std::string> valid_remark(std::string_view remark) {
  const std::string_view trimmed = text::trimmed(remark);
  if (!text::is_utf8(trimmed) || text::has_control(trimmed)) return refuse(ErrorCode::bad_request, "remark");
  if (text::characters(trimmed) > longest_remark) return refuse(ErrorCode::too_large, "remark");
  return text::has_visible(trimmed) ? std::string(trimmed) : std::string();
}

Result<std::string> valid_friend_group_name(std::string_view name) {
  const std::string_view trimmed = text::trimmed(name);
  if (!text::is_utf8(trimmed) || text::has_control(trimmed) || !text::has_visible(trimmed))
    return refuse(ErrorCode::bad_request, "name: something to see in one line expected");
  if (text::characters(trimmed) > longest_group_name) return refuse(ErrorCode::too_large, "name");
  return std::string(trimmed);
}

}  // namespace ling
