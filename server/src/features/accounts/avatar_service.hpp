// Pictures of users and of groups on their way in and out. What comes in is drawn anew, so that nothing but the picture
// is kept of it: no metadata, no second file behind it. Any loop may call.
#pragma once

#include "features/accounts/avatar_store.hpp"
#include "foundation/task.hpp"
#include "storage/database.hpp"

#include <functional>
#include <optional>
#include <string>

namespace ling {

class AvatarService {
 public:
  explicit AvatarService(Database& database) : database_(database) {}

  /// Draws the middle of a picture of a user's; refuses image_invalid. May take its time, and throw Overloaded.
  using Draw = std::function<Task<Result<std::string>>(UserId, std::string bytes)>;
  /// Until then pictures are checked and kept as they are.
  void draw_with(Draw draw) { draw_ = std::move(draw); }

  /// What a client sent, in base64; empty = no picture. Refuses image_invalid and too_large (avatar_store::parse).
  Task<Result<avatar_store::Named>> take(UserId user_id, std::string base64);
  /// Of a user or a group; nullopt when there is none of this name.
  Task<std::optional<avatar_store::Picture>> find(std::string name);

 private:
  Database& database_;
  Draw draw_;
};

}  // namespace ling
