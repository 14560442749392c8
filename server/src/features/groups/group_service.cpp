#include "features/groups/group_service.hpp"

#include "features/chat/conversation_service.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/groups/group_audit_store.hpp"
#include "features/people/friend_service.hpp"
#include "foundation/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ling {
namespace group = group_conversation_service;
namespace {

constexpr std::size_t longest_name = 30;
constexpr std::size_t largest_group = 2000;
constexpr int most_admins = 10;
constexpr int largest_page = 100;
constexpr int default_page = 50;

bool is_valid_name(std::string_view name) {
  return text::is_utf8(name) && text::has_visible(name) && !text::has_control(name) &&
         text::characters(name) <= longest_name;
}

std::vector<UserId> without_repeats(std::vector<UserId> user_ids) {
  std::sort(user_ids.begin(), user_ids.end());
  user_ids.erase(std::unique(user_ids.begin(), user_ids.end()), user_ids.end());
  return user_ids;
}

/// False too for whoever is not in the group: both look alike.
bool is_allowed(Tx& tx, UserId user_id, ConversationId conversation_id, GroupAct act) {
  const auto role = group::role_of(tx, conversation_id, user_id);
  return role && may(*role, act);
}

/// The role of another member to whom the user may do it; nothing when either is not in the group.
std::optional<GroupRole> target_of(Tx& tx, UserId user_id, ConversationId conversation_id, GroupAct act, UserId other) {
  const auto role = group::role_of(tx, conversation_id, user_id);
  if (!role) return std::nullopt;
  const auto target = group::role_of(tx, conversation_id, other);
  return target && may(*role, act, *target) ? target : std::nullopt;
}

}  // namespace

void GroupService::bind(Dispatcher& dispatcher) {
  dispatcher.on<CreateGroup>(RateClass::social,
                             [this](Request& request, CreateGroup command) -> Task<Result<Conversation>> {
                               const UserId user_id = request.user();
                               auto work = [&](Tx& tx) { return create(tx, user_id, command); };
                               co_return co_await database_.write(std::move(work));
                             });
  dispatcher.on<ListGroupMembers>(RateClass::cheap,
                                  [this](Request& request, ListGroupMembers command) -> Task<Result<GroupMemberPage>> {
                                    const UserId user_id = request.user();
                                    auto work = [&](Tx& tx) { return members(tx, user_id, command); };
                                    co_return co_await database_.read(std::move(work));
                                  });
  on_act<LeaveGroup>(dispatcher, &GroupService::leave);
  on_act<DissolveGroup>(dispatcher, &GroupService::dissolve);
  on_act<RenameGroup>(dispatcher, &GroupService::rename);
  on_act<InviteToGroup>(dispatcher, &GroupService::invite);
  on_act<RemoveFromGroup>(dispatcher, &GroupService::remove);
  on_act<SetGroupAdmin>(dispatcher, &GroupService::set_admin);
  on_act<TransferGroup>(dispatcher, &GroupService::transfer);
}

template <class Command>
void GroupService::on_act(Dispatcher& dispatcher, Result<Done> (*act)(Tx&, UserId, const Command&)) {
  dispatcher.on<Command>(RateClass::social, [this, act](Request& request, Command command) -> Task<Result<Done>> {
    const UserId user_id = request.user();
    auto work = [&](Tx& tx) { return act(tx, user_id, command); };
    co_return co_await database_.write(std::move(work));
  });
}

Result<Conversation> GroupService::create(Tx& tx, UserId user_id, const CreateGroup& command) {
  const std::string name(text::trimmed(command.name));
  if (!is_valid_name(name)) return refuse(ErrorCode::group_name_invalid);
  const std::vector<UserId> others = without_repeats(command.user_ids);
  if (others.empty() || others.size() >= largest_group)
    return refuse(ErrorCode::bad_request, "user_ids: 1 to 1,999 expected");
  for (const UserId other : others) {
    if (!FriendService::are_friends(tx, user_id, other)) return refuse(ErrorCode::not_friends);
  }

  const ConversationId conversation_id = group::open(tx, name, user_id, others);
  group_audit_store::add(tx, conversation_id, user_id, GroupAct::create);
  return ConversationService::view(tx, conversation_id, user_id);
}

Result<GroupMemberPage> GroupService::members(Tx& tx, UserId user_id, const ListGroupMembers& command) {
  const int limit = command.limit.value_or(default_page);
  if (limit < 1 || limit > largest_page) return refuse(ErrorCode::bad_request, "limit: 1 to 100 expected");
  if (!group::owner_seen_by(tx, command.conversation_id, user_id)) return refuse(ErrorCode::not_found);
  GroupMemberPage page;
  // One more than asked for, to know whether there is more.
  page.members = group::members_after(tx, command.conversation_id, command.after.value_or(UserId{}), limit + 1);
  page.has_more = page.members.size() > static_cast<std::size_t>(limit);
  if (page.has_more) page.members.pop_back();
  return page;
}

Result<Done> GroupService::done(Tx& tx, ConversationId conversation_id, UserId user_id, GroupAct act) {
  group_audit_store::add(tx, conversation_id, user_id, act);
  return Done{};
}

Result<Done> GroupService::leave(Tx& tx, UserId user_id, const LeaveGroup& command) {
  const auto role = group::role_of(tx, command.conversation_id, user_id);
  if (!role) return refuse(ErrorCode::not_found);
  if (!may(*role, GroupAct::leave)) return refuse(ErrorCode::owner_stays);
  group::remove(tx, command.conversation_id, user_id);
  return done(tx, command.conversation_id, user_id, GroupAct::leave);
}

Result<Done> GroupService::dissolve(Tx& tx, UserId user_id, const DissolveGroup& command) {
  if (!is_allowed(tx, user_id, command.conversation_id, GroupAct::dissolve)) return refuse(ErrorCode::not_found);
  group::remove_everybody(tx, command.conversation_id);
  return done(tx, command.conversation_id, user_id, GroupAct::dissolve);
}

Result<Done> GroupService::rename(Tx& tx, UserId user_id, const RenameGroup& command) {
  if (!is_allowed(tx, user_id, command.conversation_id, GroupAct::rename)) return refuse(ErrorCode::not_found);
  const std::string name(text::trimmed(command.name));
  if (!is_valid_name(name)) return refuse(ErrorCode::group_name_invalid);
  group::rename(tx, command.conversation_id, name);
  group::say(tx, command.conversation_id, user_id, NoticeKind::group_renamed,
             fmt::format("{} 把群名称改为“{}”。", group::name_of(tx, user_id), name));
  return done(tx, command.conversation_id, user_id, GroupAct::rename);
}

Result<Done> GroupService::invite(Tx& tx, UserId user_id, const InviteToGroup& command) {
  const ConversationId conversation_id = command.conversation_id;
  if (!is_allowed(tx, user_id, conversation_id, GroupAct::invite)) return refuse(ErrorCode::not_found);
  std::vector<UserId> newcomers = without_repeats(command.user_ids);
  if (newcomers.empty() || newcomers.size() >= largest_group)
    return refuse(ErrorCode::bad_request, "user_ids: 1 to 1,999 expected");
  for (const UserId newcomer : newcomers) {
    if (!FriendService::are_friends(tx, user_id, newcomer)) return refuse(ErrorCode::not_friends);
  }
  auto is_in_it = [&](UserId newcomer) { return group::role_of(tx, conversation_id, newcomer).has_value(); };
  newcomers.erase(std::remove_if(newcomers.begin(), newcomers.end(), is_in_it), newcomers.end());
  if (newcomers.empty()) return Done{};
  if (static_cast<std::size_t>(group::member_count(tx, conversation_id)) + newcomers.size() > largest_group)
    return refuse(ErrorCode::bad_request, "user_ids: a group has at most 2,000 members");

  group::add(tx, conversation_id, newcomers);
  std::string names = group::name_of(tx, newcomers.front());
  if (newcomers.size() > 1) names += fmt::format(" 等 {} 人", newcomers.size());
  group::say(tx, conversation_id, user_id, NoticeKind::members_invited,
             fmt::format("{} 邀请 {} 加入了群聊。", group::name_of(tx, user_id), names));
  return done(tx, conversation_id, user_id, GroupAct::invite);
}

Result<Done> GroupService::remove(Tx& tx, UserId user_id, const RemoveFromGroup& command) {
  if (!target_of(tx, user_id, command.conversation_id, GroupAct::remove, command.user_id))
    return refuse(ErrorCode::not_found);
  group::remove(tx, command.conversation_id, command.user_id);
  group::say(tx, command.conversation_id, user_id, NoticeKind::member_removed,
             fmt::format("{} 把 {} 移出了群聊。", group::name_of(tx, user_id), group::name_of(tx, command.user_id)));
  return done(tx, command.conversation_id, user_id, GroupAct::remove);
}

Result<Done> GroupService::set_admin(Tx& tx, UserId user_id, const SetGroupAdmin& command) {
  const auto target = target_of(tx, user_id, command.conversation_id, GroupAct::set_admin, command.user_id);
  if (!target) return refuse(ErrorCode::not_found);
  const GroupRole role = command.admin ? GroupRole::admin : GroupRole::member;
  if (*target == role) return Done{};
  if (command.admin && group::admin_count(tx, command.conversation_id) >= most_admins)
    return refuse(ErrorCode::bad_request, "admin: at most 10 in a group");
  group::set_role(tx, command.conversation_id, command.user_id, role);
  group::say(
      tx, command.conversation_id, user_id, command.admin ? NoticeKind::admin_named : NoticeKind::admin_dismissed,
      fmt::format("{} {}。", group::name_of(tx, command.user_id), command.admin ? "成为管理员" : "不再是管理员"));
  return done(tx, command.conversation_id, user_id, GroupAct::set_admin);
}

Result<Done> GroupService::transfer(Tx& tx, UserId user_id, const TransferGroup& command) {
  if (!target_of(tx, user_id, command.conversation_id, GroupAct::transfer, command.user_id))
    return refuse(ErrorCode::not_found);
  group::set_owner(tx, command.conversation_id, command.user_id);
  group::say(tx, command.conversation_id, user_id, NoticeKind::owner_changed,
             fmt::format("{} 成为群主。", group::name_of(tx, command.user_id)));
  return done(tx, command.conversation_id, user_id, GroupAct::transfer);
}

}  // namespace ling
