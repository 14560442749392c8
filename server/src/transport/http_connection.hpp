// One connection from accept to its end: TLS handshake, HTTP/1.1 requests, and the step to a WebSocket session.
#pragma once

#include "transport/byte_stream.hpp"
#include "transport/connection_limits.hpp"
#include "transport/peer.hpp"

namespace ling {

class Loop;

/// Starts to serve an accepted connection on its loop.
void serve_http(Loop& loop, ByteStream stream, Peer peer, ConnectionLimits::Place place);

}  // namespace ling
