#include "features/chat/group_store.hpp"

#include <string>

namespace ling::group_store {
namespace {

constexpr int most_faces = 9;

struct GroupRow {
  std::string name;
  UserId owner_id;
  int member_count = 0;
  std::string avatar;
  std::string description;
  std::optional<GroupHeadline> headline;
  std::optional<GroupCall> call;
  GroupJoining joining = {};
  bool findable = false;
  GroupHistory history = {};
  GroupWho inviting = {}, mentioning = {}, calling = {};
  bool everybody_muted = false;
};
BOOST_DESCRIBE_STRUCT(GroupRow, (),
                      (name, owner_id, member_count, avatar, description, headline, call, joining, findable, history,
                       inviting, mentioning, calling, everybody_muted))

/// The owner stands in the group, so a seat's own role is that of a member or an admin.
GroupRole stored_role(GroupRole role) {
  return role == GroupRole::owner ? GroupRole::member : role;
}

/// Seats, with the owner's role as the first parameter; the words that choose among them follow.
std::string seats(std::string_view which) {
  std::string sql =
      "SELECT member.user_id, CASE WHEN user_id = owner_id THEN ? ELSE role END, nickname, joined_at, last_spoke_at, "
      "seen_announcement_id, muted_until, exempt, first_seq FROM member "
      "JOIN conversation ON conversation.conversation_id = member.conversation_id ";
  return sql.append(which);
}

}  // namespace

ConversationId add(Tx& tx, std::string_view name, UserId owner_id) {
  return {tx.insert("INSERT INTO conversation (kind, name, owner_id, created_at) VALUES (?, ?, ?, ?)",
                    ConversationKind::group, name, owner_id, tx.now())};
}

void add_member(Tx& tx, ConversationId conversation_id, UserId user_id, Seq newest, Seq first) {
  const auto muted_until = tx.one<Milliseconds>(
      "SELECT muted_until FROM group_absent_mute WHERE conversation_id = ? AND user_id = ?", conversation_id, user_id);
  if (muted_until)
    tx.run("DELETE FROM group_absent_mute WHERE conversation_id = ? AND user_id = ?", conversation_id, user_id);
  tx.run(
      "INSERT INTO member (conversation_id, user_id, delivered_seq, read_seq, marked_unread, pinned_at, muted, draft, "
      "role, joined_at, first_seq, muted_until) VALUES (?, ?, ?, ?, 0, 0, 0, '', ?, ?, ?, ?)",
      conversation_id, user_id, newest, newest, GroupRole::member, tx.now(), first, muted_until.value_or(0));
  tx.run("UPDATE conversation SET member_count = member_count + 1 WHERE conversation_id = ?", conversation_id);
}

void remove_member(Tx& tx, ConversationId conversation_id, UserId user_id) {
  tx.run(
      "INSERT INTO group_absent_mute (conversation_id, user_id, muted_until) SELECT conversation_id, user_id, "
      "muted_until FROM member WHERE conversation_id = ? AND user_id = ? AND muted_until > ?",
      conversation_id, user_id, tx.now());
  tx.run("DELETE FROM member WHERE conversation_id = ? AND user_id = ?", conversation_id, user_id);
  tx.run("UPDATE conversation SET member_count = member_count - 1 WHERE conversation_id = ?", conversation_id);
}

void remove_members(Tx& tx, ConversationId conversation_id) {
  tx.run("DELETE FROM member WHERE conversation_id = ?", conversation_id);
  tx.run("DELETE FROM group_absent_mute WHERE conversation_id = ?", conversation_id);
  tx.run("UPDATE conversation SET member_count = 0 WHERE conversation_id = ?", conversation_id);
}

std::optional<Group> group(Tx& tx, ConversationId conversation_id) {
  auto row = tx.one<GroupRow>(
      "SELECT name, owner_id, member_count, avatar, description, headline, group_call, joining, findable, history, inviting, "
      "mentioning, calling, everybody_muted FROM conversation WHERE conversation_id = ? AND kind = ?",
      conversation_id, ConversationKind::group);
  if (!row) return std::nullopt;
  auto faces = tx.all<UserId>("SELECT user_id FROM member WHERE conversation_id = ? ORDER BY user_id LIMIT ?",
                              conversation_id, most_faces);
  return Group{.name = std::move(row->name),
               .owner_id = row->owner_id,
               .member_count = row->member_count,
               .face_ids = std::move(faces),
               .avatar = std::move(row->avatar),
               .description = std::move(row->description),
               .headline = std::move(row->headline),
               .rules = {row->joining, row->findable, row->history, row->inviting, row->mentioning, row->calling,
                         row->everybody_muted},
               .call = std::move(row->call)};
}

std::optional<GroupRules> rules(Tx& tx, ConversationId conversation_id) {
  return tx.one<GroupRules>(
      "SELECT joining, findable, history, inviting, mentioning, calling, everybody_muted FROM conversation "
      "WHERE conversation_id = ? AND kind = ?",
      conversation_id, ConversationKind::group);
}

void set_group(Tx& tx, ConversationId conversation_id, const Group& group) {
  const GroupRules& rules = group.rules;
  tx.run(
      "UPDATE conversation SET name = ?, owner_id = ?, avatar = ?, description = ?, headline = ?, joining = ?, findable = ?, "
      "history = ?, inviting = ?, mentioning = ?, calling = ?, everybody_muted = ? WHERE conversation_id = ?",
      group.name, group.owner_id, group.avatar, group.description, group.headline, rules.joining, rules.findable,
      rules.history, rules.inviting, rules.mentioning, rules.calling, rules.muted, conversation_id);
}

void set_call(Tx& tx, ConversationId conversation_id, const std::optional<GroupCall>& call) {
  tx.run("UPDATE conversation SET group_call = ? WHERE conversation_id = ?", call, conversation_id);
}

std::vector<ConversationId> findable(Tx& tx, std::string_view words, int limit) {
  return tx.all<ConversationId>(
      "SELECT conversation_id FROM conversation WHERE findable = 1 AND member_count > 0 AND kind = ? "
      "AND instr(lower(name), lower(?)) > 0 ORDER BY member_count DESC, conversation_id LIMIT ?",
      ConversationKind::group, words, limit);
}

int waiting(Tx& tx, ConversationId conversation_id) {
  return tx.one<int>("SELECT waiting_requests FROM conversation WHERE conversation_id = ?", conversation_id).value();
}

void set_waiting(Tx& tx, ConversationId conversation_id, int waiting) {
  tx.run("UPDATE conversation SET waiting_requests = ? WHERE conversation_id = ?", waiting, conversation_id);
}

std::optional<GroupSeat> seat(Tx& tx, ConversationId conversation_id, UserId user_id) {
  static const std::string sql = seats("WHERE member.conversation_id = ? AND member.user_id = ? AND kind = ?");
  return tx.one<GroupSeat>(sql, GroupRole::owner, conversation_id, user_id, ConversationKind::group);
}

void set_seat(Tx& tx, ConversationId conversation_id, const GroupSeat& seat) {
  tx.run(
      "UPDATE member SET role = ?, nickname = ?, seen_announcement_id = ?, muted_until = ?, exempt = ? "
      "WHERE conversation_id = ? AND user_id = ?",
      stored_role(seat.role), seat.nickname, seat.seen_announcement_id, seat.muted_until, seat.exempt, conversation_id,
      seat.user_id);
}

std::vector<Nicknamed> nicknamed(Tx& tx, UserId user_id, std::string_view words, int limit) {
  return tx.all<Nicknamed>(
      "SELECT theirs.conversation_id, theirs.user_id FROM member mine "
      "JOIN member theirs ON theirs.conversation_id = mine.conversation_id AND theirs.user_id <> mine.user_id "
      "WHERE mine.user_id = ? AND theirs.nickname <> '' AND instr(lower(theirs.nickname), lower(?)) > 0 "
      "ORDER BY theirs.conversation_id, theirs.user_id LIMIT ?",
      user_id, words, limit);
}

int admin_count(Tx& tx, ConversationId conversation_id) {
  return tx
      .one<int>("SELECT COUNT(*) FROM member WHERE conversation_id = ? AND role = ?", conversation_id, GroupRole::admin)
      .value();
}

std::vector<GroupSeat> leaders(Tx& tx, ConversationId conversation_id) {
  static const std::string sql = seats(
      "WHERE member.conversation_id = ? AND (user_id = owner_id OR role = ?) ORDER BY user_id <> owner_id, user_id");
  return tx.all<GroupSeat>(sql, GroupRole::owner, conversation_id, GroupRole::admin);
}

std::vector<GroupSeat> seats_after(Tx& tx, ConversationId conversation_id, UserId after, int limit) {
  static const std::string sql = seats("WHERE member.conversation_id = ? AND user_id > ? ORDER BY user_id LIMIT ?");
  return tx.all<GroupSeat>(sql, GroupRole::owner, conversation_id, after, limit);
}

}  // namespace ling::group_store
