// Whose page sent a request: the rule that keeps foreign sites out of a signed-in browser. Pure.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace ling {

/// What a request says about where it comes from; empty = header absent.
struct RequestOrigin {
  std::string_view scheme;  ///< Of the connection: "https" or "http".
  std::string_view host;    ///< The Host header.
  std::optional<std::string_view> origin;
  std::string_view fetch_site;  ///< Sec-Fetch-Site.
};

/// The page is ours (scheme, host and port equal the Host header's) or on the list, letter for letter.
bool is_trusted_origin(const RequestOrigin& request, std::span<const std::string> allowed);

/// A command by POST: an Origin, when given, must be trusted; without one a browser must not call it cross-site.
bool may_post(const RequestOrigin& request, std::span<const std::string> allowed);

/// A WebSocket: as above, and only a program with a bearer token may leave the Origin out.
bool may_open_socket(const RequestOrigin& request, bool has_bearer, std::span<const std::string> allowed);

/// localhost, 127.0.0.1 or [::1], with any port.
bool is_local_host(std::string_view host);

}  // namespace ling
