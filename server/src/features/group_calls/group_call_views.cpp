#include "features/group_calls/group_call_views.hpp"

#include "features/accounts/user_directory.hpp"

#include <algorithm>
#include <utility>

namespace ling::group_call_views {

using group_call_store::CallRow;
using group_call_store::SeatRow;

namespace {

constexpr std::size_t most_faces = 5;

}  // namespace

GroupCall bar(const CallRow& call, const std::vector<SeatRow>& seats) {
  GroupCall view{.group_call_id = call.group_call_id,
                 .conversation_id = call.has_group() ? call.conversation_id : ConversationId{},
                 .started_by = call.started_by,
                 .started_at = call.started_at,
                 .people = static_cast<int>(seats.size()),
                 .locked = call.locked,
                 .may_unmute = call.may_unmute,
                 .grew_from = call.grew_from()};
  for (std::size_t i = 0; i < seats.size() && i < most_faces; ++i)
    view.face_ids.push_back(seats[i].user_id);
  return view;
}

GroupCallSeat view(const SeatRow& row) {
  return {.user_id = row.user_id,
          .endpoint = row.endpoint,
          .joined_at = row.joined_at,
          .host = row.host,
          .microphone = row.microphone,
          .camera = row.camera,
          .screen = row.screen,
          .hand_raised_at = row.hand_raised_at};
}

GroupCallRoom room(Tx& tx, const CallRow& call, const std::vector<SeatRow>& seats) {
  GroupCallRoom room{.group_call_id = call.group_call_id};
  for (const SeatRow& seat : seats)
    room.seats.push_back(view(seat));
  if (call.has_group()) return room;
  room.call = bar(call, {});
  for (const SeatRow& seat : seats) {
    if (auto user = user_directory::user(tx, seat.user_id)) room.people.push_back(std::move(*user));
  }
  std::ranges::sort(room.people, {}, &User::user_id);
  return room;
}

std::vector<UserId> users(const std::vector<SeatRow>& seats) {
  std::vector<UserId> user_ids;
  for (const SeatRow& seat : seats)
    user_ids.push_back(seat.user_id);
  return user_ids;
}

}  // namespace ling::group_call_views
