// Who may speak where, as other features say.
#pragma once

#include "ling/protocol/ids.hpp"
#include "storage/tx.hpp"

#include <functional>
#include <string>
#include <variant>
#include <vector>

namespace ling {

/// What a room of the engine is for.
using MediaPlace = std::variant<CallId, GroupCallId>;

struct MediaSeat {
  UserId user_id;
  DeviceId device_id;
  std::string endpoint;
  bool microphone = true, camera = true;  ///< What is off is not passed on.

  [[nodiscard]] bool is_of(UserId user, DeviceId device, const std::string& window) const {
    return user_id == user && device_id == device && endpoint == window;
  }
};

/// All seats of a place; none: there is no such place, or it does not go over the engine.
using MediaSeats = std::function<std::vector<MediaSeat>(Tx&, const MediaPlace&)>;

}  // namespace ling
