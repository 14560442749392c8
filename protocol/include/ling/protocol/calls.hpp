// Calls between two. The server decides how a call stands, clients ask; sound and picture go between the browsers.
#pragma once

#include "ling/protocol/call_record.hpp"
#include "ling/protocol/declaration.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

/// Stored as a number: only ever append.
enum class CallState {
  ringing,
  connecting,  ///< Answered; the two sides are looking for a way to each other.
  active,      ///< They hear each other.
  ended,
};
BOOST_DESCRIBE_ENUM(CallState, ringing, connecting, active, ended)

struct CallSide {
  UserId user_id;
  std::string endpoint;  ///< The window in which they speak, by the name it gave itself; empty until they answered.
};
BOOST_DESCRIBE_STRUCT(CallSide, (), (user_id, endpoint))

/// A call as both sides see it, on all their devices.
struct Call {
  CallId call_id;
  ConversationId conversation_id;
  CallMedia media = CallMedia::voice;  ///< As the caller began it.
  CallSide caller;
  CallSide callee;
  CallState state = CallState::ringing;
  std::optional<CallOutcome> outcome;  ///< Of one that has ended.
  Milliseconds started_at = 0;
  Milliseconds active_at = 0;  ///< Since when they hear each other; 0 = not yet.
  int ring_ms = 0;             ///< For how long it rings at most: a client stops by itself then.
  bool relayed = false;        ///< Sound and picture go over the server: both windows take lines (media.enter).
  /// It rings for a call of more people, which goes on: the one who is called answers by group_call.join, and it is no
  /// call of the caller's, who only hears how it ends.
  std::optional<GroupCallId> into;
};
BOOST_DESCRIBE_STRUCT(Call, (),
                      (call_id, conversation_id, media, caller, callee, state, outcome, started_at, active_at, ring_ms,
                       relayed, into))

struct InviteToCall {
  static constexpr CommandInfo command{
      "call.invite", Access::signed_in,
      "Call a friend, who is rung on every device. Whoever is called by that friend already answers with it. One who is "
      "in another call is busy: the answer is then a call that has ended. While it lasts, the same client_id again gives the same call."};
  using Answer = Call;
  UserId user_id;
  CallMedia media = CallMedia::voice;
  std::string client_id;  ///< Of this try: 8 to 64 of letters, digits, '-', '_'.
  std::string endpoint;   ///< The window that calls: 8 to 64 of letters, digits, '-', '_'.
};
BOOST_DESCRIBE_STRUCT(InviteToCall, (), (user_id, media, client_id, endpoint))

struct AcceptCall {
  static constexpr CommandInfo command{"call.accept", Access::signed_in,
                                       "Answer a call that rings for me. Of several windows that do, the first has it, "
                                       "the others get call_taken."};
  using Answer = Call;
  CallId call_id;
  std::string endpoint;
};
BOOST_DESCRIBE_STRUCT(AcceptCall, (), (call_id, endpoint))

struct DeclineCall {
  static constexpr CommandInfo command{"call.decline", Access::signed_in,
                                       "Refuse a call that rings for me, on all my devices."};
  using Answer = Done;
  CallId call_id;
};
BOOST_DESCRIBE_STRUCT(DeclineCall, (), (call_id))

struct HangUp {
  static constexpr CommandInfo command{"call.hang_up", Access::signed_in,
                                       "End a call of mine, also from a device that is not in it."};
  using Answer = Done;
  CallId call_id;
};
BOOST_DESCRIBE_STRUCT(HangUp, (), (call_id))

struct ConnectCall {
  static constexpr CommandInfo command{"call.connected", Access::signed_in,
                                       "The two windows of an answered call have found a way to each other."};
  using Answer = Done;
  CallId call_id;
  std::string endpoint;
};
BOOST_DESCRIBE_STRUCT(ConnectCall, (), (call_id, endpoint))

struct RelayCall {
  static constexpr CommandInfo command{
      "call.relay", Access::signed_in,
      "My window finds no direct way to the other, or it broke: go over the server from here on. It stays the same call, "
      "and both get the time anew in which to connect. media_off: this server cannot."};
  using Answer = Done;
  CallId call_id;
  std::string endpoint;
};
BOOST_DESCRIBE_STRUCT(RelayCall, (), (call_id, endpoint))

struct KeepCall {
  static constexpr CommandInfo command{
      "call.keep", Access::signed_in,
      "My window is still in the call; to be said every 3 s. Whoever is silent for too "
      "long is taken for gone."};
  using Answer = Done;
  CallId call_id;
  std::string endpoint;
};
BOOST_DESCRIBE_STRUCT(KeepCall, (), (call_id, endpoint))

enum class CallSignalKind {
  offer,       ///< SDP.
  answer,      ///< SDP.
  candidates,  ///< Ways to reach the window, a JSON list.
  state,       ///< What the window shows of itself, JSON: microphone, camera, screen.
};
BOOST_DESCRIBE_ENUM(CallSignalKind, offer, answer, candidates, state)

/// What one window tells the other; the server passes it on unread and keeps nothing of it.
struct CallSignal {
  CallSignalKind kind = CallSignalKind::offer;
  int round = 0;     ///< Which attempt it belongs to: what is left of an earlier one is void.
  std::string text;  ///< At most 64 KiB.
};
BOOST_DESCRIBE_STRUCT(CallSignal, (), (kind, round, text))

struct SendSignals {
  static constexpr CommandInfo command{"call.signal", Access::signed_in,
                                       "Tell the other window of an answered call. Whoever is not connected at the "
                                       "moment misses it."};
  using Answer = Done;
  CallId call_id;
  std::string endpoint;
  std::vector<CallSignal> signals;  ///< 1 to 16, at most 64 KiB together.
};
BOOST_DESCRIBE_STRUCT(SendSignals, (), (call_id, endpoint, signals))

struct CallRoutes {
  int stun_port = 0;   ///< UDP, on the host of the server; 0 = none.
  int media_port = 0;  ///< UDP and TCP, of the media engine; 0 = none, or not the same on all its addresses.
};
BOOST_DESCRIBE_STRUCT(CallRoutes, (), (stun_port, media_port))

struct FindCallRoutes {
  static constexpr CommandInfo command{"call.routes", Access::signed_in,
                                       "What helps a window to find a way to another one."};
  using Answer = CallRoutes;
};
BOOST_DESCRIBE_STRUCT(FindCallRoutes, (), ())

using CallCommands = CommandList<InviteToCall, AcceptCall, DeclineCall, HangUp, ConnectCall, RelayCall, KeepCall,
                                 SendSignals, FindCallRoutes>;

struct CallChanged {
  static constexpr EventInfo event{"call.changed", Durability::durable,
                                   "A call of mine began, changed or ended: take it whole. There is one at a time."};
  Call call;
};
BOOST_DESCRIBE_STRUCT(CallChanged, (), (call))

struct CallSignalled {
  static constexpr EventInfo event{"call.signalled", Durability::fleeting,
                                   "The other window of my call tells mine; on the other windows of this device it is "
                                   "not meant for them."};
  CallId call_id;
  std::string endpoint;  ///< Whom it is for.
  std::vector<CallSignal> signals;
};
BOOST_DESCRIBE_STRUCT(CallSignalled, (), (call_id, endpoint, signals))

using CallEvents = EventList<CallChanged, CallSignalled>;

}  // namespace ling
