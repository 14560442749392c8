#include "histories/model.hpp"

#include <algorithm>

namespace ling::histories {
namespace {

constexpr Milliseconds day = 24LL * 60 * 60 * 1000;

}  // namespace

Model::Outcome Model::run(UserId me, const PublishAnnouncement& command, Done&) {
  ModelConversation* group = group_led_by(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  const AnnouncementId id{++announcements_};
  ModelAnnouncement& announcement = group->announcements[id];
  announcement = {.author_id = me,
                  .text = command.text,
                  .must_confirm = command.must_confirm,
                  .published_at = now_,
                  .confirmed = {}};
  if (command.must_confirm) announcement.confirmed.insert(me);
  group->members[me].seen = id;
  say(command.conversation_id, me, NoticeKind::announcement_published);
  return {};
}

Model::Outcome Model::run(UserId me, const ListAnnouncements& command, AnnouncementPage& answer) {
  const ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr) return ErrorCode::not_found;
  answer.announcements.resize(group->announcements.size());
  std::size_t i = group->announcements.size();
  for (const auto& [id, one] : group->announcements) {
    Announcement& out = answer.announcements[--i];  // the newest first
    out.announcement_id = id;
    out.author.user_id = one.author_id;
    out.text = one.text;
    out.must_confirm = one.must_confirm;
    out.published_at = one.published_at;
    out.reminded_at = one.reminded_at;
    out.confirmed = one.confirmed.contains(me);
  }
  return {};
}

Model::Outcome Model::run(UserId me, const DismissAnnouncement& command, Done&) {
  ModelConversation* group = group_of(me, command.conversation_id);
  if (group == nullptr || !group->announcements.contains(command.announcement_id)) return ErrorCode::not_found;
  ModelAnnouncement& announcement = group->announcements[command.announcement_id];
  if (announcement.must_confirm) announcement.confirmed.insert(me);
  AnnouncementId& seen = group->members[me].seen;
  seen = std::max(seen, command.announcement_id);
  return {};
}

Model::Outcome Model::run(UserId me, const ListConfirmations& command, GroupMemberPage& answer) {
  ModelConversation* group = group_led_by(me, command.conversation_id);
  if (group == nullptr || !group->announcements.contains(command.announcement_id)) return ErrorCode::not_found;
  const auto& confirmed = group->announcements[command.announcement_id].confirmed;
  std::size_t i = 0;
  for (const auto& [user_id, one] : group->members) {
    if (confirmed.contains(user_id) != command.confirmed) continue;
    if (answer.members.size() <= i) answer.members.emplace_back();
    describe_member(user_id, one, answer.members[i++]);
  }
  answer.members.resize(i);
  return {};
}

Model::Outcome Model::run(UserId me, const RemindOfAnnouncement& command, Done&) {
  ModelConversation* group = group_led_by(me, command.conversation_id);
  if (group == nullptr || group->announcements.empty()) return ErrorCode::not_found;
  ModelAnnouncement& headline = group->announcements.rbegin()->second;
  if (!headline.must_confirm) return ErrorCode::not_found;
  if (headline.reminded_at + day > now_) return ErrorCode::too_many_requests;
  headline.reminded_at = now_;
  say(command.conversation_id, me, NoticeKind::announcement_reminded);
  for (auto& [user_id, one] : group->members) {
    if (!headline.confirmed.contains(user_id)) one.marked_unread = true;
  }
  return {};
}

void Model::describe_group(UserId me, const ModelConversation& conversation, Conversation& view) const {
  if (!view.group) view.group.emplace();
  Group& group = *view.group;
  group.name = conversation.name;
  group.description = conversation.description;
  group.member_count = static_cast<int>(conversation.members.size());
  group.face_ids.clear();
  for (const auto& [user_id, one] : conversation.members) {
    if (one.role == GroupRole::owner) group.owner_id = user_id;
    group.face_ids.push_back(user_id);  // there are fewer people than faces
  }
  group.rules = conversation.rules;
  group.headline.reset();
  if (!conversation.announcements.empty()) {
    const auto& [id, newest] = *conversation.announcements.rbegin();
    group.headline = GroupHeadline{id, newest.text, newest.must_confirm};
  }
  const ModelMember& mine = conversation.members.at(me);
  if (!view.standing) view.standing.emplace();
  view.standing->role = mine.role;
  view.standing->nickname = mine.nickname;
  view.standing->seen_announcement_id = mine.seen;
  view.standing->muted_until = mine.muted_until;
  view.standing->exempt = mine.exempt;
  view.standing->first_seq = mine.first_seq;
  view.standing->waiting_requests = mine.role == GroupRole::member ? 0 : conversation.waiting;
}

void Model::describe_member(UserId user_id, const ModelMember& member, GroupMember& out) const {
  out.user.user_id = user_id;
  describe(user_id, out.user);
  out.role = member.role;
  out.nickname = member.nickname;
  out.muted_until = member.muted_until;
  out.exempt = member.exempt;
}

}  // namespace ling::histories
