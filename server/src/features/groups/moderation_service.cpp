#include "features/groups/moderation_service.hpp"

#include "binding/bind.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/groups/group_access.hpp"
#include "features/groups/group_deeds.hpp"
#include "foundation/json_codec.hpp"

namespace ling {
namespace group = group_conversation_service;
using group_access::seat_for;
using group_access::target_for;
namespace {

constexpr int longest_mute = 525'600;
constexpr Milliseconds minute = 60LL * 1000;

GroupRules changed(GroupRules rules, const ConfigureGroup& command) {
  rules.joining = command.joining.value_or(rules.joining);
  rules.findable = command.findable.value_or(rules.findable);
  rules.history = command.history.value_or(rules.history);
  rules.inviting = command.inviting.value_or(rules.inviting);
  rules.mentioning = command.mentioning.value_or(rules.mentioning);
  rules.calling = command.calling.value_or(rules.calling);
  rules.muted = command.muted.value_or(rules.muted);
  return rules;
}

}  // namespace

void ModerationService::bind(Dispatcher& dispatcher) {
  bind_write<ConfigureGroup>(dispatcher, database_, RateClass::social, &ModerationService::configure);
  bind_write<MuteMember>(dispatcher, database_, RateClass::social, &ModerationService::mute);
  bind_write<ExemptMember>(dispatcher, database_, RateClass::social, &ModerationService::exempt);
}

Result<void> ModerationService::may_write_in(Tx& tx, UserId user_id, ConversationId conversation_id,
                                             bool to_everybody) {
  const auto seat = group::seat_of(tx, conversation_id, user_id);
  if (!seat) return refuse(ErrorCode::not_found);
  const GroupRules rules = group::rules_of(tx, conversation_id);
  if (!may_write(seat->role, rules, seat->muted_until, seat->exempt, tx.now())) return refuse(ErrorCode::muted);
  if (to_everybody && !may_mention_everybody(seat->role, rules)) return refuse(ErrorCode::mention_refused);
  return {};
}

Result<Done> ModerationService::configure(Tx& tx, UserId user_id, const ConfigureGroup& command) {
  const ConversationId conversation_id = command.conversation_id;
  if (!seat_for(tx, user_id, conversation_id, GroupAct::configure)) return refuse(ErrorCode::not_found);
  Group group = group::group_of(tx, conversation_id);
  const GroupRules before = group.rules;
  group.rules = changed(before, command);
  if (json::encode(group.rules) == json::encode(before)) return Done{};
  group::change(tx, conversation_id, group);

  const bool silence = group.rules.muted != before.muted;
  if (silence) {
    group_deeds::tell(tx, group.rules.muted ? NoticeKind::everybody_muted : NoticeKind::everybody_unmuted,
                      {conversation_id, user_id, GroupAct::configure});
  }
  GroupRules rest = before;
  rest.muted = group.rules.muted;
  if (json::encode(group.rules) != json::encode(rest))
    group_deeds::tell(tx, NoticeKind::group_configured, {conversation_id, user_id, GroupAct::configure});
  return Done{};
}

Result<Done> ModerationService::mute(Tx& tx, UserId user_id, const MuteMember& command) {
  const ConversationId conversation_id = command.conversation_id;
  auto target = target_for(tx, user_id, conversation_id, GroupAct::mute, command.user_id);
  if (!target) return refuse(ErrorCode::not_found);
  if (command.minutes < 0 || command.minutes > longest_mute)
    return refuse(ErrorCode::bad_request, "minutes: 0 to 525,600 expected");
  if (command.minutes == 0 && target->muted_until <= tx.now()) return Done{};
  target->muted_until = command.minutes == 0 ? 0 : tx.now() + command.minutes * minute;
  group::change_seat(tx, conversation_id, *target);
  group_deeds::tell(tx, command.minutes == 0 ? NoticeKind::member_unmuted : NoticeKind::member_muted,
                    {.conversation_id = conversation_id,
                     .actor = user_id,
                     .act = GroupAct::mute,
                     .people = {command.user_id},
                     .words = command.minutes == 0 ? "" : std::to_string(command.minutes)});
  return Done{};
}

Result<Done> ModerationService::exempt(Tx& tx, UserId user_id, const ExemptMember& command) {
  const ConversationId conversation_id = command.conversation_id;
  auto target = target_for(tx, user_id, conversation_id, GroupAct::exempt, command.user_id);
  if (!target) return refuse(ErrorCode::not_found);
  if (target->exempt == command.exempt) return Done{};
  target->exempt = command.exempt;
  group::change_seat(tx, conversation_id, *target);
  group_deeds::tell(tx, command.exempt ? NoticeKind::member_exempted : NoticeKind::member_not_exempted,
                    {conversation_id, user_id, GroupAct::exempt, {command.user_id}});
  return Done{};
}

}  // namespace ling
