// Ways to the engine over which nothing goes: with one a browser finds out which roads lead there. Everything on the loop
// of the engine.
#pragma once

#include "foundation/result.hpp"
#include "foundation/task.hpp"
#include "ling/protocol/ids.hpp"
#include "ling/protocol/media.hpp"
#include "media/engine.hpp"

#include <cstdint>
#include <map>

namespace ling {

class MediaProbes {
 public:
  /// They are made in it from here on. It must live as long as the loop runs.
  void use(media::Engine& engine) { engine_ = &engine; }

  /// Of a device, for half a minute or until its next one. Refuses with busy while there is no engine, and when too many
  /// look at once.
  Task<Result<MediaProbe>> open(DeviceId device_id);
  /// Lets go of all; also of what died with the engine.
  void clear();

 private:
  struct Way {
    std::uint64_t number = 0;
    media::Transport transport;
  };
  Task<void> close_later(DeviceId device_id, std::uint64_t number);

  media::Engine* engine_ = nullptr;
  media::Router router_;
  std::map<DeviceId, Way> ways_;
  std::uint64_t last_ = 0;
};

}  // namespace ling
