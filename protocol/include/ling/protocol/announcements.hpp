// Announcements of groups: publishing, dismissing, who has confirmed them.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "ling/protocol/declaration.hpp"
#include "ling/protocol/groups.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

struct PublishAnnouncement {
  static constexpr CommandInfo command{"group.announce", Access::signed_in,
                                       "Announce something to all members, as the owner or an admin; for others "
                                       "not_found. It is the group's headline until the next one."};
  using Answer = Done;
  ConversationId conversation_id;
  std::string text;  ///< 1 to 2,000 characters after trimming.
  bool must_confirm = false;
};
BOOST_DESCRIBE_STRUCT(PublishAnnouncement, (), (conversation_id, text, must_confirm))

struct EditAnnouncement {
  static constexpr CommandInfo command{"group.edit_announcement", Access::signed_in,
                                       "Change an announcement, as the owner or an admin; for others not_found."};
  using Answer = Done;
  ConversationId conversation_id;
  AnnouncementId announcement_id;
  std::string text;  ///< 1 to 2,000 characters after trimming.
  bool must_confirm = false;
  bool again = false;  ///< Announce it anew: it gets a new announcement_id, and nobody has confirmed it.
};
BOOST_DESCRIBE_STRUCT(EditAnnouncement, (), (conversation_id, announcement_id, text, must_confirm, again))

struct WithdrawAnnouncement {
  static constexpr CommandInfo command{"group.withdraw_announcement", Access::signed_in,
                                       "Take an announcement away, as the owner or an admin; for others not_found. If "
                                       "it is the group's headline, there is none then."};
  using Answer = Done;
  ConversationId conversation_id;
  AnnouncementId announcement_id;
};
BOOST_DESCRIBE_STRUCT(WithdrawAnnouncement, (), (conversation_id, announcement_id))

struct Announcement {
  AnnouncementId announcement_id;
  User author;
  std::string text;
  bool must_confirm = false;
  Milliseconds published_at = 0;
  Milliseconds edited_at = 0;    ///< 0 = never.
  int confirmed_count = 0;       ///< Members who confirmed it.
  bool confirmed = false;        ///< I did.
  Milliseconds reminded_at = 0;  ///< 0 = nobody was reminded yet.
};
BOOST_DESCRIBE_STRUCT(Announcement, (),
                      (announcement_id, author, text, must_confirm, published_at, edited_at, confirmed_count, confirmed,
                       reminded_at))

struct AnnouncementPage {
  std::vector<Announcement> announcements;  ///< Newest first, at most 20.
  bool has_more = false;
};
BOOST_DESCRIBE_STRUCT(AnnouncementPage, (), (announcements, has_more))

struct ListAnnouncements {
  static constexpr CommandInfo command{"group.announcements", Access::signed_in,
                                       "What was announced in a group of mine, in pages."};
  using Answer = AnnouncementPage;
  ConversationId conversation_id;
  std::optional<AnnouncementId> before;  ///< Older ones than this.
};
BOOST_DESCRIBE_STRUCT(ListAnnouncements, (), (conversation_id, before))

struct DismissAnnouncement {
  static constexpr CommandInfo command{"group.dismiss_announcement", Access::signed_in,
                                       "I have read an announcement: it is my headline no longer, and confirmed where "
                                       "that is asked for."};
  using Answer = Done;
  ConversationId conversation_id;
  AnnouncementId announcement_id;
};
BOOST_DESCRIBE_STRUCT(DismissAnnouncement, (), (conversation_id, announcement_id))

struct ListConfirmations {
  static constexpr CommandInfo command{"group.confirmations", Access::signed_in,
                                       "Who has confirmed an announcement, or who has not, as the owner or an admin; "
                                       "for others not_found."};
  using Answer = GroupMemberPage;  ///< Without leaders.
  ConversationId conversation_id;
  AnnouncementId announcement_id;
  bool confirmed = false;       ///< Those who have; false: those who have not.
  std::optional<UserId> after;  ///< Those with a greater user_id; at most 50 are listed.
};
BOOST_DESCRIBE_STRUCT(ListConfirmations, (), (conversation_id, announcement_id, confirmed, after))

struct RemindOfAnnouncement {
  static constexpr CommandInfo command{"group.remind", Access::signed_in,
                                       "Remind of the headline: a line in the room, which becomes unread for those "
                                       "who have not confirmed. As the owner or an admin, once a day; for others "
                                       "not_found."};
  using Answer = Done;
  ConversationId conversation_id;
};
BOOST_DESCRIBE_STRUCT(RemindOfAnnouncement, (), (conversation_id))

using AnnouncementCommands = CommandList<PublishAnnouncement, EditAnnouncement, WithdrawAnnouncement, ListAnnouncements,
                                         DismissAnnouncement, ListConfirmations, RemindOfAnnouncement>;

struct AnnouncementSeen {
  static constexpr EventInfo event{"group.announcement_seen", Durability::durable,
                                   "My standing's seen_announcement_id changed, on this device or another."};
  ConversationId conversation_id;
  AnnouncementId seen_announcement_id;
};
BOOST_DESCRIBE_STRUCT(AnnouncementSeen, (), (conversation_id, seen_announcement_id))

using AnnouncementEvents = EventList<AnnouncementSeen>;

}  // namespace ling
