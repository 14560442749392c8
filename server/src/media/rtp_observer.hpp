// Listens to who speaks in a room. What it hears comes as events: Volumes, SpeakerChanged.
#pragma once

#include "media/handle.hpp"

namespace ling::media {

class RtpObserver : public Handle {
 public:
  using Handle::Handle;

  /// Audio producers of its room. A producer that is closed leaves by itself.
  Task<Result<void>> add(std::string producer_id);
  Task<Result<void>> remove(std::string producer_id);
};

}  // namespace ling::media
