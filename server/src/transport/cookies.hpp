// The cookie that keeps a browser signed in. Pure.
#pragma once

#include "dispatch/caller.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ling {

/// The value of the cookie `name` in a Cookie header, if it is there exactly once.
std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name);

/// The name of our cookie over https or plain http (which is only served to localhost).
std::string_view cookie_name(bool secure);

/// The Set-Cookie value that stores the token, or that deletes the cookie when the token is empty.
std::string set_cookie(const CookieChange& change, bool secure);

}  // namespace ling
