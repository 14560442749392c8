#include "transport/credentials.hpp"

#include "foundation/text.hpp"
#include "transport/cookies.hpp"

namespace ling {

Credentials find_credentials(const HttpRequest& request, bool secure) {
  const std::string_view authorization = header(request, http::field::authorization);
  // RFC 9110 section 11.1: the scheme's name is case-insensitive.
  constexpr std::string_view scheme = "bearer ";
  if (text::lower_ascii(authorization.substr(0, scheme.size())) == scheme) {
    return {std::string(text::trimmed(authorization.substr(scheme.size()))), true};
  }
  const auto cookie = find_cookie(header(request, http::field::cookie), cookie_name(secure));
  return {std::string(cookie.value_or("")), false};
}

}  // namespace ling
