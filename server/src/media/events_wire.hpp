#pragma once

#include "media/events.hpp"

#include <FBS/notification.h>

namespace ling::media {

/// nullopt: nothing that an owner wants to know.
std::optional<Event> event_from_wire(const FBS::Notification::Notification& notification);

}  // namespace ling::media
