// The sign-in that a request carries. Pure.
#pragma once

#include "transport/http_request.hpp"

#include <string>

namespace ling {

struct Credentials {
  std::string token;    ///< Empty: none came.
  bool bearer = false;  ///< From "Authorization: Bearer …", not from the cookie.
};

/// A bearer token goes before the cookie: who sends one means it.
Credentials find_credentials(const HttpRequest& request, bool secure);

}  // namespace ling
