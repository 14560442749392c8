#include "features/group_calls/group_call_acts.hpp"

#include "features/accounts/user_directory.hpp"
#include "features/calls/call_service.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/chat/message_service.hpp"
#include "features/group_calls/group_call_rules.hpp"
#include "features/group_calls/group_call_views.hpp"
#include "features/group_calls/grown_call_acts.hpp"
#include "storage/event_log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ling::group_call_acts {
namespace {

namespace group = group_conversation_service;
namespace store = group_call_store;
using group_call_views::bar;
using group_call_views::room;
using group_call_views::users;
using group_call_views::view;
using store::CallRow;
using store::SeatRow;

bool is_name(std::string_view text) {
  if (text.size() < 8 || text.size() > 64) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

/// Nothing for whoever is not in the group, or no guest of a call without one.
std::optional<GroupCallRank> rank_in(Tx& tx, const CallRow& call, UserId user_id) {
  if (!call.has_group()) {
    // There all are equal.
    return store::is_guest(tx, call.group_call_id, user_id) ? std::optional(GroupCallRank{}) : std::nullopt;
  }
  const auto seat = group::seat_of(tx, call.conversation_id, user_id);
  if (!seat) return std::nullopt;
  return GroupCallRank{seat->role, call.started_by == user_id};
}

/// The call, where the user is its host.
std::optional<CallRow> hosted(Tx& tx, UserId user_id, GroupCallId group_call_id) {
  auto call = store::one(tx, group_call_id);
  if (!call) return std::nullopt;
  const auto rank = rank_in(tx, *call, user_id);
  if (!rank || !is_host(*rank)) return std::nullopt;
  // Whoever was put out rules over it no longer, unless the group is theirs.
  if (rank->role != GroupRole::owner && store::is_kept_out(tx, group_call_id, user_id)) return std::nullopt;
  return call;
}

void tell_seat(Tx& tx, const SeatRow& seat, const std::vector<UserId>& audience, std::optional<UserId> by) {
  emit(tx, audience, GroupCallSeated{seat.group_call_id, view(seat), by, std::nullopt});
}

/// What the whole group sees, if there is one.
void show_bar(Tx& tx, const CallRow& call, const std::vector<SeatRow>& seats) {
  if (call.has_group()) group::show_call(tx, call.conversation_id, bar(call, seats));
}

/// A new call, and the line that tells of it in the conversation.
CallRow begin(Tx& tx, ConversationId conversation_id, UserId user_id) {
  const NoticeDetails details{
      .actor = group::named(tx, conversation_id, user_id), .people = {}, .people_count = 0, .words = {}};
  group::say(tx, conversation_id, NoticeKind::group_call_started, details,
             fmt::format("{} 发起了群通话。", details.actor.name));
  return store::add(tx, {.conversation_id = conversation_id, .started_by = user_id, .started_at = tx.now()});
}

/// The message that stays of it.
void record(Tx& tx, const CallRow& call) {
  const Milliseconds length = std::max<Milliseconds>(0, tx.now() - call.started_at);
  // No client may send a ':', so these client_ids are never taken.
  MessageService::store(tx, {.conversation_id = call.conversation_id,
                             .sender_id = call.started_by,
                             .client_id = fmt::format("group_call:{}", call.group_call_id.value),
                             .kind = MessageKind::call,
                             .text = group_call_in_words(length),
                             .call = CallRecord{CallMedia::voice, CallOutcome::completed, length, std::nullopt},
                             .silent = true});
}

void finish(Tx& tx, const CallRow& call) {
  if (!call.has_group()) return grown_call_acts::finish(tx, call);
  store::remove(tx, call.group_call_id);
  group::show_call(tx, call.conversation_id, std::nullopt);
  if (!group::member_ids(tx, call.conversation_id).empty()) record(tx, call);
}

/// One seat is empty; those who are told are those who sat there. Whether anybody still does.
bool empty_seat(Tx& tx, const SeatRow& seat, GroupCallLeaving why) {
  const std::vector<UserId> before = users(store::seats(tx, seat.group_call_id));
  store::leave_seat(tx, seat.user_id);
  emit(tx, before, GroupCallLeft{seat.group_call_id, seat.user_id, why});
  return before.size() > 1;
}

void leave_seat(Tx& tx, const SeatRow& seat, GroupCallLeaving why) {
  const CallRow call = store::one(tx, seat.group_call_id).value();
  if (!empty_seat(tx, seat, why)) return finish(tx, call);
  const std::vector<SeatRow> left = store::seats(tx, call.group_call_id);
  if (call.has_group() || left.size() > 1 || CallService::rings_anybody(tx, call.group_call_id))
    return show_bar(tx, call, left);
  // Into one without a group nobody comes by themselves: there is nobody to wait for.
  empty_seat(tx, left.front(), GroupCallLeaving::ended);
  finish(tx, call);
}

/// Sits down where nobody of this user sat, or at another window.
GroupCallEntry sit(Tx& tx, const CallRow& call, const SeatRow& seat, bool new_here) {
  if (new_here) {
    store::take_seat(tx, seat);
  } else {
    store::update_seat(tx, seat);
  }
  const std::vector<SeatRow> seats = store::seats(tx, call.group_call_id);
  std::vector<UserId> others = users(seats);
  std::erase(others, seat.user_id);
  const GroupCallEntry entry{bar(call, seats), room(tx, call, seats)};
  emit(tx, seat.user_id, GroupCallEntered{entry.room});
  const auto user = call.has_group() ? std::nullopt : user_directory::user(tx, seat.user_id);
  emit(tx, others, GroupCallSeated{seat.group_call_id, view(seat), std::nullopt, user});
  if (new_here) show_bar(tx, call, seats);
  return entry;
}

SeatRow seat_for(const Tx& tx, const CallRow& call, const GroupCallRank& rank, const Window& window,
                 const JoinGroupCall& command) {
  return {.user_id = window.user_id,
          .group_call_id = call.group_call_id,
          .device_id = window.device_id,
          .endpoint = window.endpoint,
          .joined_at = tx.now(),
          .host = is_host(rank),
          .microphone = command.microphone && may_unmute(bar(call, {}), rank),
          .camera = command.camera};
}

/// Back at the same window, or at another one.
GroupCallEntry come_back(Tx& tx, const CallRow& call, const GroupCallRank& rank, const SeatRow& before,
                         const Window& window, const JoinGroupCall& command) {
  SeatRow seat = seat_for(tx, call, rank, window, command);
  seat.joined_at = before.joined_at;
  seat.hand_raised_at = before.hand_raised_at;
  if (before.microphone) seat.microphone = command.microphone;
  return sit(tx, call, seat, false);
}

/// Into one without a group: whoever is rung for it, or was in it before.
Result<GroupCallEntry> join_grown(Tx& tx, const Window& window, const JoinGroupCall& command) {
  const UserId user_id = window.user_id;
  const auto call = command.group_call_id ? store::one(tx, *command.group_call_id) : std::nullopt;
  if (!call || call->has_group()) return refuse(ErrorCode::not_found);
  const bool is_rung = CallService::rings(tx, user_id, call->group_call_id);
  if (!is_rung && !rank_in(tx, *call, user_id)) return refuse(ErrorCode::not_found);
  const auto mine = store::seat(tx, user_id);
  if (mine && mine->group_call_id == call->group_call_id) return come_back(tx, *call, {}, *mine, window, command);

  const bool elsewhere = mine || (!is_rung && CallService::is_in(tx, user_id));
  if (elsewhere && !command.leave_other.value_or(false)) return refuse(ErrorCode::in_call);
  const GroupCall now = bar(*call, store::seats(tx, call->group_call_id));
  if (auto fine = may_enter(now, {}, false); !fine) return tl::unexpected(fine.error());
  if (mine) leave_seat(tx, *mine, GroupCallLeaving::left);
  CallService::take_ring(tx, user_id, call->group_call_id);
  CallService::leave(tx, user_id);
  store::add_guest(tx, call->group_call_id, user_id);
  return sit(tx, *call, seat_for(tx, *call, {}, window, command), true);
}

}  // namespace

Result<GroupCallEntry> join(Tx& tx, const Window& window, const JoinGroupCall& command) {
  if (!is_name(window.endpoint))
    return refuse(ErrorCode::bad_request, "endpoint: 8 to 64 letters, digits, '-', '_' expected");
  if (command.conversation_id.value == 0) return join_grown(tx, window, command);
  const auto member = group::seat_of(tx, command.conversation_id, window.user_id);
  if (!member) return refuse(ErrorCode::not_found);
  auto call = store::of_conversation(tx, command.conversation_id);
  if (command.group_call_id && (!call || call->group_call_id != *command.group_call_id))
    return refuse(ErrorCode::not_found);
  const GroupCallRank rank{member->role, !call || call->started_by == window.user_id};
  const auto mine = store::seat(tx, window.user_id);
  if (mine && call && mine->group_call_id == call->group_call_id)
    return come_back(tx, *call, rank, *mine, window, command);

  const bool elsewhere = mine || CallService::is_in(tx, window.user_id);
  if (elsewhere && !command.leave_other.value_or(false)) return refuse(ErrorCode::in_call);
  if (!call && !may_start_call(member->role, group::rules_of(tx, command.conversation_id)))
    return refuse(ErrorCode::leaders_call);
  if (call) {
    const bool was_removed = store::is_kept_out(tx, call->group_call_id, window.user_id);
    const GroupCall now = bar(*call, store::seats(tx, call->group_call_id));
    if (auto fine = may_enter(now, rank, was_removed); !fine) return tl::unexpected(fine.error());
  }

  if (mine) leave_seat(tx, *mine, GroupCallLeaving::left);
  CallService::leave(tx, window.user_id);
  if (!call) call = begin(tx, command.conversation_id, window.user_id);
  return sit(tx, *call, seat_for(tx, *call, rank, window, command), true);
}

Result<Done> leave(Tx& tx, UserId user_id, GroupCallId group_call_id) {
  const auto seat = store::seat(tx, user_id);
  if (!seat || seat->group_call_id != group_call_id) return refuse(ErrorCode::not_found);
  leave_seat(tx, *seat, GroupCallLeaving::left);
  return Done{};
}

Result<Done> show(Tx& tx, const Window& window, const ShowInGroupCall& command) {
  if (!sits(tx, window, command.group_call_id)) return refuse(ErrorCode::not_found);
  const SeatRow before = store::seat(tx, window.user_id).value();
  const CallRow call = store::one(tx, before.group_call_id).value();
  SeatRow seat = before;
  seat.microphone = command.microphone.value_or(before.microphone);
  seat.camera = command.camera.value_or(before.camera);
  seat.screen = command.screen.value_or(before.screen);
  if (command.hand && *command.hand != (before.hand_raised_at != 0)) seat.hand_raised_at = *command.hand ? tx.now() : 0;
  if (seat.microphone && !before.microphone) {
    const GroupCallRank rank = rank_in(tx, call, window.user_id).value_or(GroupCallRank{});
    if (!may_unmute(bar(call, {}), rank)) return refuse(ErrorCode::muted);
  }
  const auto shown = [](const SeatRow& row) {
    return std::tuple(row.microphone, row.camera, row.screen, row.hand_raised_at);
  };
  if (shown(seat) == shown(before)) return Done{};
  store::update_seat(tx, seat);
  tell_seat(tx, seat, users(store::seats(tx, seat.group_call_id)), std::nullopt);
  return Done{};
}

Result<Done> mute(Tx& tx, UserId user_id, const MuteInGroupCall& command) {
  const auto call = hosted(tx, user_id, command.group_call_id);
  if (!call) return refuse(ErrorCode::not_found);
  const std::vector<SeatRow> seats = store::seats(tx, call->group_call_id);
  const auto is_meant = [&](const SeatRow& seat) {
    return command.user_id ? seat.user_id == *command.user_id : seat.user_id != user_id;
  };
  if (command.user_id && std::none_of(seats.begin(), seats.end(), is_meant)) return refuse(ErrorCode::not_found);
  for (SeatRow seat : seats) {
    if (!is_meant(seat) || !seat.microphone) continue;
    seat.microphone = false;
    store::update_seat(tx, seat);
    tell_seat(tx, seat, users(seats), user_id);
  }
  return Done{};
}

Result<Done> configure(Tx& tx, UserId user_id, const ConfigureGroupCall& command) {
  auto call = hosted(tx, user_id, command.group_call_id);
  if (!call) return refuse(ErrorCode::not_found);
  const CallRow before = *call;
  call->locked = command.locked.value_or(before.locked);
  call->may_unmute = command.may_unmute.value_or(before.may_unmute);
  if (call->locked == before.locked && call->may_unmute == before.may_unmute) return Done{};
  store::update(tx, *call);
  show_bar(tx, *call, store::seats(tx, call->group_call_id));
  return Done{};
}

Result<Done> remove(Tx& tx, UserId user_id, const RemoveFromGroupCall& command) {
  const auto call = hosted(tx, user_id, command.group_call_id);
  if (!call || command.user_id == user_id) return refuse(ErrorCode::not_found);
  const auto seat = store::seat(tx, command.user_id);
  if (!seat || seat->group_call_id != call->group_call_id) return refuse(ErrorCode::not_found);
  const auto actor = rank_in(tx, *call, user_id), target = rank_in(tx, *call, command.user_id);
  if (target && !may_remove(*actor, *target)) return refuse(ErrorCode::not_found);
  store::keep_out(tx, call->group_call_id, command.user_id);
  leave_seat(tx, *seat, GroupCallLeaving::removed);
  return Done{};
}

Result<Done> end(Tx& tx, UserId user_id, GroupCallId group_call_id) {
  const auto call = hosted(tx, user_id, group_call_id);
  if (!call) return refuse(ErrorCode::not_found);
  for (const SeatRow& seat : store::seats(tx, group_call_id))
    empty_seat(tx, seat, GroupCallLeaving::ended);
  finish(tx, *call);
  return Done{};
}

bool leave_any(Tx& tx, UserId user_id) {
  const auto seat = store::seat(tx, user_id);
  if (seat) leave_seat(tx, *seat, GroupCallLeaving::left);
  return seat.has_value();
}

void leave_signed_out(Tx& tx, UserId user_id, SignedIn signed_in) {
  const auto seat = store::seat(tx, user_id);
  if (seat && !signed_in(tx, seat->device_id)) leave_seat(tx, *seat, GroupCallLeaving::left);
}

void vanish(Tx& tx, const SeatRow& seen) {
  const auto seat = store::seat(tx, seen.user_id);
  if (!seat || seat->group_call_id != seen.group_call_id || seat->endpoint != seen.endpoint) return;
  leave_seat(tx, *seat, GroupCallLeaving::gone);
}

void expel(Tx& tx, ConversationId conversation_id) {
  const auto call = store::of_conversation(tx, conversation_id);
  if (!call) return;
  for (const SeatRow& seat : store::seats(tx, call->group_call_id)) {
    if (!rank_in(tx, *call, seat.user_id)) leave_seat(tx, seat, GroupCallLeaving::removed);
  }
}

bool sits(Tx& tx, const Window& window, GroupCallId group_call_id) {
  const auto seat = store::seat(tx, window.user_id);
  if (!seat || seat->group_call_id != group_call_id || seat->device_id != window.device_id ||
      seat->endpoint != window.endpoint)
    return false;
  const auto call = store::one(tx, group_call_id);
  return call && rank_in(tx, *call, window.user_id);
}

std::optional<GroupCallRoom> room_of(Tx& tx, UserId user_id) {
  const auto seat = store::seat(tx, user_id);
  if (!seat) return std::nullopt;
  const CallRow call = store::one(tx, seat->group_call_id).value();
  return room(tx, call, store::seats(tx, seat->group_call_id));
}

std::vector<UserId> company_of(Tx& tx, UserId user_id, GroupCallId group_call_id) {
  const auto seat = store::seat(tx, user_id);
  if (!seat || seat->group_call_id != group_call_id) return {};
  return users(store::seats(tx, group_call_id));
}

}  // namespace ling::group_call_acts
