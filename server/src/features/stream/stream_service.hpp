// The event stream for clients: hello, catching up, and the snapshot to start from. Each feature adds its part of the
// snapshot; this one knows none of them. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ling {

class StreamService {
 public:
  /// Adds one feature's part for a user, inside the transaction that also reads the pts.
  using SnapshotPart = std::function<void(Tx&, UserId, Snapshot&)>;

  StreamService(Database& database, std::string version) : database_(database), version_(std::move(version)) {}

  /// Once each, at start.
  void add_part(SnapshotPart part) { parts_.push_back(std::move(part)); }
  void bind(Dispatcher& dispatcher);

  /// The first frame of a session, as JSON. Call after the session was attached to the hub, so that no event can fall
  /// between its pts and the live ones.
  Task<std::string> hello(Identity identity);

  /// Makes the epoch on first start. Before anything else.
  static void prepare(Tx& tx);
  /// The epoch; "" before the first start.
  static std::string history(Tx& tx);
  /// Another epoch: whatever clients remember is void, and they load a snapshot.
  static void begin_new_history(Tx& tx);

 private:
  Task<Result<Snapshot>> snapshot(UserId user_id);
  Task<Result<EventPage>> read(UserId user_id, ReadStream command);

  Database& database_;
  std::string version_;
  std::vector<SnapshotPart> parts_;
};

}  // namespace ling
