// Who asks, and what the transport is to do with the answer.
#pragma once

#include "foundation/task.hpp"
#include "ling/protocol/ids.hpp"
#include "ling/protocol/stream.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace ling {

/// A signed-in device, as found by its token.
struct Identity {
  UserId user_id;
  DeviceId device_id;
  bool is_administrator = false;
};

struct Caller {
  std::optional<Identity> identity;
  std::string address;  ///< Network address of the peer; key of address limits. "local" on the control socket.
  std::string user_agent;
  bool browser = false;        ///< The request carries an Origin: a token goes into a cookie, never into the body.
  bool local_control = false;  ///< Came over the control socket: whoever can open it owns the data directory.
  std::uint64_t request_id = 0;
};

/// What a sign-in command asks of a browser connection.
struct CookieChange {
  std::string token;  ///< Empty = delete the cookie.
  int max_age_s = 0;  ///< 0 = until the browser closes.
};

/// The outcome of one command: `failure`, or `result` as JSON text.
struct Answer {
  std::optional<Failure> failure;
  std::string result = "{}";
  std::optional<CookieChange> cookie;
};

/// Finds who a token belongs to. Implemented by the accounts feature; called on the asker's loop.
class Authenticator {
 public:
  virtual ~Authenticator() = default;
  /// nullopt: unknown, expired or revoked; the three look the same. Throws on a fault of the database.
  virtual Task<std::optional<Identity>> identify(std::string token, std::string address) = 0;
};

}  // namespace ling
