#include "features/chat/group_conversation_service.hpp"

#include "features/accounts/user_directory.hpp"
#include "features/chat/conversation_service.hpp"
#include "features/chat/conversation_store.hpp"
#include "features/chat/group_store.hpp"
#include "features/chat/message_service.hpp"
#include "features/chat/message_store.hpp"
#include "foundation/text.hpp"
#include "storage/event_log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ling::group_conversation_service {
namespace {

void tell_counted(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& audience) {
  const Group group = group_of(tx, conversation_id);
  emit(tx, audience, GroupCounted{conversation_id, group.member_count, group.face_ids});
}

void tell_seat(Tx& tx, ConversationId conversation_id, UserId user_id, const std::vector<UserId>& audience) {
  const GroupSeat seat = seat_of(tx, conversation_id, user_id).value();
  emit(tx, audience, GroupMemberChanged{conversation_id, member_of(tx, seat)});
}

bool leads(const GroupSeat& seat) {
  return seat.role != GroupRole::member;
}

/// The count of those who wait, for somebody who has just begun or ceased to lead.
void tell_waiting(Tx& tx, ConversationId conversation_id, UserId user_id) {
  const int waiting = group_store::waiting(tx, conversation_id);
  if (waiting == 0) return;
  const auto seat = group_store::seat(tx, conversation_id, user_id).value();
  emit(tx, user_id, JoinRequestsChanged{conversation_id, leads(seat) ? waiting : 0});
}

/// The first message that somebody may read who comes in after `newest`.
Seq first_for_newcomers(GroupHistory history, Seq newest) {
  constexpr Seq recent = 100;
  switch (history) {
    case GroupHistory::none:
      return newest + 1;
    case GroupHistory::recent:
      return std::max<Seq>(1, newest + 1 - recent);
    case GroupHistory::all:
      return 1;
  }
  return newest + 1;
}

std::vector<GroupMember> members_of(Tx& tx, const std::vector<GroupSeat>& seats) {
  std::vector<GroupMember> members;
  for (const GroupSeat& seat : seats)
    members.push_back(member_of(tx, seat));
  return members;
}

/// `words` in lower case.
bool is_called(const GroupMember& member, const std::string& words) {
  for (const std::string* name : {&member.nickname, &member.user.nickname, &member.user.account}) {
    if (text::lower_ascii(*name).find(words) != std::string::npos) return true;
  }
  return false;
}

}  // namespace

ConversationId open(Tx& tx, const std::string& name, UserId owner_id, const std::vector<UserId>& others) {
  const ConversationId conversation_id = group_store::add(tx, name, owner_id);
  group_store::add_member(tx, conversation_id, owner_id, 0, 1);
  for (const UserId user_id : others)
    group_store::add_member(tx, conversation_id, user_id, 0, 1);
  emit(tx, owner_id, ConversationChanged{ConversationService::view(tx, conversation_id, owner_id)});
  // Whoever comes in sees the same.
  emit(tx, others, ConversationChanged{ConversationService::view(tx, conversation_id, others.front())});
  return conversation_id;
}

Group group_of(Tx& tx, ConversationId conversation_id) {
  return group_store::group(tx, conversation_id).value();
}

GroupRules rules_of(Tx& tx, ConversationId conversation_id) {
  return group_store::rules(tx, conversation_id).value();
}

void change(Tx& tx, ConversationId conversation_id, const Group& group) {
  const UserId owner_before = group_of(tx, conversation_id).owner_id;
  group_store::set_group(tx, conversation_id, group);
  const std::vector<UserId> members = member_ids(tx, conversation_id);
  emit(tx, members, GroupChanged{conversation_id, group_of(tx, conversation_id)});
  if (group.owner_id == owner_before) return;
  for (const UserId user_id : {owner_before, group.owner_id}) {
    auto seat = group_store::seat(tx, conversation_id, user_id).value();
    // An admin who was made the owner is a member, and no admin, after passing it on.
    if (seat.role == GroupRole::owner) group_store::set_seat(tx, conversation_id, seat);
    tell_seat(tx, conversation_id, user_id, members);
    tell_waiting(tx, conversation_id, user_id);
  }
}

void show_call(Tx& tx, ConversationId conversation_id, const std::optional<GroupCall>& call) {
  group_store::set_call(tx, conversation_id, call);
  emit(tx, member_ids(tx, conversation_id), GroupCallChanged{conversation_id, call});
}

std::optional<GroupSeat> seat_of(Tx& tx, ConversationId conversation_id, UserId user_id) {
  return group_store::seat(tx, conversation_id, user_id);
}

void change_seat(Tx& tx, ConversationId conversation_id, const GroupSeat& seat) {
  const auto before = group_store::seat(tx, conversation_id, seat.user_id).value();
  group_store::set_seat(tx, conversation_id, seat);
  tell_seat(tx, conversation_id, seat.user_id, member_ids(tx, conversation_id));
  if (leads(before) != leads(seat)) tell_waiting(tx, conversation_id, seat.user_id);
}

void see(Tx& tx, ConversationId conversation_id, UserId user_id, AnnouncementId seen) {
  auto seat = group_store::seat(tx, conversation_id, user_id).value();
  if (seat.seen_announcement_id == seen) return;
  seat.seen_announcement_id = seen;
  group_store::set_seat(tx, conversation_id, seat);
  emit(tx, user_id, AnnouncementSeen{conversation_id, seen});
}

std::optional<Group> find_by_number(Tx& tx, ConversationId conversation_id) {
  auto group = group_store::group(tx, conversation_id);
  if (!group || !group->rules.findable || group->member_count == 0) return std::nullopt;
  return group;
}

std::vector<ConversationId> find_by_name(Tx& tx, const std::string& words, int limit) {
  return group_store::findable(tx, words, limit);
}

void set_waiting(Tx& tx, ConversationId conversation_id, int waiting) {
  group_store::set_waiting(tx, conversation_id, waiting);
  std::vector<UserId> audience;
  for (const GroupSeat& seat : group_store::leaders(tx, conversation_id))
    audience.push_back(seat.user_id);
  emit(tx, audience, JoinRequestsChanged{conversation_id, waiting});
}

int admin_count(Tx& tx, ConversationId conversation_id) {
  return group_store::admin_count(tx, conversation_id);
}

std::vector<GroupMember> leaders(Tx& tx, ConversationId conversation_id) {
  return members_of(tx, group_store::leaders(tx, conversation_id));
}

std::vector<GroupMember> members_after(Tx& tx, ConversationId conversation_id, UserId after, int limit) {
  return members_of(tx, group_store::seats_after(tx, conversation_id, after, limit));
}

std::vector<GroupMember> find_members(Tx& tx, ConversationId conversation_id, const std::string& words, UserId after,
                                      int limit) {
  const std::string lower = text::lower_ascii(words);
  std::vector<GroupMember> found;
  for (;;) {
    constexpr int chunk = 100;
    const auto members = members_after(tx, conversation_id, after, chunk);
    for (const GroupMember& member : members) {
      if (is_called(member, lower)) found.push_back(member);
      if (found.size() == static_cast<std::size_t>(limit)) return found;
    }
    if (members.size() < chunk) return found;
    after = members.back().user.user_id;
  }
}

std::vector<FoundMember> find_nicknamed(Tx& tx, UserId user_id, const std::string& words, int limit) {
  std::vector<FoundMember> found;
  for (const auto& [conversation_id, named] : group_store::nicknamed(tx, user_id, words, limit)) {
    const GroupSeat seat = group_store::seat(tx, conversation_id, named).value();
    found.push_back({conversation_id, member_of(tx, seat)});
  }
  return found;
}

std::vector<UserId> member_ids(Tx& tx, ConversationId conversation_id) {
  return conversation_store::member_ids(tx, conversation_id);
}

GroupMember member_of(Tx& tx, const GroupSeat& seat) {
  return {.user = user_directory::user(tx, seat.user_id).value(),
          .role = seat.role,
          .nickname = seat.nickname,
          .joined_at = seat.joined_at,
          .last_spoke_at = seat.last_spoke_at,
          .muted_until = seat.muted_until,
          .exempt = seat.exempt};
}

void add(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& newcomers) {
  const std::vector<UserId> before = member_ids(tx, conversation_id);
  const Seq newest = message_store::newest_seq(tx, conversation_id);
  const Seq first = first_for_newcomers(group_of(tx, conversation_id).rules.history, newest);
  for (const UserId user_id : newcomers)
    group_store::add_member(tx, conversation_id, user_id, newest, first);
  // All who come in see the same.
  emit(tx, newcomers, ConversationChanged{ConversationService::view(tx, conversation_id, newcomers.front())});
  tell_counted(tx, conversation_id, before);
}

void remove(Tx& tx, ConversationId conversation_id, UserId user_id) {
  group_store::remove_member(tx, conversation_id, user_id);
  emit(tx, user_id, ConversationRemoved{conversation_id});
  tell_counted(tx, conversation_id, member_ids(tx, conversation_id));
}

void remove_everybody(Tx& tx, ConversationId conversation_id) {
  const std::vector<UserId> members = member_ids(tx, conversation_id);
  group_store::remove_members(tx, conversation_id);
  emit(tx, members, ConversationRemoved{conversation_id});
}

void mark_unread(Tx& tx, ConversationId conversation_id, const std::vector<UserId>& members) {
  std::vector<UserId> marked;
  for (const UserId user_id : members) {
    auto member = conversation_store::member(tx, conversation_id, user_id).value();
    if (member.marked_unread) continue;
    member.marked_unread = true;
    conversation_store::set_view(tx, member);
    marked.push_back(user_id);
  }
  emit(tx, marked, ConversationMarkedUnread{conversation_id});
}

NoticePerson named(Tx& tx, ConversationId conversation_id, UserId user_id) {
  const auto seat = seat_of(tx, conversation_id, user_id);
  if (seat && !seat->nickname.empty()) return {user_id, seat->nickname};
  const User user = user_directory::user(tx, user_id).value();
  return {user_id, user.nickname.empty() ? user.account : user.nickname};
}

void say(Tx& tx, ConversationId conversation_id, NoticeKind kind, const NoticeDetails& details,
         const std::string& text) {
  // No client may send a ':', so this client_id is never taken; the seq makes it new for every line.
  const Seq seq = message_store::newest_seq(tx, conversation_id) + 1;
  MessageService::store(tx, {.conversation_id = conversation_id,
                             .sender_id = details.actor.user_id,
                             .client_id = fmt::format("group:{}:{}", conversation_id.value, seq),
                             .kind = MessageKind::notice,
                             .text = text,
                             .notice = kind,
                             .details = details});
}

}  // namespace ling::group_conversation_service
