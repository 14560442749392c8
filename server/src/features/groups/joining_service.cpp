#include "features/groups/joining_service.hpp"

#include "binding/bind.hpp"
#include "features/accounts/user_directory.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/groups/group_access.hpp"
#include "features/groups/group_deeds.hpp"
#include "features/groups/group_link_store.hpp"
#include "features/groups/group_text.hpp"
#include "features/groups/join_request_store.hpp"
#include "features/groups/join_requests.hpp"
#include "foundation/text.hpp"
#include "security/tokens.hpp"

#include <charconv>

namespace ling {
namespace group = group_conversation_service;
using group_access::seat_for;
namespace {

constexpr std::size_t longest_reason = 100;
constexpr int most_found = 20;
constexpr int most_links = 20;
constexpr int request_page = 100;
constexpr Milliseconds day = 24LL * 60 * 60 * 1000;

GroupCard card(Tx& tx, ConversationId conversation_id, const Group& group, UserId viewer) {
  return {.conversation_id = conversation_id,
          .name = group.name,
          .description = group.description,
          .member_count = group.member_count,
          .joining = group.rules.joining,
          .mine = group::seat_of(tx, conversation_id, viewer).has_value()};
}

GroupLink shown(Tx& tx, const group_link_store::Row& row) {
  return {.link_id = row.link_id,
          .code = row.code,
          .creator = user_directory::user(tx, row.creator_id).value(),
          .created_at = row.created_at,
          .expires_at = row.expires_at,
          .uses_left = row.uses_left};
}

/// A link that works, which means also: who made it may still bring people into the group.
std::optional<group_link_store::Row> working_link(Tx& tx, const std::string& code) {
  const auto link = group_link_store::by_code(tx, normalized_code(code));
  if (!link) return std::nullopt;
  const auto creator = group::seat_of(tx, link->conversation_id, link->creator_id);
  if (!creator) return std::nullopt;
  return may_bring(creator->role, group::group_of(tx, link->conversation_id).rules) ? link : std::nullopt;
}

Result<JoinOutcome> come_in(Tx& tx, ConversationId conversation_id, UserId user_id) {
  if (group::group_of(tx, conversation_id).member_count >= group_access::largest_group)
    return refuse(ErrorCode::group_full);
  group::add(tx, conversation_id, {user_id});
  join_requests::settle(tx, conversation_id, {user_id}, user_id);
  group_deeds::tell(tx, NoticeKind::member_joined, {conversation_id, user_id, GroupAct::join});
  return JoinOutcome{conversation_id, true};
}

Result<JoinOutcome> join_by_link(Tx& tx, UserId user_id, const std::string& code, const std::string& reason) {
  const auto link = working_link(tx, code);
  if (!link) return refuse(ErrorCode::group_link_invalid);
  const ConversationId conversation_id = link->conversation_id;
  if (group::seat_of(tx, conversation_id, user_id)) return JoinOutcome{conversation_id, true};
  const Group group = group::group_of(tx, conversation_id);
  const auto creator = group::seat_of(tx, conversation_id, link->creator_id).value();
  if (needs_approval(creator.role, group.rules)) {
    join_requests::ask(tx, conversation_id, {user_id}, link->creator_id, reason);
    return JoinOutcome{conversation_id, false};
  }
  auto outcome = come_in(tx, conversation_id, user_id);
  if (outcome) group_link_store::use(tx, link->link_id);
  return outcome;
}

Result<JoinOutcome> join_by_number(Tx& tx, UserId user_id, ConversationId conversation_id, const std::string& reason) {
  if (group::seat_of(tx, conversation_id, user_id)) return JoinOutcome{conversation_id, true};
  const auto group = group::find_by_number(tx, conversation_id);
  if (!group) return refuse(ErrorCode::not_found);
  if (group->rules.joining == GroupJoining::open) return come_in(tx, conversation_id, user_id);
  if (group->rules.joining != GroupJoining::approval) return refuse(ErrorCode::not_found);
  join_requests::ask(tx, conversation_id, {user_id}, std::nullopt, reason);
  return JoinOutcome{conversation_id, false};
}

}  // namespace

void JoiningService::bind(Dispatcher& dispatcher) {
  bind_read<FindGroups>(dispatcher, database_, RateClass::social, &JoiningService::find);
  bind_write<CreateGroupLink>(dispatcher, database_, RateClass::social, &JoiningService::create_link);
  bind_read<ListGroupLinks>(dispatcher, database_, RateClass::cheap, &JoiningService::links);
  bind_write<RevokeGroupLink>(dispatcher, database_, RateClass::social, &JoiningService::revoke_link);
  bind_read<ReadGroupLink>(dispatcher, database_, RateClass::social, &JoiningService::read_link);
  bind_write<JoinGroup>(dispatcher, database_, RateClass::social, &JoiningService::join);
  bind_read<ListJoinRequests>(dispatcher, database_, RateClass::cheap, &JoiningService::requests);
  bind_write<DecideJoinRequest>(dispatcher, database_, RateClass::social, &JoiningService::decide);
}

Result<GroupCards> JoiningService::find(Tx& tx, UserId user_id, const FindGroups& command) {
  const std::string words(text::trimmed(command.words));
  GroupCards found;
  if (words.empty() || !text::is_utf8(words)) return found;
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(words.data(), words.data() + words.size(), number);
  if (error == std::errc{} && end == words.data() + words.size()) {
    if (const auto group = group::find_by_number(tx, ConversationId{number}))
      found.groups.push_back(card(tx, ConversationId{number}, *group, user_id));
  }
  for (const ConversationId id : group::find_by_name(tx, words, most_found)) {
    if (id.value != number) found.groups.push_back(card(tx, id, group::group_of(tx, id), user_id));
  }
  return found;
}

Result<GroupLink> JoiningService::create_link(Tx& tx, UserId user_id, const CreateGroupLink& command) {
  const ConversationId conversation_id = command.conversation_id;
  if (!group_access::seat_to_bring(tx, user_id, conversation_id)) return refuse(ErrorCode::not_found);
  const int days = command.days.value_or(7), uses = command.uses.value_or(50);
  if (days < 1 || days > 30) return refuse(ErrorCode::bad_request, "days: 1 to 30 expected");
  if (uses < 1 || uses > 1000) return refuse(ErrorCode::bad_request, "uses: 1 to 1,000 expected");
  if (group_link_store::count_of(tx, conversation_id, user_id) >= most_links)
    return refuse(ErrorCode::too_many_requests, "at most 20 links that work");
  group_link_store::Row row{.conversation_id = conversation_id,
                            .code = normalized_code(random_code()),
                            .creator_id = user_id,
                            .created_at = tx.now(),
                            .expires_at = tx.now() + days * day,
                            .uses_left = uses};
  row.link_id = group_link_store::add(tx, row);
  group_deeds::record(tx, {conversation_id, user_id, GroupAct::link});
  return shown(tx, row);
}

Result<GroupLinks> JoiningService::links(Tx& tx, UserId user_id, const ListGroupLinks& command) {
  const auto seat = group::seat_of(tx, command.conversation_id, user_id);
  if (!seat) return refuse(ErrorCode::not_found);
  GroupLinks page;
  for (const auto& row : group_link_store::of_group(tx, command.conversation_id)) {
    if (row.creator_id == user_id || may(seat->role, GroupAct::revoke_link)) page.links.push_back(shown(tx, row));
  }
  return page;
}

Result<Done> JoiningService::revoke_link(Tx& tx, UserId user_id, const RevokeGroupLink& command) {
  const auto seat = group::seat_of(tx, command.conversation_id, user_id);
  const auto row = group_link_store::by_id(tx, command.conversation_id, command.link_id);
  if (!seat || !row) return refuse(ErrorCode::not_found);
  if (row->creator_id != user_id && !may(seat->role, GroupAct::revoke_link)) return refuse(ErrorCode::not_found);
  group_link_store::remove(tx, row->link_id);
  group_deeds::record(tx, {command.conversation_id, user_id, GroupAct::revoke_link});
  return Done{};
}

Result<GroupCard> JoiningService::read_link(Tx& tx, UserId user_id, const ReadGroupLink& command) {
  const auto link = working_link(tx, command.code);
  if (!link) return refuse(ErrorCode::group_link_invalid);
  return card(tx, link->conversation_id, group::group_of(tx, link->conversation_id), user_id);
}

Result<JoinOutcome> JoiningService::join(Tx& tx, UserId user_id, const JoinGroup& command) {
  const std::string reason(text::trimmed(command.reason));
  if (!group_text::is_text(reason, longest_reason)) return refuse(ErrorCode::group_text_invalid);
  if (command.code) return join_by_link(tx, user_id, *command.code, reason);
  if (!command.conversation_id) return refuse(ErrorCode::bad_request, "code or conversation_id: one expected");
  return join_by_number(tx, user_id, *command.conversation_id, reason);
}

Result<JoinRequests> JoiningService::requests(Tx& tx, UserId user_id, const ListJoinRequests& command) {
  if (!seat_for(tx, user_id, command.conversation_id, GroupAct::decide)) return refuse(ErrorCode::not_found);
  const auto person = [&](std::optional<UserId> id) {
    return id ? user_directory::user(tx, *id) : std::optional<User>{};
  };
  JoinRequests page;
  for (const auto& row : join_request_store::of_group(tx, command.conversation_id, request_page)) {
    const bool over = row.state == JoinState::waiting && row.expires_at <= tx.now();
    page.requests.push_back({.request_id = row.request_id,
                             .user = user_directory::user(tx, row.user_id).value(),
                             .inviter = person(row.inviter_id),
                             .reason = row.reason,
                             .state = over ? JoinState::expired : row.state,
                             .decided_by = person(row.decider_id),
                             .asked_at = row.asked_at,
                             .expires_at = row.expires_at});
  }
  return page;
}

Result<Done> JoiningService::decide(Tx& tx, UserId user_id, const DecideJoinRequest& command) {
  const ConversationId conversation_id = command.conversation_id;
  if (!seat_for(tx, user_id, conversation_id, GroupAct::decide)) return refuse(ErrorCode::not_found);
  const auto request = join_request_store::one(tx, conversation_id, command.request_id);
  if (!request || request->state != JoinState::waiting || request->expires_at <= tx.now())
    return refuse(ErrorCode::not_found);
  if (command.admit && group::group_of(tx, conversation_id).member_count >= group_access::largest_group)
    return refuse(ErrorCode::group_full);

  join_request_store::decide(tx, request->request_id, command.admit ? JoinState::admitted : JoinState::declined,
                             user_id);
  if (command.admit) group::add(tx, conversation_id, {request->user_id});
  join_requests::tell(tx, conversation_id);
  const GroupDeed deed{conversation_id, user_id, GroupAct::decide, {request->user_id}};
  if (command.admit) {
    group_deeds::tell(tx, NoticeKind::member_admitted, deed);
  } else {
    group_deeds::record(tx, deed);
  }
  return Done{};
}

}  // namespace ling
