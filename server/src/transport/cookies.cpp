#include "transport/cookies.hpp"

#include <fmt/format.h>

namespace ling {

std::optional<std::string_view> find_cookie(std::string_view header, std::string_view name) {
  std::optional<std::string_view> found;
  // RFC 6265 section 4.2.1: cookie-string = cookie-pair *( ";" SP cookie-pair ).
  while (!header.empty()) {
    const std::size_t end = std::min(header.find(';'), header.size());
    std::string_view pair = header.substr(0, end);
    header.remove_prefix(std::min(end + 1, header.size()));
    while (!pair.empty() && pair.front() == ' ')
      pair.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    // Two of the name mean that somebody else on this host set one: neither can be believed.
    if (found) return std::nullopt;
    found = pair.substr(equals + 1);
  }
  return found;
}

std::string_view cookie_name(bool secure) {
  // RFC 6265bis section 4.1.3.2: a "__Host-" cookie must be Secure. Chromium takes such a one from http://localhost too,
  // but Safari does not.
  return secure ? "__Host-ling" : "ling";
}

std::string set_cookie(const CookieChange& change, bool secure) {
  const std::string_view safe = secure ? "; Secure" : "";
  std::string cookie = fmt::format("{}={}; Path=/{}; HttpOnly; SameSite=Lax", cookie_name(secure), change.token, safe);
  if (change.token.empty()) {
    cookie += "; Max-Age=0";
  } else if (change.max_age_s > 0) {
    cookie += fmt::format("; Max-Age={}", change.max_age_s);
  }
  return cookie;
}

}  // namespace ling
