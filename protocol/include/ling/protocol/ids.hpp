// Identifiers on the wire, one type each, so that they cannot be mixed up.
// Plain JSON numbers: the database hands them out and they stay far below 2^53.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace ling {

template <class Tag>
struct Id {
  std::int64_t value = 0;
  friend auto operator<=>(const Id&, const Id&) = default;
};

using UserId = Id<struct UserTag>;
using DeviceId = Id<struct DeviceTag>;
using ConversationId = Id<struct ConversationTag>;
using RequestId = Id<struct RequestTag>;
using FriendGroupId = Id<struct FriendGroupTag>;
using AnnouncementId = Id<struct AnnouncementTag>;
using GroupLinkId = Id<struct GroupLinkTag>;
using FileId = Id<struct FileTag>;
using StickerId = Id<struct StickerTag>;
using StickerPackId = Id<struct StickerPackTag>;
using JoinRequestId = Id<struct JoinRequestTag>;
using CallId = Id<struct CallTag>;
using GroupCallId = Id<struct GroupCallTag>;

/// Position of a message in its conversation: 1, 2, 3 … without gaps.
using Seq = std::int64_t;
/// Position of an event in one user's stream: 1, 2, 3 … without gaps.
using Pts = std::int64_t;
/// Milliseconds since 1970-01-01 UTC. Shown to people; never used for order.
using Milliseconds = std::int64_t;

}  // namespace ling

template <class Tag>
struct std::hash<ling::Id<Tag>> {
  std::size_t operator()(const ling::Id<Tag>& id) const noexcept { return std::hash<std::int64_t>{}(id.value); }
};
