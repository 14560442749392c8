#include "histories/play_commands.hpp"
#include "histories/turn.hpp"

namespace ling::histories {

void Turn::configure() {
  const InGroup in = in_group();
  ConfigureGroup configure{.conversation_id = in.group};
  if (chance(2)) {
    // Who would come in must ask: much has to come together for that, so it is led to.
    configure.joining = GroupJoining::approval;
    configure.findable = true;
  } else {
    if (chance(2)) configure.joining = static_cast<GroupJoining>(random_.below(4));
    configure.findable = maybe();
  }
  if (chance(2)) configure.history = static_cast<GroupHistory>(random_.below(3));
  if (chance(4)) configure.inviting = static_cast<GroupWho>(random_.below(2));
  if (chance(4)) configure.mentioning = static_cast<GroupWho>(random_.below(2));
  if (chance(4)) configure.calling = static_cast<GroupWho>(random_.below(2));
  if (chance(4)) configure.muted = chance(2);
  play_.command(in.device, configure);
}

void Turn::mute() {
  const InGroup in = in_group();
  const MuteMember mute{in.group, other_member(in), chance(3) ? 0 : static_cast<int>(random_.below(90)) + 1};
  play_.command(in.device, mute);
}

void Turn::exempt() {
  const InGroup in = in_group();
  const ExemptMember exempt{in.group, other_member(in), !chance(3)};
  play_.command(in.device, exempt);
}

void Turn::find_groups() {
  const InGroup in = in_group();
  const FindGroups find{.words = chance(2) ? "word" : std::to_string(in.group.value)};
  play_.command(device(), find);
}

void Turn::create_link() {
  const InGroup in = in_group();
  CreateGroupLink create{.conversation_id = in.group, .days = {}, .uses = {}};
  if (chance(2)) create.days = 1;
  if (chance(2)) create.uses = 1;
  play_.command(in.device, create);
}

void Turn::list_links() {
  const InGroup in = in_group();
  const ListGroupLinks list{in.group};
  play_.command(in.device, list);
}

void Turn::revoke_link() {
  const InGroup in = in_group();
  RevokeGroupLink revoke{in.group, {static_cast<std::int64_t>(random_.below(4)) + 1}};
  for (const ConversationId id : play_.model_.conversations()) {
    for (const auto& [link_id, link] : play_.model_.conversation(id).links) {
      if (chance(2)) revoke = {id, link_id};
    }
  }
  play_.command(chance(2) ? leader_of(revoke.conversation_id) : in.device, revoke);
}

void Turn::read_link() {
  const ReadGroupLink read{link_code()};
  play_.command(device(), read);
}

void Turn::join_by_link() {
  const JoinGroup join{.code = link_code(), .conversation_id = {}, .reason = chance(2) ? "" : word()};
  play_.command(device(), join);
}

void Turn::join_by_number() {
  JoinGroup join{.code = {}, .conversation_id = in_group().group, .reason = chance(2) ? "" : word()};
  Play::Device& asker = device();
  for (const ConversationId id : play_.model_.conversations()) {
    const bool may = play_.model_.conversation(id).rules.findable && !play_.model_.is_member(asker.user_id, id);
    if (may && !chance(4)) join.conversation_id = id;
  }
  play_.command(asker, join);
}

void Turn::list_join_requests() {
  const InGroup in = in_group();
  const ListJoinRequests list{in.group};
  play_.command(in.device, list);
}

void Turn::decide() {
  const InGroup in = in_group();
  DecideJoinRequest decide{in.group, {static_cast<std::int64_t>(random_.below(4)) + 1}, !chance(3)};
  for (const ConversationId id : play_.model_.conversations()) {
    for (const ModelJoinRequest& request : play_.model_.conversation(id).join_requests) {
      if (request.state == JoinState::waiting || chance(4)) decide = {id, request.request_id, decide.admit};
    }
  }
  play_.command(chance(4) ? in.device : leader_of(decide.conversation_id), decide);
}

std::string Turn::link_code() {
  std::string code = "00000000";
  for (const ConversationId id : play_.model_.conversations()) {
    for (const auto& [link_id, link] : play_.model_.conversation(id).links) {
      if (!chance(3)) code = link.code;
    }
  }
  return code;
}

}  // namespace ling::histories
