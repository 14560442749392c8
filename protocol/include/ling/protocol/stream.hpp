// The event stream: how a client comes to have, and keeps, exactly what the server has.
//
// 1. On connecting, the server attaches the connection to live events first, then sends Hello.
// 2. The client compares Hello.pts with its own. Equal: nothing to do. Behind: stream.read until has_more is
//    false. Another epoch, or stream_too_old: stream.snapshot, which replaces everything.
// 3. A live event with pts == local + 1 is applied, pts <= local is dropped, any other is held while
//    stream.read fetches what is missing. So nothing can be lost between 1 and 2.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "ling/protocol/calls.hpp"
#include "ling/protocol/chat.hpp"
#include "ling/protocol/error_code.hpp"
#include "ling/protocol/group_calls.hpp"
#include "ling/protocol/people.hpp"
#include "ling/protocol/raw_json.hpp"
#include "ling/protocol/stickers.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

/// The first frame on every WebSocket.
struct Hello {
  std::string epoch;  ///< Changes when the server's data was restored from a backup: all stored pts are void.
  Pts pts = 0;        ///< Newest event of this user's stream.
  UserId user_id;
  DeviceId device_id;
  std::string version;
  Milliseconds server_time = 0;
};
BOOST_DESCRIBE_STRUCT(Hello, (), (epoch, pts, user_id, device_id, version, server_time))

/// Everything a client needs, as of `pts`.
struct Snapshot {
  std::string epoch;
  Pts pts = 0;
  Me me;
  std::vector<User> users;  ///< Everybody who is named below.
  std::vector<Friend> friends;
  std::vector<FriendGroup> friend_groups;  ///< In my order, without the default one.
  std::vector<Block> blocked;
  std::vector<FriendRequest> friend_requests;  ///< Newest first, at most 100.
  std::vector<Conversation> conversations;
  std::vector<Sticker> stickers;                 ///< My own, in my order.
  std::vector<StickerPack> sticker_packs;        ///< Mine, in my order.
  std::optional<Call> call;                      ///< The one I am in, or that rings for me.
  std::optional<GroupCallRoom> group_call_room;  ///< The one that I am in.
};
BOOST_DESCRIBE_STRUCT(Snapshot, (),
                      (epoch, pts, me, users, friends, friend_groups, blocked, friend_requests, conversations, stickers,
                       sticker_packs, call, group_call_room))

struct ReadSnapshot {
  static constexpr CommandInfo command{"stream.snapshot", Access::signed_in, "Everything a client needs to start."};
  using Answer = Snapshot;
};
BOOST_DESCRIBE_STRUCT(ReadSnapshot, (), ())

/// One event as it stands in the stream and on the wire.
struct StreamEvent {
  Pts pts = 0;
  std::string event;  ///< Name of the event.
  RawJson data;       ///< The event's struct.
};
BOOST_DESCRIBE_STRUCT(StreamEvent, (), (pts, event, data))

struct EventPage {
  std::string epoch;
  std::vector<StreamEvent> events;  ///< Ascending by pts, without gaps, starting at after + 1.
  bool has_more = false;
};
BOOST_DESCRIBE_STRUCT(EventPage, (), (epoch, events, has_more))

struct ReadStream {
  static constexpr CommandInfo command{"stream.read", Access::signed_in,
                                       "The events after a pts, at most 500. Refuses with stream_too_old when the "
                                       "client is more than 5,000 events or 30 days behind."};
  using Answer = EventPage;
  Pts after = 0;
};
BOOST_DESCRIBE_STRUCT(ReadStream, (), (after))

using StreamCommands = CommandList<ReadSnapshot, ReadStream>;

/// The "error" of an answer.
struct Failure {
  ErrorCode code = ErrorCode::internal;
  std::string detail;  ///< For developers; people are shown a sentence chosen by code.
  std::optional<int> retry_after_ms;
};
BOOST_DESCRIBE_STRUCT(Failure, (), (code, detail, retry_after_ms))

}  // namespace ling
