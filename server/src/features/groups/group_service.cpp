#include "features/groups/group_service.hpp"

#include "features/chat/conversation_service.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/groups/group_audit_store.hpp"
#include "features/people/friend_service.hpp"
#include "foundation/text.hpp"

#include <algorithm>

namespace ling {
namespace {

constexpr std::size_t longest_name = 30;
constexpr std::size_t largest_group = 2000;
constexpr int largest_page = 100;
constexpr int default_page = 50;

bool is_valid_name(std::string_view name) {
  return text::is_utf8(name) && text::has_visible(name) && !text::has_control(name) &&
         text::characters(name) <= longest_name;
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
  dispatcher.on<LeaveGroup>(RateClass::social, [this](Request& request, LeaveGroup command) -> Task<Result<Done>> {
    const UserId user_id = request.user();
    auto work = [&](Tx& tx) { return leave(tx, user_id, command); };
    co_return co_await database_.write(std::move(work));
  });
  dispatcher.on<DissolveGroup>(RateClass::social,
                               [this](Request& request, DissolveGroup command) -> Task<Result<Done>> {
                                 const UserId user_id = request.user();
                                 auto work = [&](Tx& tx) { return dissolve(tx, user_id, command); };
                                 co_return co_await database_.write(std::move(work));
                               });
}

Result<Conversation> GroupService::create(Tx& tx, UserId user_id, const CreateGroup& command) {
  const std::string name(text::trimmed(command.name));
  if (!is_valid_name(name)) return refuse(ErrorCode::group_name_invalid);
  std::vector<UserId> others = command.user_ids;
  std::sort(others.begin(), others.end());
  others.erase(std::unique(others.begin(), others.end()), others.end());
  if (others.empty() || others.size() >= largest_group)
    return refuse(ErrorCode::bad_request, "user_ids: 1 to 1,999 expected");
  for (const UserId other : others) {
    if (!FriendService::are_friends(tx, user_id, other)) return refuse(ErrorCode::not_friends);
  }

  const ConversationId conversation_id = group_conversation_service::open(tx, name, user_id, others);
  group_audit_store::add(tx, conversation_id, user_id, GroupAct::create);
  return ConversationService::view(tx, conversation_id, user_id);
}

Result<GroupMemberPage> GroupService::members(Tx& tx, UserId user_id, const ListGroupMembers& command) {
  const int limit = command.limit.value_or(default_page);
  if (limit < 1 || limit > largest_page) return refuse(ErrorCode::bad_request, "limit: 1 to 100 expected");
  if (!group_conversation_service::owner_seen_by(tx, command.conversation_id, user_id))
    return refuse(ErrorCode::not_found);
  GroupMemberPage page;
  // One more than asked for, to know whether there is more.
  page.members = group_conversation_service::members_after(tx, command.conversation_id,
                                                           command.after.value_or(UserId{}), limit + 1);
  page.has_more = page.members.size() > static_cast<std::size_t>(limit);
  if (page.has_more) page.members.pop_back();
  return page;
}

Result<Done> GroupService::leave(Tx& tx, UserId user_id, const LeaveGroup& command) {
  const auto owner_id = group_conversation_service::owner_seen_by(tx, command.conversation_id, user_id);
  if (!owner_id) return refuse(ErrorCode::not_found);
  if (*owner_id == user_id) return refuse(ErrorCode::owner_stays);
  group_conversation_service::remove(tx, command.conversation_id, user_id);
  group_audit_store::add(tx, command.conversation_id, user_id, GroupAct::leave);
  return Done{};
}

Result<Done> GroupService::dissolve(Tx& tx, UserId user_id, const DissolveGroup& command) {
  const auto owner_id = group_conversation_service::owner_seen_by(tx, command.conversation_id, user_id);
  if (owner_id != user_id) return refuse(ErrorCode::not_found);
  group_conversation_service::remove_everybody(tx, command.conversation_id);
  group_audit_store::add(tx, command.conversation_id, user_id, GroupAct::dissolve);
  return Done{};
}

}  // namespace ling
