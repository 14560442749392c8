#include "histories/play_commands.hpp"
#include "histories/turn.hpp"

#include <algorithm>
#include <iterator>

namespace ling::histories {
namespace {

/// One of the keys of a map that has some.
template <class Map>
auto one_of(const Map& map, std::size_t choice) {
  return std::next(map.begin(), static_cast<std::ptrdiff_t>(choice % map.size()))->first;
}

}  // namespace

void Turn::create_group() {
  Play::Device& founder = device();
  const CreateGroup create{.name = word(), .user_ids = some_friends(founder.user_id)};
  play_.command(founder, create);
}

void Turn::list_members() {
  const InGroup in = in_group();
  const ListGroupMembers list{.conversation_id = in.group};
  play_.command(in.device, list);
}

void Turn::invite() {
  const InGroup in = in_group();
  const InviteToGroup invite{in.group, some_friends(in.device.user_id)};
  play_.command(in.device, invite);
}

void Turn::leave() {
  const InGroup in = in_group();
  const LeaveGroup leave{in.group};
  play_.command(in.device, leave);
}

void Turn::remove() {
  const InGroup in = in_group();
  const RemoveFromGroup remove{in.group, other_member(in)};
  play_.command(in.device, remove);
}

void Turn::rename() {
  const InGroup in = in_group();
  const RenameGroup rename{in.group, word()};
  play_.command(in.device, rename);
}

void Turn::set_admin() {
  const InGroup in = in_group();
  const SetGroupAdmin set{in.group, other_member(in), !chance(3)};
  play_.command(in.device, set);
}

void Turn::transfer() {
  const InGroup in = in_group();
  const TransferGroup transfer{in.group, other_member(in)};
  play_.command(in.device, transfer);
}

void Turn::dissolve() {
  const InGroup in = in_group();
  const DissolveGroup dissolve{in.group};
  play_.command(in.device, dissolve);
}

void Turn::describe() {
  const InGroup in = in_group();
  const DescribeGroup describe{in.group, chance(4) ? "" : word()};
  play_.command(in.device, describe);
}

void Turn::set_nickname() {
  const InGroup in = in_group();
  const SetGroupNickname set{in.group, chance(4) ? "" : word()};
  play_.command(in.device, set);
}

void Turn::announce() {
  const InGroup in = in_group();
  const PublishAnnouncement announce{in.group, word(), !chance(3)};
  play_.command(in.device, announce);
}

void Turn::list_announcements() {
  const InGroup in = in_group();
  const ListAnnouncements list{.conversation_id = in.group, .before = {}};
  play_.command(in.device, list);
}

void Turn::dismiss_announcement() {
  const InGroup in = in_group();
  const DismissAnnouncement dismiss{in.group, announcement(in.group)};
  play_.command(in.device, dismiss);
}

void Turn::list_confirmations() {
  const InGroup in = in_group();
  const ListConfirmations list{
      .conversation_id = in.group, .announcement_id = announcement(in.group), .confirmed = chance(2), .after = {}};
  play_.command(in.device, list);
}

void Turn::remind() {
  const InGroup in = in_group();
  const RemindOfAnnouncement remind{in.group};
  play_.command(in.device, remind);
}

AnnouncementId Turn::announcement(ConversationId group) {
  const auto all = play_.model_.conversations();
  if (chance(8) || group.value > static_cast<std::int64_t>(all.size())) return {7};
  const auto& announcements = play_.model_.conversation(group).announcements;
  return announcements.empty() ? AnnouncementId{7} : one_of(announcements, random_.below(64));
}

std::vector<UserId> Turn::some_friends(UserId user_id) {
  const auto& friends = play_.model_.person(user_id).friends;
  std::vector<UserId> people;
  for (std::size_t count = 1 + random_.below(2); count > 0; --count)
    people.push_back(friends.empty() || chance(8) ? anybody() : one_of(friends, random_.below(64)));
  return people;
}

Turn::InGroup Turn::in_group() {
  std::vector<ConversationId> groups = play_.model_.conversations();
  std::erase_if(groups, [&](ConversationId id) {
    const ModelConversation& one = play_.model_.conversation(id);
    return one.kind != ConversationKind::group || one.members.empty();
  });
  Play::Device& anyone = device();
  if (groups.empty() || chance(10)) return {anyone, conversation(anyone)};
  const ConversationId group = groups[random_.below(groups.size())];
  const auto& members = play_.model_.conversation(group).members;
  if (chance(2)) return {device_of(one_of(members, random_.below(64))), group};
  return {leader_of(group), group};
}

Play::Device& Turn::leader_of(ConversationId group) {
  Play::Device& anyone = device();
  const auto all = play_.model_.conversations();
  if (std::find(all.begin(), all.end(), group) == all.end()) return anyone;
  for (const auto& [user_id, one] : play_.model_.conversation(group).members) {
    if (one.role == GroupRole::owner) return device_of(user_id);
  }
  return anyone;
}

UserId Turn::other_member(const InGroup& in) {
  const auto all = play_.model_.conversations();
  if (chance(8) || in.group.value > static_cast<std::int64_t>(all.size())) return anybody();
  const auto& members = play_.model_.conversation(in.group).members;
  return members.empty() ? anybody() : one_of(members, random_.below(64));
}

}  // namespace ling::histories
