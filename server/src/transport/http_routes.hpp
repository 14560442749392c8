// What is at which address: commands, the web client, pictures, health, the trust page.
#pragma once

#include "dispatch/caller.hpp"
#include "foundation/task.hpp"
#include "transport/http_answer.hpp"
#include "transport/http_request.hpp"
#include "transport/origin.hpp"
#include "transport/peer.hpp"
#include "transport/shared.hpp"

#include <optional>
#include <string>

namespace ling {

/// One request on its way to an answer. Lives in the coroutine of its connection until the answer is made.
struct HttpExchange {
  const HttpRequest& request;
  const Peer& peer;
  std::uint64_t request_id = 0;
  ByteSource* body = nullptr;             ///< Of a request that a web route takes.
  std::optional<Identity> identity = {};  ///< Set once somebody was recognised.

  [[nodiscard]] bool secure() const { return peer.door == Door::https; }
  [[nodiscard]] RequestOrigin origin() const;
  [[nodiscard]] Caller caller() const;
};

/// The trust page is all there is for this request: it came over plain http and not from this machine to localhost.
bool gets_trust_page_only(const HttpExchange& exchange);

/// Looks the request's token up. A fault of the database passes through as an exception.
Task<void> recognise(const Shared& shared, HttpExchange& exchange);

/// The route that takes this request with its body, or null.
const WebRoute* web_route(const Shared& shared, const HttpRequest& request);

/// The answer to anything but a WebSocket. Never throws.
Task<HttpAnswer> answer_http(const Shared& shared, HttpExchange& exchange);

}  // namespace ling
