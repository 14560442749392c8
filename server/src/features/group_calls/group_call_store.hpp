// All SQL on calls of groups.
#pragma once

#include "ling/protocol/call_record.hpp"
#include "ling/protocol/group_calls.hpp"
#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling::group_call_store {

struct CallRow {
  GroupCallId group_call_id;
  ConversationId conversation_id;
  UserId started_by;
  Milliseconds started_at = 0;
  bool locked = false;
  bool may_unmute = true;

  /// Members come and go in that of a group; into another one, which grew from a call of two, nobody comes who was not rung.
  [[nodiscard]] bool has_group() const { return conversation_id.value > 0; }
  [[nodiscard]] std::optional<CallId> grew_from() const {
    return has_group() ? std::nullopt : std::optional(CallId{-conversation_id.value});
  }
};
BOOST_DESCRIBE_STRUCT(CallRow, (), (group_call_id, conversation_id, started_by, started_at, locked, may_unmute))

struct SeatRow {
  UserId user_id;
  GroupCallId group_call_id;
  DeviceId device_id;
  std::string endpoint;
  Milliseconds joined_at = 0;
  bool host = false;
  bool microphone = false, camera = false, screen = false;
  Milliseconds hand_raised_at = 0;
};
BOOST_DESCRIBE_STRUCT(SeatRow, (),
                      (user_id, group_call_id, device_id, endpoint, joined_at, host, microphone, camera, screen,
                       hand_raised_at))

/// What a call grew from.
struct Origin {
  GroupCallId group_call_id;
  ConversationId conversation_id;  ///< Of the two.
  CallMedia media = CallMedia::voice;
};
BOOST_DESCRIBE_STRUCT(Origin, (), (group_call_id, conversation_id, media))

/// Stores it under a new id, which it returns filled in. Nobody is in it yet.
CallRow add(Tx& tx, CallRow call);
/// Its rules.
void update(Tx& tx, const CallRow& call);
/// With what was remembered of it; nobody is in it any more.
void remove(Tx& tx, GroupCallId group_call_id);
std::optional<CallRow> one(Tx& tx, GroupCallId group_call_id);
std::optional<CallRow> of_conversation(Tx& tx, ConversationId conversation_id);
/// Where calls go on.
std::vector<ConversationId> conversations(Tx& tx);

void take_seat(Tx& tx, const SeatRow& seat);
/// Where they speak, and what they show.
void update_seat(Tx& tx, const SeatRow& seat);
void leave_seat(Tx& tx, UserId user_id);
std::optional<SeatRow> seat(Tx& tx, UserId user_id);
/// By joined_at, then user_id.
std::vector<SeatRow> seats(Tx& tx, GroupCallId group_call_id);
std::vector<SeatRow> all_seats(Tx& tx);

void keep_out(Tx& tx, GroupCallId group_call_id, UserId user_id);
bool is_kept_out(Tx& tx, GroupCallId group_call_id, UserId user_id);

void add_origin(Tx& tx, const Origin& origin);
std::optional<Origin> origin(Tx& tx, GroupCallId group_call_id);
/// Who may come back from here on; again for who may already.
void add_guest(Tx& tx, GroupCallId group_call_id, UserId user_id);
bool is_guest(Tx& tx, GroupCallId group_call_id, UserId user_id);
int guest_count(Tx& tx, GroupCallId group_call_id);

}  // namespace ling::group_call_store
