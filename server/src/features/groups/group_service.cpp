#include "features/groups/group_service.hpp"

#include "binding/bind.hpp"
#include "features/accounts/avatar_store.hpp"
#include "features/chat/conversation_service.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/groups/group_access.hpp"
#include "features/groups/group_deeds.hpp"
#include "features/groups/group_text.hpp"
#include "features/groups/join_requests.hpp"
#include "features/people/friend_service.hpp"
#include "foundation/text.hpp"

#include <algorithm>

namespace ling {
namespace group = group_conversation_service;
using group_access::seat_for;
using group_access::target_for;
namespace {

constexpr std::size_t longest_description = 200;
constexpr auto largest_group = static_cast<std::size_t>(group_access::largest_group);
constexpr int most_admins = 10;
constexpr int largest_page = 100;
constexpr int default_page = 50;
constexpr int most_found = 20;

std::vector<UserId> without_repeats(std::vector<UserId> user_ids) {
  std::sort(user_ids.begin(), user_ids.end());
  user_ids.erase(std::unique(user_ids.begin(), user_ids.end()), user_ids.end());
  return user_ids;
}

/// Whom the user wants to bring into a group, once each: all of them friends.
Result<std::vector<UserId>> friends_among(Tx& tx, UserId user_id, const std::vector<UserId>& user_ids) {
  std::vector<UserId> others = without_repeats(user_ids);
  if (others.empty() || others.size() >= largest_group)
    return refuse(ErrorCode::bad_request, "user_ids: 1 to 1,999 expected");
  for (const UserId other : others) {
    if (!FriendService::are_friends(tx, user_id, other)) return refuse(ErrorCode::not_friends);
  }
  return others;
}

}  // namespace

void GroupService::bind(Dispatcher& dispatcher) {
  const auto told = [this](UserId, const auto& command, const Done&) { left_(command.conversation_id); };
  bind_write<CreateGroup>(dispatcher, database_, RateClass::social, &GroupService::create);
  bind_read<ListGroupMembers>(dispatcher, database_, RateClass::cheap, &GroupService::members);
  bind_read<FindGroupMembers>(dispatcher, database_, RateClass::social, &GroupService::find_members);
  bind_write<LeaveGroup>(dispatcher, database_, RateClass::social, &GroupService::leave, told);
  bind_write<DissolveGroup>(dispatcher, database_, RateClass::social, &GroupService::dissolve, told);
  bind_write<RenameGroup>(dispatcher, database_, RateClass::social, &GroupService::rename);
  bind_write<DescribeGroup>(dispatcher, database_, RateClass::social, &GroupService::describe);
  dispatcher.on<SetGroupAvatar>(RateClass::social, [this](Request& request, SetGroupAvatar command) {
    return set_avatar(request.user(), std::move(command));
  });
  bind_write<InviteToGroup>(dispatcher, database_, RateClass::social, &GroupService::invite);
  bind_write<RemoveFromGroup>(dispatcher, database_, RateClass::social, &GroupService::remove, told);
  bind_write<SetGroupAdmin>(dispatcher, database_, RateClass::social, &GroupService::set_admin);
  bind_write<TransferGroup>(dispatcher, database_, RateClass::social, &GroupService::transfer);
  bind_write<SetGroupNickname>(dispatcher, database_, RateClass::social, &GroupService::set_nickname);
}

Result<Conversation> GroupService::create(Tx& tx, UserId user_id, const CreateGroup& command) {
  const std::string name(text::trimmed(command.name));
  if (!group_text::is_name(name)) return refuse(ErrorCode::group_name_invalid);
  const auto others = friends_among(tx, user_id, command.user_ids);
  if (!others) return tl::unexpected(others.error());

  const ConversationId conversation_id = group::open(tx, name, user_id, *others);
  group_deeds::tell(tx, NoticeKind::group_created, {conversation_id, user_id, GroupAct::create});
  return ConversationService::view(tx, conversation_id, user_id);
}

Result<GroupMemberPage> GroupService::members(Tx& tx, UserId user_id, const ListGroupMembers& command) {
  const ConversationId conversation_id = command.conversation_id;
  const int limit = command.limit.value_or(default_page);
  if (limit < 1 || limit > largest_page) return refuse(ErrorCode::bad_request, "limit: 1 to 100 expected");
  if (!group::seat_of(tx, conversation_id, user_id)) return refuse(ErrorCode::not_found);
  const UserId after = command.after.value_or(UserId{});
  const std::string words(text::trimmed(command.words.value_or("")));
  GroupMemberPage page;
  // One more than asked for, to know whether there is more.
  page.members = words.empty() ? group::members_after(tx, conversation_id, after, limit + 1)
                               : group::find_members(tx, conversation_id, words, after, limit + 1);
  page.has_more = page.members.size() > static_cast<std::size_t>(limit);
  if (page.has_more) page.members.pop_back();
  if (words.empty() && !command.after) page.leaders = group::leaders(tx, conversation_id);
  return page;
}

Result<FoundMembers> GroupService::find_members(Tx& tx, UserId user_id, const FindGroupMembers& command) {
  const std::string words(text::trimmed(command.words));
  if (words.empty() || !text::is_utf8(words)) return FoundMembers{};
  return FoundMembers{group::find_nicknamed(tx, user_id, words, most_found)};
}

Result<Done> GroupService::leave(Tx& tx, UserId user_id, const LeaveGroup& command) {
  const auto seat = group::seat_of(tx, command.conversation_id, user_id);
  if (!seat) return refuse(ErrorCode::not_found);
  if (!may(seat->role, GroupAct::leave)) return refuse(ErrorCode::owner_stays);
  group::remove(tx, command.conversation_id, user_id);
  group_deeds::record(tx, {command.conversation_id, user_id, GroupAct::leave});
  return Done{};
}

Result<Done> GroupService::dissolve(Tx& tx, UserId user_id, const DissolveGroup& command) {
  if (!seat_for(tx, user_id, command.conversation_id, GroupAct::dissolve)) return refuse(ErrorCode::not_found);
  avatar_store::exchange(tx, group::group_of(tx, command.conversation_id).avatar, {});
  group::remove_everybody(tx, command.conversation_id);
  group_deeds::record(tx, {command.conversation_id, user_id, GroupAct::dissolve});
  return Done{};
}

Result<Done> GroupService::rename(Tx& tx, UserId user_id, const RenameGroup& command) {
  if (!seat_for(tx, user_id, command.conversation_id, GroupAct::rename)) return refuse(ErrorCode::not_found);
  const std::string name(text::trimmed(command.name));
  if (!group_text::is_name(name)) return refuse(ErrorCode::group_name_invalid);
  Group group = group::group_of(tx, command.conversation_id);
  if (group.name == name) return Done{};
  group.name = name;
  group::change(tx, command.conversation_id, group);
  group_deeds::tell(
      tx, NoticeKind::group_renamed,
      {.conversation_id = command.conversation_id, .actor = user_id, .act = GroupAct::rename, .words = name});
  return Done{};
}

Result<Done> GroupService::describe(Tx& tx, UserId user_id, const DescribeGroup& command) {
  if (!seat_for(tx, user_id, command.conversation_id, GroupAct::describe)) return refuse(ErrorCode::not_found);
  const std::string description(text::trimmed(command.description));
  if (!group_text::is_text(description, longest_description)) return refuse(ErrorCode::group_text_invalid);
  Group group = group::group_of(tx, command.conversation_id);
  if (group.description == description) return Done{};
  group.description = description;
  group::change(tx, command.conversation_id, group);
  group_deeds::tell(tx, NoticeKind::group_described, {command.conversation_id, user_id, GroupAct::describe});
  return Done{};
}

Task<Result<Done>> GroupService::set_avatar(UserId user_id, SetGroupAvatar command) {
  const ConversationId conversation_id = command.conversation_id;
  const auto may = [=](Tx& tx) { return seat_for(tx, user_id, conversation_id, GroupAct::set_avatar).has_value(); };
  // Nothing is drawn for who may not.
  auto look = [&](Tx& tx) { return may(tx); };
  const bool may_begin = co_await database_.read(std::move(look));
  if (!may_begin) co_return refuse(ErrorCode::not_found);
  const auto picture = co_await avatars_.take(user_id, std::move(command.image));
  if (!picture) co_return tl::unexpected(picture.error());
  auto work = [&](Tx& tx) -> Result<Done> {
    if (!may(tx)) return refuse(ErrorCode::not_found);
    Group group = group::group_of(tx, conversation_id);
    if (!avatar_store::exchange(tx, group.avatar, *picture)) return Done{};
    group.avatar = picture->name;
    group::change(tx, conversation_id, group);
    group_deeds::tell(tx, NoticeKind::group_avatar_changed, {conversation_id, user_id, GroupAct::set_avatar});
    return Done{};
  };
  co_return co_await database_.write(std::move(work));
}

Result<Done> GroupService::invite(Tx& tx, UserId user_id, const InviteToGroup& command) {
  const ConversationId conversation_id = command.conversation_id;
  const auto seat = group_access::seat_to_bring(tx, user_id, conversation_id);
  if (!seat) return refuse(ErrorCode::not_found);
  auto newcomers = friends_among(tx, user_id, command.user_ids);
  if (!newcomers) return tl::unexpected(newcomers.error());
  std::erase_if(*newcomers, [&](UserId newcomer) { return group::seat_of(tx, conversation_id, newcomer).has_value(); });
  if (newcomers->empty()) return Done{};
  const Group group = group::group_of(tx, conversation_id);
  if (static_cast<std::size_t>(group.member_count) + newcomers->size() > largest_group)
    return refuse(ErrorCode::group_full);
  if (needs_approval(seat->role, group.rules)) {
    join_requests::ask(tx, conversation_id, *newcomers, user_id, {});
    return Done{};
  }

  group::add(tx, conversation_id, *newcomers);
  join_requests::settle(tx, conversation_id, *newcomers, user_id);
  group_deeds::tell(tx, NoticeKind::members_invited, {conversation_id, user_id, GroupAct::invite, *newcomers});
  return Done{};
}

Result<Done> GroupService::remove(Tx& tx, UserId user_id, const RemoveFromGroup& command) {
  if (!target_for(tx, user_id, command.conversation_id, GroupAct::remove, command.user_id))
    return refuse(ErrorCode::not_found);
  group::remove(tx, command.conversation_id, command.user_id);
  group_deeds::tell(tx, NoticeKind::member_removed,
                    {command.conversation_id, user_id, GroupAct::remove, {command.user_id}});
  return Done{};
}

Result<Done> GroupService::set_admin(Tx& tx, UserId user_id, const SetGroupAdmin& command) {
  auto target = target_for(tx, user_id, command.conversation_id, GroupAct::set_admin, command.user_id);
  if (!target) return refuse(ErrorCode::not_found);
  const GroupRole role = command.admin ? GroupRole::admin : GroupRole::member;
  if (target->role == role) return Done{};
  if (command.admin && group::admin_count(tx, command.conversation_id) >= most_admins)
    return refuse(ErrorCode::admins_full);
  target->role = role;
  group::change_seat(tx, command.conversation_id, *target);
  group_deeds::tell(tx, command.admin ? NoticeKind::admin_named : NoticeKind::admin_dismissed,
                    {command.conversation_id, user_id, GroupAct::set_admin, {command.user_id}});
  return Done{};
}

Result<Done> GroupService::transfer(Tx& tx, UserId user_id, const TransferGroup& command) {
  if (!target_for(tx, user_id, command.conversation_id, GroupAct::transfer, command.user_id))
    return refuse(ErrorCode::not_found);
  Group group = group::group_of(tx, command.conversation_id);
  group.owner_id = command.user_id;
  group::change(tx, command.conversation_id, group);
  group_deeds::tell(tx, NoticeKind::owner_changed,
                    {command.conversation_id, user_id, GroupAct::transfer, {command.user_id}});
  return Done{};
}

Result<Done> GroupService::set_nickname(Tx& tx, UserId user_id, const SetGroupNickname& command) {
  auto seat = group::seat_of(tx, command.conversation_id, user_id);
  if (!seat) return refuse(ErrorCode::not_found);
  const std::string nickname(text::trimmed(command.nickname));
  if (!group_text::is_nickname(nickname)) return refuse(ErrorCode::nickname_invalid);
  if (seat->nickname == nickname) return Done{};
  seat->nickname = nickname;
  group::change_seat(tx, command.conversation_id, *seat);
  return Done{};
}

}  // namespace ling
