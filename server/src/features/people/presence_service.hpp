// Who is online, told to friends who can reach each other, and not at all by those who hide it. Fleeting: nothing of it is in the stream.
// The hub's thread reports comings and goings; everything else happens on the loop given to the constructor.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "foundation/task.hpp"
#include "hub/hub.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <chrono>

namespace ling {

class PresenceService {
 public:
  struct Options {
    /// How long somebody may be gone before friends are told: a reload or a change of network is not a departure.
    std::chrono::milliseconds grace{5000};
  };

  PresenceService(Options options, Database& database, Hub& hub) : options_(options), database_(database), hub_(hub) {}

  void bind(Dispatcher& dispatcher);
  /// Begins to listen to the hub. `loop` must outlive the hub's thread.
  void start(Executor loop);
  /// Tells friends anew, after the user changed what may be seen.
  void refresh(UserId user_id);
  /// The two, who could reach each other until now, no longer can: each looks to the other as if they had gone.
  void part(UserId a, UserId b);
  /// The two can reach each other, for the first time or again: each sees how it stands with the other.
  void meet(UserId a, UserId b);

 private:
  Task<Result<PresenceList>> list(UserId user_id);
  Task<void> came(UserId user_id);
  Task<void> went(UserId user_id);
  /// Friends hear how it stands with the user; of one who hides it nothing on coming and going, not even that there
  /// was something to hide.
  Task<void> tell(UserId user_id, bool even_if_hidden);
  /// Tries again for a while where the database cannot be asked.
  Task<void> tell_at_last(UserId user_id, bool even_if_hidden);
  Task<void> look_here(UserId user_id, UserId to);
  Task<void> look_gone(UserId user_id, UserId to);

  Options options_;
  Database& database_;
  Hub& hub_;
  std::optional<Executor> loop_;
};

}  // namespace ling
