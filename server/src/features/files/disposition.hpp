// Content-Disposition (RFC 6266) with a name in any script. Pure.
#pragma once

#include <string>
#include <string_view>

namespace ling {

/// `kind` is "inline" or "attachment". The name may hold anything; nothing in it reaches the header unescaped.
std::string disposition(std::string_view kind, std::string_view name);

}  // namespace ling
