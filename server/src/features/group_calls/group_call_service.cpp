#include "features/group_calls/group_call_service.hpp"

#include "binding/bind.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/group_calls/grown_call_acts.hpp"
#include "foundation/delivery.hpp"
#include "foundation/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ling {
namespace {

using group_call_acts::Window;

constexpr std::size_t longest_emoji = 32;
constexpr Rate reaction_rate{10, 3};

template <class Command>
Window window_of(const Request& request, const Command& command) {
  return {request.user(), request.device(), command.endpoint};
}

bool is_emoji(const std::string& text) {
  if (text.empty() || text.size() > longest_emoji || !text::is_utf8(text)) return false;
  return std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

}  // namespace

void GroupCallService::bind(Dispatcher& dispatcher) {
  const auto act = [&]<class Command>(RateClass rate, auto how) {
    bind_write<Command>(dispatcher, database_, rate, how,
                        [this](UserId, const Command&, const typename Command::Answer&) {
                          watch_.poke();
                          around_.changed();
                        });
  };
  const auto ring = [&]<class Command>(auto how) {
    bind_write<Command>(
        dispatcher, database_, RateClass::sending,
        [this, how](Tx& tx, Request& request, const Command& command) {
          return how(tx, window_of(request, command), command, grown_call_acts::Means{times_, around_.media_on()});
        },
        [this](UserId, const Command&, const Call&) {
          watch_.poke();
          around_.changed();
          around_.rung();
        });
  };
  act.operator()<JoinGroupCall>(
      RateClass::sending, [this](Tx& tx, Request& request, const JoinGroupCall& command) -> Result<GroupCallEntry> {
        const bool is_member =
            group_conversation_service::seat_of(tx, command.conversation_id, request.user()).has_value();
        if (is_member && !around_.media_on()) return refuse(ErrorCode::media_off);
        return group_call_acts::join(tx, window_of(request, command), command);
      });
  ring.operator()<GrowCall>(grown_call_acts::grow);
  ring.operator()<InviteToGroupCall>(grown_call_acts::invite);
  act.operator()<LeaveGroupCall>(RateClass::cheap, [](Tx& tx, UserId user_id, const LeaveGroupCall& command) {
    return group_call_acts::leave(tx, user_id, command.group_call_id);
  });
  act.operator()<ShowInGroupCall>(RateClass::sending, [](Tx& tx, Request& request, const ShowInGroupCall& command) {
    return group_call_acts::show(tx, window_of(request, command), command);
  });
  act.operator()<MuteInGroupCall>(RateClass::sending, group_call_acts::mute);
  act.operator()<ConfigureGroupCall>(RateClass::sending, group_call_acts::configure);
  act.operator()<RemoveFromGroupCall>(RateClass::sending, group_call_acts::remove);
  act.operator()<EndGroupCall>(RateClass::sending, [](Tx& tx, UserId user_id, const EndGroupCall& command) {
    return group_call_acts::end(tx, user_id, command.group_call_id);
  });
  dispatcher.on<KeepGroupCall>(RateClass::cheap, [this](Request& request, KeepGroupCall command) {
    return keep(window_of(request, command), command.group_call_id);
  });
  dispatcher.on<ReactInGroupCall>(RateClass::cheap, [this](Request& request, ReactInGroupCall command) {
    return react(request.user(), std::move(command));
  });
}

void GroupCallService::start(Executor loop) {
  loop_ = loop;
  watch_.start(loop);
  tidy_up();
}

void GroupCallService::members_left(ConversationId conversation_id) {
  act_later([conversation_id](Tx& tx) { group_call_acts::expel(tx, conversation_id); });
}

void GroupCallService::signed_out(UserId user_id) {
  act_later(
      [user_id, signed_in = around_.signed_in](Tx& tx) { group_call_acts::leave_signed_out(tx, user_id, signed_in); });
}

void GroupCallService::act_later(std::function<void(Tx&)> act) {
  if (loop_) spawn(*loop_, "group call", act_now(std::move(act)));
}

Task<void> GroupCallService::act_now(std::function<void(Tx&)> act) {
  auto work = [&](Tx& tx) {
    act(tx);
    return true;
  };
  co_await database_.write(std::move(work));
  around_.changed();
}

/// What happened in the moment in which the server was stopped, or while it was not there.
void GroupCallService::tidy_up() {
  database_.write_now([this](Tx& tx) {
    if (!around_.media_on()) {
      for (const group_call_store::SeatRow& seat : group_call_store::all_seats(tx))
        group_call_acts::vanish(tx, seat);
    }
    for (const ConversationId conversation_id : group_call_store::conversations(tx))
      group_call_acts::expel(tx, conversation_id);
    return true;
  });
}

void GroupCallService::add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot) {
  snapshot.group_call_room = group_call_acts::room_of(tx, user_id);
}

bool GroupCallService::is_in(Tx& tx, UserId user_id) {
  return group_call_store::seat(tx, user_id).has_value();
}

std::vector<group_call_store::SeatRow> GroupCallService::seats_in(Tx& tx, GroupCallId group_call_id) {
  return group_call_store::seats(tx, group_call_id);
}

Task<Result<Done>> GroupCallService::keep(Window window, GroupCallId group_call_id) {
  auto find = [&](Tx& tx) { return group_call_acts::sits(tx, window, group_call_id); };
  const bool sits = co_await database_.read(std::move(find));
  if (!sits) co_return refuse(ErrorCode::not_found);
  watch_.heard(window.user_id);
  co_return Done{};
}

Task<Result<Done>> GroupCallService::react(UserId user_id, ReactInGroupCall command) {
  if (!is_emoji(command.emoji)) co_return refuse(ErrorCode::bad_request, "emoji: 1 to 32 bytes expected");
  const auto wait =
      limits_.take(reaction_rate, fmt::format("reactions:{}", user_id.value), std::chrono::steady_clock::now());
  if (wait.count() > 0) co_return refuse(ErrorCode::too_many_requests, "reactions", static_cast<int>(wait.count()));
  auto find = [&](Tx& tx) { return group_call_acts::company_of(tx, user_id, command.group_call_id); };
  std::vector<UserId> company = co_await database_.read(std::move(find));
  if (company.empty()) co_return refuse(ErrorCode::not_found);
  const GroupCallReacted event{command.group_call_id, user_id, std::move(command.emoji)};
  hub_.whisper(std::move(company), frame_body(event));
  co_return Done{};
}

}  // namespace ling
