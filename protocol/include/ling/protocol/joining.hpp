// Ways into a group for those whom nobody brings: found by number or name, by a link, by asking.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "ling/protocol/chat.hpp"
#include "ling/protocol/declaration.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

/// What is shown of a group to who is not in it.
struct GroupCard {
  ConversationId conversation_id;
  std::string name;
  std::string description;
  int member_count = 0;
  GroupJoining joining = GroupJoining::invitation;
  bool mine = false;  ///< I am in it.
};
BOOST_DESCRIBE_STRUCT(GroupCard, (), (conversation_id, name, description, member_count, joining, mine))

struct GroupCards {
  std::vector<GroupCard> groups;
};
BOOST_DESCRIBE_STRUCT(GroupCards, (), (groups))

struct FindGroups {
  static constexpr CommandInfo command{"group.find", Access::signed_in,
                                       "Groups that allow to be found, by their number or by what their name holds: "
                                       "at most 20."};
  using Answer = GroupCards;
  std::string words;  ///< Nothing is found by nothing.
};
BOOST_DESCRIBE_STRUCT(FindGroups, (), (words))

struct GroupLink {
  GroupLinkId link_id;
  std::string code;  ///< The page /g/<code> of the web client asks to come in.
  User creator;
  Milliseconds created_at = 0;
  Milliseconds expires_at = 0;
  int uses_left = 0;
};
BOOST_DESCRIBE_STRUCT(GroupLink, (), (link_id, code, creator, created_at, expires_at, uses_left))

struct CreateGroupLink {
  static constexpr CommandInfo command{"group.create_link", Access::signed_in,
                                       "Make a link by which people come into a group of mine, if I may invite; "
                                       "otherwise not_found."};
  using Answer = GroupLink;
  ConversationId conversation_id;
  std::optional<int> days;  ///< 1 to 30; 7 unless given.
  std::optional<int> uses;  ///< 1 to 1,000; 50 unless given.
};
BOOST_DESCRIBE_STRUCT(CreateGroupLink, (), (conversation_id, days, uses))

struct GroupLinks {
  std::vector<GroupLink> links;
};
BOOST_DESCRIBE_STRUCT(GroupLinks, (), (links))

struct ListGroupLinks {
  static constexpr CommandInfo command{"group.links", Access::signed_in,
                                       "The links into a group of mine that still work, newest first: all for the "
                                       "owner and the admins, their own for others."};
  using Answer = GroupLinks;
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(ListGroupLinks, (), (conversation_id))

struct RevokeGroupLink {
  static constexpr CommandInfo command{"group.revoke_link", Access::signed_in,
                                       "End a link: the owner and the admins any, others their own."};
  using Answer = Done;
  ConversationId conversation_id;
  GroupLinkId link_id;
};
BOOST_DESCRIBE_STRUCT(RevokeGroupLink, (), (conversation_id, link_id))

struct ReadGroupLink {
  static constexpr CommandInfo command{"group.read_link", Access::signed_in,
                                       "Which group a link leads into; group_link_invalid when it works no longer."};
  using Answer = GroupCard;
  std::string code;
};
BOOST_DESCRIBE_STRUCT(ReadGroupLink, (), (code))

struct JoinOutcome {
  ConversationId conversation_id;
  bool joined = false;  ///< false: an admin has to let me in.
};
BOOST_DESCRIBE_STRUCT(JoinOutcome, (), (conversation_id, joined))

struct JoinGroup {
  static constexpr CommandInfo command{"group.join", Access::signed_in,
                                       "Come into a group by a link, or by its number if it can be found and takes "
                                       "whoever comes or asks. Where an admin has to approve, this asks."};
  using Answer = JoinOutcome;
  std::optional<std::string> code;                ///< Of a link; otherwise
  std::optional<ConversationId> conversation_id;  ///< the group's number.
  std::string reason;                             ///< For the admins, at most 100 characters; may be empty.
};
BOOST_DESCRIBE_STRUCT(JoinGroup, (), (code, conversation_id, reason))

enum class JoinState { waiting, admitted, declined, expired };
BOOST_DESCRIBE_ENUM(JoinState, waiting, admitted, declined, expired)

struct JoinRequest {
  JoinRequestId request_id;
  User user;
  std::optional<User> inviter;  ///< Who brought them or made their link.
  std::string reason;
  JoinState state = JoinState::waiting;
  std::optional<User> decided_by;
  Milliseconds asked_at = 0;
  Milliseconds expires_at = 0;  ///< Whoever waits longer is expired.
};
BOOST_DESCRIBE_STRUCT(JoinRequest, (), (request_id, user, inviter, reason, state, decided_by, asked_at, expires_at))

struct JoinRequests {
  std::vector<JoinRequest> requests;
};
BOOST_DESCRIBE_STRUCT(JoinRequests, (), (requests))

struct ListJoinRequests {
  static constexpr CommandInfo command{"group.join_requests", Access::signed_in,
                                       "Who asked to come in, newest first, at most 100, for the owner and the admins; "
                                       "for others not_found."};
  using Answer = JoinRequests;
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(ListJoinRequests, (), (conversation_id))

struct DecideJoinRequest {
  static constexpr CommandInfo command{"group.decide", Access::signed_in,
                                       "Let somebody in who asked, or not, as the owner or an admin. A request that "
                                       "another has decided is not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  JoinRequestId request_id;
  bool admit = false;
};
BOOST_DESCRIBE_STRUCT(DecideJoinRequest, (), (conversation_id, request_id, admit))

using JoiningCommands = CommandList<FindGroups, CreateGroupLink, ListGroupLinks, RevokeGroupLink, ReadGroupLink,
                                    JoinGroup, ListJoinRequests, DecideJoinRequest>;

struct JoinRequestsChanged {
  static constexpr EventInfo event{"group.requests_changed", Durability::durable,
                                   "My standing's waiting_requests changed, or which they are."};
  ConversationId conversation_id;
  int waiting_requests = 0;
};
BOOST_DESCRIBE_STRUCT(JoinRequestsChanged, (), (conversation_id, waiting_requests))

using JoiningEvents = EventList<JoinRequestsChanged>;

}  // namespace ling
