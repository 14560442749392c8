#include "features/groups/group_deeds.hpp"

#include "features/chat/group_conversation_service.hpp"
#include "features/groups/group_audit_store.hpp"

#include <fmt/format.h>

namespace ling::group_deeds {
namespace {

using group_conversation_service::named;

constexpr std::size_t most_named = 10;

std::string names(const NoticeDetails& details) {
  std::string names;
  for (const NoticePerson& one : details.people)
    names += (names.empty() ? "" : "、") + one.name;
  if (details.people_count > static_cast<int>(details.people.size()))
    names += fmt::format(" 等 {} 人", details.people_count);
  return names;
}

/// For clients that do not know the kind.
std::string in_words(NoticeKind kind, const NoticeDetails& details) {
  const std::string& who = details.actor.name;
  switch (kind) {
    case NoticeKind::became_friends:
    case NoticeKind::group_call_started:
      break;
    case NoticeKind::group_created:
      return fmt::format("{} 创建了群聊。", who);
    case NoticeKind::group_renamed:
      return fmt::format("{} 把群名称改为“{}”。", who, details.words);
    case NoticeKind::members_invited:
      return fmt::format("{} 邀请 {} 加入了群聊。", who, names(details));
    case NoticeKind::member_removed:
      return fmt::format("{} 把 {} 移出了群聊。", who, names(details));
    case NoticeKind::admin_named:
      return fmt::format("{} 成为管理员。", names(details));
    case NoticeKind::admin_dismissed:
      return fmt::format("{} 不再是管理员。", names(details));
    case NoticeKind::owner_changed:
      return fmt::format("{} 成为群主。", names(details));
    case NoticeKind::announcement_published:
      return fmt::format("{} 发布了群公告：{}", who, details.words);
    case NoticeKind::announcement_reminded:
      return fmt::format("{} 提醒大家确认群公告。", who);
    case NoticeKind::group_described:
      return fmt::format("{} 修改了群介绍。", who);
    case NoticeKind::group_configured:
      return fmt::format("{} 修改了群设置。", who);
    case NoticeKind::everybody_muted:
      return fmt::format("{} 开启了全员禁言。", who);
    case NoticeKind::everybody_unmuted:
      return fmt::format("{} 关闭了全员禁言。", who);
    case NoticeKind::member_muted:
      return fmt::format("{} 把 {} 禁言 {} 分钟。", who, names(details), details.words);
    case NoticeKind::member_unmuted:
      return fmt::format("{} 解除了 {} 的禁言。", who, names(details));
    case NoticeKind::member_exempted:
      return fmt::format("{} 允许 {} 在全员禁言时发言。", who, names(details));
    case NoticeKind::member_not_exempted:
      return fmt::format("{} 不再允许 {} 在全员禁言时发言。", who, names(details));
    case NoticeKind::member_joined:
      return fmt::format("{} 加入了群聊。", who);
    case NoticeKind::member_admitted:
      return fmt::format("{} 同意 {} 加入了群聊。", who, names(details));
    case NoticeKind::announcement_edited:
      return fmt::format("{} 修改了群公告：{}", who, details.words);
    case NoticeKind::announcement_withdrawn:
      return fmt::format("{} 撤下了群公告。", who);
    case NoticeKind::group_avatar_changed:
      return fmt::format("{} 换了群头像。", who);
  }
  return {};
}

}  // namespace

void record(Tx& tx, const GroupDeed& deed) {
  if (deed.people.empty()) {
    group_audit_store::add(tx, deed.conversation_id, deed.actor, deed.act, std::nullopt);
    return;
  }
  for (const UserId target : deed.people)
    group_audit_store::add(tx, deed.conversation_id, deed.actor, deed.act, target);
}

void tell(Tx& tx, NoticeKind kind, const GroupDeed& deed) {
  record(tx, deed);
  NoticeDetails details{.actor = named(tx, deed.conversation_id, deed.actor),
                        .people = {},
                        .people_count = static_cast<int>(deed.people.size()),
                        .words = deed.words};
  for (std::size_t i = 0; i < deed.people.size() && i < most_named; ++i)
    details.people.push_back(named(tx, deed.conversation_id, deed.people[i]));
  group_conversation_service::say(tx, deed.conversation_id, kind, details, in_words(kind, details));
}

}  // namespace ling::group_deeds
