#include "features/chat/group_store.hpp"

namespace ling::group_store {
namespace {

constexpr int most_faces = 9;

struct GroupRow {
  std::string name;
  UserId owner_id;
  int member_count = 0;
  std::string description;
  std::optional<GroupHeadline> headline;
};
BOOST_DESCRIBE_STRUCT(GroupRow, (), (name, owner_id, member_count, description, headline))

/// The owner stands in the group, so a seat's own role is that of a member or an admin.
GroupRole stored_role(GroupRole role) {
  return role == GroupRole::owner ? GroupRole::member : role;
}

}  // namespace

ConversationId add(Tx& tx, std::string_view name, UserId owner_id) {
  return {tx.insert("INSERT INTO conversation (kind, name, owner_id, created_at) VALUES (?, ?, ?, ?)",
                    ConversationKind::group, name, owner_id, tx.now())};
}

void add_member(Tx& tx, ConversationId conversation_id, UserId user_id, Seq newest) {
  tx.run(
      "INSERT INTO member (conversation_id, user_id, delivered_seq, read_seq, marked_unread, pinned_at, muted, draft, "
      "role, joined_at) VALUES (?, ?, ?, ?, 0, 0, 0, '', ?, ?)",
      conversation_id, user_id, newest, newest, GroupRole::member, tx.now());
  tx.run("UPDATE conversation SET member_count = member_count + 1 WHERE conversation_id = ?", conversation_id);
}

void remove_member(Tx& tx, ConversationId conversation_id, UserId user_id) {
  tx.run("DELETE FROM member WHERE conversation_id = ? AND user_id = ?", conversation_id, user_id);
  tx.run("UPDATE conversation SET member_count = member_count - 1 WHERE conversation_id = ?", conversation_id);
}

void remove_members(Tx& tx, ConversationId conversation_id) {
  tx.run("DELETE FROM member WHERE conversation_id = ?", conversation_id);
  tx.run("UPDATE conversation SET member_count = 0 WHERE conversation_id = ?", conversation_id);
}

std::optional<Group> group(Tx& tx, ConversationId conversation_id) {
  auto row = tx.one<GroupRow>(
      "SELECT name, owner_id, member_count, description, headline FROM conversation "
      "WHERE conversation_id = ? AND kind = ?",
      conversation_id, ConversationKind::group);
  if (!row) return std::nullopt;
  auto faces = tx.all<UserId>("SELECT user_id FROM member WHERE conversation_id = ? ORDER BY user_id LIMIT ?",
                              conversation_id, most_faces);
  return Group{std::move(row->name),        row->owner_id, row->member_count, std::move(faces),
               std::move(row->description), row->headline};
}

void set_group(Tx& tx, ConversationId conversation_id, const Group& group) {
  tx.run("UPDATE conversation SET name = ?, owner_id = ?, description = ?, headline = ? WHERE conversation_id = ?",
         group.name, group.owner_id, group.description, group.headline, conversation_id);
}

std::optional<GroupSeat> seat(Tx& tx, ConversationId conversation_id, UserId user_id) {
  return tx.one<GroupSeat>(
      "SELECT member.user_id, CASE WHEN user_id = owner_id THEN ? ELSE role END, nickname, joined_at, last_spoke_at, "
      "seen_announcement_id FROM member JOIN conversation ON conversation.conversation_id = member.conversation_id "
      "WHERE member.conversation_id = ? AND member.user_id = ? AND kind = ?",
      GroupRole::owner, conversation_id, user_id, ConversationKind::group);
}

void set_seat(Tx& tx, ConversationId conversation_id, const GroupSeat& seat) {
  tx.run("UPDATE member SET role = ?, nickname = ?, seen_announcement_id = ? WHERE conversation_id = ? AND user_id = ?",
         stored_role(seat.role), seat.nickname, seat.seen_announcement_id, conversation_id, seat.user_id);
}

int admin_count(Tx& tx, ConversationId conversation_id) {
  return tx
      .one<int>("SELECT COUNT(*) FROM member WHERE conversation_id = ? AND role = ?", conversation_id, GroupRole::admin)
      .value();
}

std::vector<GroupSeat> leaders(Tx& tx, ConversationId conversation_id) {
  return tx.all<GroupSeat>(
      "SELECT member.user_id, CASE WHEN user_id = owner_id THEN ? ELSE role END, nickname, joined_at, last_spoke_at, "
      "seen_announcement_id FROM member JOIN conversation ON conversation.conversation_id = member.conversation_id "
      "WHERE member.conversation_id = ? AND (user_id = owner_id OR role = ?) ORDER BY user_id <> owner_id, user_id",
      GroupRole::owner, conversation_id, GroupRole::admin);
}

std::vector<GroupSeat> seats_after(Tx& tx, ConversationId conversation_id, UserId after, int limit) {
  return tx.all<GroupSeat>(
      "SELECT member.user_id, CASE WHEN user_id = owner_id THEN ? ELSE role END, nickname, joined_at, last_spoke_at, "
      "seen_announcement_id FROM member JOIN conversation ON conversation.conversation_id = member.conversation_id "
      "WHERE member.conversation_id = ? AND user_id > ? ORDER BY user_id LIMIT ?",
      GroupRole::owner, conversation_id, after, limit);
}

}  // namespace ling::group_store
