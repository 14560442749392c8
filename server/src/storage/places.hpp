// Places in streams, packed into few bytes. Pure functions.
//
// An audience is, for each place, the step from the user_id before it and the pts: as a rule three or four bytes.
// A run is a part of one user's stream: its last place is stored openly, the ones before it as the steps of their
// event_ids, since their pts are dense. Numbers are LEB128, seven bits a byte, the lowest first.
#pragma once

#include "foundation/delivery.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ling::places {

std::string pack(std::span<const Place> audience);
std::vector<Place> unpack(std::string_view audience);
/// The newest place of a user in it, without unpacking the others.
std::optional<Pts> find(std::string_view audience, UserId user_id);

/// Where an event stands in somebody's stream.
struct Spot {
  Pts pts = 0;
  std::int64_t event_id = 0;
  friend bool operator==(const Spot&, const Spot&) = default;
};

/// A run that is being gathered.
struct Run {
  Spot last;
  std::string earlier;  ///< Steps from each event_id to the next.
  /// `next` follows `last`.
  void add(Spot next);
};

/// Every place of a run, ascending.
std::vector<Spot> unpack(Spot last, std::string_view earlier);

}  // namespace ling::places
