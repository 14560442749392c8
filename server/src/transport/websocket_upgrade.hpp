// GET /ws: whether a request may become a WebSocket (RFC 6455 section 4.2), and the answer that makes it one.
#pragma once

#include "transport/http_routes.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace ling {

inline constexpr std::string_view socket_path = "/ws";

struct Upgrade {
  std::optional<Identity> identity;  ///< Who may have the socket; unset: refused.
  HttpAnswer answer;                 ///< 101, or why not.
};

/// Never throws.
Task<Upgrade> check_upgrade(const Shared& shared, HttpExchange& exchange);

/// RFC 6455 section 4.2.1: the form a request must have; nullopt when it has it. Pure.
std::optional<HttpAnswer> refuse_upgrade_form(const HttpRequest& request);

/// RFC 6455 section 4.2.2: what proves to the client that a WebSocket server answered. Pure.
std::string accept_value(std::string_view key);

}  // namespace ling
