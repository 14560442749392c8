// What goes over HTTP without being a command: bytes too many to lie in memory. A route is answered by a feature, which
// sees neither sockets nor the parser; app introduces the two.
#pragma once

#include "dispatch/caller.hpp"
#include "foundation/byte_source.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ling {

/// Lives until the handler returns.
struct WebRequest {
  std::string method;                ///< In capitals.
  std::string rest;                  ///< Of the path, behind the route's prefix; as sent, still percent-encoded.
  std::string query;                 ///< Without the question mark.
  std::optional<Identity> identity;  ///< Always there but for OPTIONS.
  std::function<std::string_view(std::string_view name)> header;  ///< Empty when there is none.
  ByteSource* body = nullptr;  ///< Never null. What the handler leaves ends the connection.
};

struct WebAnswer {
  unsigned status = 200;
  std::vector<std::pair<std::string_view, std::string>> headers = {};  ///< Names are literals; no Content-Length.
  std::string body = {};
  std::unique_ptr<ByteSource> stream = nullptr;  ///< Instead of `body`: all that remains in it is sent.

  WebAnswer& with(std::string_view name, std::string value) {
    headers.emplace_back(name, std::move(value));
    return *this;
  }
};

/// Any method but a foreign page's; signed in only, but for OPTIONS. Answers are sandboxed. StorageFull, Overloaded and
/// Unavailable may be thrown.
struct WebRoute {
  std::string prefix;  ///< Also what is at exactly this address: "/uploads" has "/uploads" and "/uploads/…".
  std::function<Task<WebAnswer>(WebRequest&)> answer;
};

}  // namespace ling
