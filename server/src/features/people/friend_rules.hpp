// What may be kept about a friend. Pure.
#pragma once

#include "foundation/result.hpp"

#include <string>
#include <string_view>

namespace ling {

/// Trimmed, and empty when there is nothing to see in it: that would leave the friend without a name.
/// Refuses: bad_request (control characters), too_large (more than 32 characters).
Result<std::string> valid_remark(std::string_view remark);

/// A friend group's name, trimmed. Refuses: bad_request (nothing to see, control characters), too_large (more than 24).
Result<std::string> valid_friend_group_name(std::string_view name);

}  // namespace ling
