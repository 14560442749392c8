// Blocking: whoever is blocked is not told, and finds everything as if the other had only removed them. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <functional>

namespace ling {

class BlockService {
 public:
  /// Told after the two can no longer, or can again, reach each other; on the loop of the one who did it.
  using Listener = std::function<void(UserId, UserId)>;

  BlockService(Database& database, Listener parted, Listener met)
      : database_(database), parted_(std::move(parted)), met_(std::move(met)) {}

  void bind(Dispatcher& dispatcher);

 private:
  /// Refuses: yourself, not_found (nobody), too_large. Blocking again changes nothing.
  static Result<Block> block(Tx& tx, UserId user_id, const BlockUser& command);
  /// Refuses: not_found (not blocked, or nobody).
  static Result<Done> unblock(Tx& tx, UserId user_id, const UnblockUser& command);

  Database& database_;
  Listener parted_, met_;
};

}  // namespace ling
