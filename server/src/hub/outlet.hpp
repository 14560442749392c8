// Where the hub hands frames to: one outlet per loop, implemented by the transport.
#pragma once

#include "foundation/delivery.hpp"
#include "ling/protocol/close_code.hpp"
#include "ling/protocol/ids.hpp"

#include <cstdint>
#include <vector>

namespace ling {

/// One WebSocket connection, unique for the life of the process.
struct SessionId {
  std::uint32_t loop = 0;    ///< Index of the loop that owns the socket.
  std::uint64_t number = 0;  ///< Never reused.
  friend auto operator<=>(const SessionId&, const SessionId&) = default;
};

/// A frame for sessions of one loop: to each {"pts":N,BODY} with a pts of its own, or {BODY} when that is 0 (a fleeting
/// event).
struct Outgoing {
  struct Recipient {
    std::uint64_t session = 0;  ///< SessionId::number on this outlet's loop.
    Pts pts = 0;
  };
  std::vector<Recipient> recipients;
  FrameBody body;
};

class Outlet {
 public:
  virtual ~Outlet() = default;
  /// Any thread. Frames reach each session's outbox in the order given; sessions that are gone are skipped.
  virtual void deliver(std::vector<Outgoing> frames) = 0;
  /// Any thread. Closes sessions with a code after what is already in their outboxes.
  virtual void close(std::vector<std::uint64_t> sessions, CloseCode code) = 0;
};

}  // namespace ling
