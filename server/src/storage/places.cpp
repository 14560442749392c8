#include "storage/places.hpp"

namespace ling::places {
namespace {

void put(std::string& out, std::uint64_t number) {
  for (; number >= 0x80; number >>= 7)
    out.push_back(static_cast<char>(number | 0x80));
  out.push_back(static_cast<char>(number));
}

/// Takes a number off the front. What was cut off reads as if zeros followed.
std::uint64_t take(std::string_view& in) {
  std::uint64_t number = 0;
  for (unsigned shift = 0; !in.empty() && shift < 64; shift += 7) {
    const auto byte = static_cast<unsigned char>(in.front());
    in.remove_prefix(1);
    number |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
    if (byte < 0x80) break;
  }
  return number;
}

/// Zigzag: small steps in both directions become small numbers.
std::uint64_t folded(std::int64_t step) {
  return (static_cast<std::uint64_t>(step) << 1) ^ static_cast<std::uint64_t>(step >> 63);
}
std::int64_t unfolded(std::uint64_t number) {
  return static_cast<std::int64_t>(number >> 1) ^ -static_cast<std::int64_t>(number & 1);
}

template <class Visit>
void each(std::string_view audience, Visit visit) {
  UserId user_id;
  while (!audience.empty()) {
    user_id.value += unfolded(take(audience));
    visit(Place{user_id, static_cast<Pts>(take(audience))});
  }
}

}  // namespace

std::string pack(std::span<const Place> audience) {
  std::string packed;
  packed.reserve(audience.size() * 5);
  UserId previous;
  for (const Place& place : audience) {
    put(packed, folded(place.user_id.value - previous.value));
    put(packed, static_cast<std::uint64_t>(place.pts));
    previous = place.user_id;
  }
  return packed;
}

std::vector<Place> unpack(std::string_view audience) {
  std::vector<Place> unpacked;
  each(audience, [&](Place place) { unpacked.push_back(place); });
  return unpacked;
}

std::optional<Pts> find(std::string_view audience, UserId user_id) {
  std::optional<Pts> found;
  each(audience, [&](Place place) {
    if (place.user_id == user_id) found = place.pts;
  });
  return found;
}

void Run::add(Spot next) {
  if (last.pts != 0) put(earlier, static_cast<std::uint64_t>(next.event_id - last.event_id));
  last = next;
}

std::vector<Spot> unpack(Spot last, std::string_view earlier) {
  std::vector<std::int64_t> steps;
  while (!earlier.empty())
    steps.push_back(static_cast<std::int64_t>(take(earlier)));
  std::vector<Spot> spots(steps.size() + 1, last);
  for (std::size_t i = steps.size(); i > 0; --i)
    spots[i - 1] = {spots[i].pts - 1, spots[i].event_id - steps[i - 1]};
  return spots;
}

}  // namespace ling::places
