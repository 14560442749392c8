#include "features/groups/announcement_service.hpp"

#include "binding/bind.hpp"
#include "features/accounts/user_directory.hpp"
#include "features/chat/group_conversation_service.hpp"
#include "features/groups/announcement_store.hpp"
#include "features/groups/group_access.hpp"
#include "features/groups/group_deeds.hpp"
#include "features/groups/group_text.hpp"
#include "foundation/text.hpp"

#include <algorithm>

namespace ling {
namespace group = group_conversation_service;
using group_access::seat_for;
namespace {

constexpr std::size_t longest_announcement = 2000;
constexpr int announcement_page = 20;
constexpr std::size_t confirmation_page = 50;
constexpr Milliseconds day = 24LL * 60 * 60 * 1000;

bool contains(const std::vector<UserId>& ascending, UserId user_id) {
  return std::binary_search(ascending.begin(), ascending.end(), user_id);
}

Announcement shown(Tx& tx, const announcement_store::Row& row, UserId viewer) {
  const std::vector<UserId> confirmed = announcement_store::confirmed_by(tx, row.announcement_id);
  return {.announcement_id = row.announcement_id,
          .author = user_directory::user(tx, row.author_id).value(),
          .text = row.text,
          .must_confirm = row.must_confirm,
          .published_at = row.published_at,
          .edited_at = row.edited_at,
          .confirmed_count = static_cast<int>(confirmed.size()),
          .confirmed = contains(confirmed, viewer),
          .reminded_at = row.reminded_at};
}

/// The text as it is kept; nothing when it cannot be announced.
std::optional<std::string> worded(const std::string& text) {
  std::string trimmed(text::trimmed(text));
  if (trimmed.empty() || !group_text::is_text(trimmed, longest_announcement)) return std::nullopt;
  return trimmed;
}

void set_headline(Tx& tx, ConversationId conversation_id, std::optional<GroupHeadline> headline) {
  Group group = group::group_of(tx, conversation_id);
  group.headline = std::move(headline);
  group::change(tx, conversation_id, group);
}

bool is_headline(Tx& tx, const announcement_store::Row& row) {
  const auto headline = group::group_of(tx, row.conversation_id).headline;
  return headline && headline->announcement_id == row.announcement_id;
}

void announce(Tx& tx, ConversationId conversation_id, UserId author, const std::string& text, bool must_confirm) {
  const AnnouncementId id = announcement_store::add(tx, conversation_id, author, text, must_confirm);
  set_headline(tx, conversation_id, GroupHeadline{id, group_text::beginning(text), must_confirm});
  // Who writes something has read it.
  if (must_confirm) announcement_store::confirm(tx, id, author);
  group::see(tx, conversation_id, author, id);
  group_deeds::tell(tx, NoticeKind::announcement_published,
                    {.conversation_id = conversation_id,
                     .actor = author,
                     .act = GroupAct::announce,
                     .words = group_text::beginning(text)});
}

}  // namespace

void AnnouncementService::bind(Dispatcher& dispatcher) {
  bind_write<PublishAnnouncement>(dispatcher, database_, RateClass::social, &AnnouncementService::publish);
  bind_write<EditAnnouncement>(dispatcher, database_, RateClass::social, &AnnouncementService::edit);
  bind_write<WithdrawAnnouncement>(dispatcher, database_, RateClass::social, &AnnouncementService::withdraw);
  bind_read<ListAnnouncements>(dispatcher, database_, RateClass::cheap, &AnnouncementService::list);
  bind_write<DismissAnnouncement>(dispatcher, database_, RateClass::cheap, &AnnouncementService::dismiss);
  bind_read<ListConfirmations>(dispatcher, database_, RateClass::cheap, &AnnouncementService::confirmations);
  bind_write<RemindOfAnnouncement>(dispatcher, database_, RateClass::social, &AnnouncementService::remind);
}

Result<Done> AnnouncementService::publish(Tx& tx, UserId user_id, const PublishAnnouncement& command) {
  const ConversationId conversation_id = command.conversation_id;
  if (!seat_for(tx, user_id, conversation_id, GroupAct::announce)) return refuse(ErrorCode::not_found);
  const auto text = worded(command.text);
  if (!text) return refuse(ErrorCode::group_text_invalid);
  announce(tx, conversation_id, user_id, *text, command.must_confirm);
  return Done{};
}

Result<Done> AnnouncementService::edit(Tx& tx, UserId user_id, const EditAnnouncement& command) {
  const ConversationId conversation_id = command.conversation_id;
  if (!seat_for(tx, user_id, conversation_id, GroupAct::edit_announcement)) return refuse(ErrorCode::not_found);
  const auto row = announcement_store::one(tx, conversation_id, command.announcement_id);
  if (!row) return refuse(ErrorCode::not_found);
  const auto text = worded(command.text);
  if (!text) return refuse(ErrorCode::group_text_invalid);
  if (command.again) {
    announcement_store::remove(tx, row->announcement_id);
    announce(tx, conversation_id, user_id, *text, command.must_confirm);
    return Done{};
  }
  if (*text == row->text && command.must_confirm == row->must_confirm) return Done{};
  announcement_store::edit(tx, row->announcement_id, *text, command.must_confirm);
  const GroupHeadline headline{row->announcement_id, group_text::beginning(*text), command.must_confirm};
  if (is_headline(tx, *row)) set_headline(tx, conversation_id, headline);
  group_deeds::tell(tx, NoticeKind::announcement_edited,
                    {.conversation_id = conversation_id,
                     .actor = user_id,
                     .act = GroupAct::edit_announcement,
                     .words = headline.beginning});
  return Done{};
}

Result<Done> AnnouncementService::withdraw(Tx& tx, UserId user_id, const WithdrawAnnouncement& command) {
  const ConversationId conversation_id = command.conversation_id;
  if (!seat_for(tx, user_id, conversation_id, GroupAct::withdraw_announcement)) return refuse(ErrorCode::not_found);
  const auto row = announcement_store::one(tx, conversation_id, command.announcement_id);
  if (!row) return refuse(ErrorCode::not_found);
  announcement_store::remove(tx, row->announcement_id);
  if (is_headline(tx, *row)) set_headline(tx, conversation_id, std::nullopt);
  group_deeds::tell(tx, NoticeKind::announcement_withdrawn,
                    {conversation_id, user_id, GroupAct::withdraw_announcement});
  return Done{};
}

Result<AnnouncementPage> AnnouncementService::list(Tx& tx, UserId user_id, const ListAnnouncements& command) {
  if (!group::seat_of(tx, command.conversation_id, user_id)) return refuse(ErrorCode::not_found);
  // One more than is shown, to know whether there is more.
  auto rows = announcement_store::before(tx, command.conversation_id, command.before, announcement_page + 1);
  AnnouncementPage page;
  page.has_more = rows.size() > announcement_page;
  if (page.has_more) rows.pop_back();
  for (const auto& row : rows)
    page.announcements.push_back(shown(tx, row, user_id));
  return page;
}

Result<Done> AnnouncementService::dismiss(Tx& tx, UserId user_id, const DismissAnnouncement& command) {
  const auto seat = group::seat_of(tx, command.conversation_id, user_id);
  const auto row = announcement_store::one(tx, command.conversation_id, command.announcement_id);
  if (!seat || !row) return refuse(ErrorCode::not_found);
  if (row->must_confirm) announcement_store::confirm(tx, row->announcement_id, user_id);
  if (seat->seen_announcement_id < row->announcement_id)
    group::see(tx, command.conversation_id, user_id, row->announcement_id);
  return Done{};
}

Result<GroupMemberPage> AnnouncementService::confirmations(Tx& tx, UserId user_id, const ListConfirmations& command) {
  const ConversationId conversation_id = command.conversation_id;
  if (!seat_for(tx, user_id, conversation_id, GroupAct::announce) ||
      !announcement_store::one(tx, conversation_id, command.announcement_id))
    return refuse(ErrorCode::not_found);
  const std::vector<UserId> confirmed = announcement_store::confirmed_by(tx, command.announcement_id);
  const UserId after = command.after.value_or(UserId{});
  GroupMemberPage page;
  std::vector<UserId> members = group::member_ids(tx, conversation_id);
  std::sort(members.begin(), members.end());
  for (const UserId member : members) {
    if (member <= after || contains(confirmed, member) != command.confirmed) continue;
    page.has_more = page.members.size() == confirmation_page;
    if (page.has_more) break;
    page.members.push_back(group::member_of(tx, group::seat_of(tx, conversation_id, member).value()));
  }
  return page;
}

Result<Done> AnnouncementService::remind(Tx& tx, UserId user_id, const RemindOfAnnouncement& command) {
  const ConversationId conversation_id = command.conversation_id;
  if (!seat_for(tx, user_id, conversation_id, GroupAct::remind)) return refuse(ErrorCode::not_found);
  const auto headline = group::group_of(tx, conversation_id).headline;
  if (!headline || !headline->must_confirm) return refuse(ErrorCode::not_found);
  const auto row = announcement_store::one(tx, conversation_id, headline->announcement_id).value();
  const Milliseconds wait = row.reminded_at + day - tx.now();
  if (wait > 0) return refuse(ErrorCode::too_many_requests, "once a day", static_cast<int>(wait));

  announcement_store::set_reminded(tx, row.announcement_id);
  const std::vector<UserId> confirmed = announcement_store::confirmed_by(tx, row.announcement_id);
  std::vector<UserId> others = group::member_ids(tx, conversation_id);
  std::erase_if(others, [&](UserId member) { return contains(confirmed, member); });
  group_deeds::tell(
      tx, NoticeKind::announcement_reminded,
      {.conversation_id = conversation_id, .actor = user_id, .act = GroupAct::remind, .words = headline->beginning});
  group::mark_unread(tx, conversation_id, others);
  return Done{};
}

}  // namespace ling
