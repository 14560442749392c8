#include "features/chat/conversation_service.hpp"

#include "features/accounts/user_directory.hpp"
#include "features/chat/conversation_store.hpp"
#include "features/chat/group_store.hpp"
#include "features/chat/mention_store.hpp"
#include "features/chat/message_store.hpp"
#include "features/people/friend_service.hpp"
#include "foundation/delivery.hpp"
#include "foundation/text.hpp"
#include "storage/event_log.hpp"

#include <algorithm>

namespace ling {
namespace {

constexpr std::size_t longest_draft = 20000;

using conversation_store::MemberRow;

/// What `viewer` may see of how far `peer` has read: nothing while either of them hides it.
std::optional<Seq> visible_read_seq(Tx& tx, UserId viewer, const MemberRow& peer) {
  const bool hidden = user_directory::settings(tx, viewer).hide_read_marks ||
                      user_directory::settings(tx, peer.user_id).hide_read_marks;
  return hidden ? std::nullopt : std::optional(peer.told_read_seq);
}

bool same_marks(const MemberRow& a, const MemberRow& b) {
  return a.delivered_seq == b.delivered_seq && a.read_seq == b.read_seq && a.marked_unread == b.marked_unread &&
         a.told_delivered_seq == b.told_delivered_seq && a.told_read_seq == b.told_read_seq;
}

GroupStanding group_standing(Tx& tx, ConversationId conversation_id, const GroupSeat& seat) {
  const bool decides = seat.role != GroupRole::member;
  return {.role = seat.role,
          .nickname = seat.nickname,
          .seen_announcement_id = seat.seen_announcement_id,
          .muted_until = seat.muted_until,
          .exempt = seat.exempt,
          .first_seq = seat.first_seq,
          .waiting_requests = decides ? group_store::waiting(tx, conversation_id) : 0};
}

}  // namespace

void ConversationService::bind(Dispatcher& dispatcher) {
  dispatcher.on<MarkRead>(RateClass::cheap, [this](Request& request, MarkRead command) -> Task<Result<Done>> {
    const UserId user_id = request.user();
    auto work = [&](Tx& tx) { return mark(tx, user_id, command.conversation_id, command.seq, command.seq); };
    co_return co_await database_.write_repeatably(std::move(work));
  });
  dispatcher.on<MarkDelivered>(RateClass::cheap, [this](Request& request, MarkDelivered command) -> Task<Result<Done>> {
    const UserId user_id = request.user();
    auto work = [&](Tx& tx) { return mark(tx, user_id, command.conversation_id, command.seq, 0); };
    co_return co_await database_.write_repeatably(std::move(work));
  });
  dispatcher.on<ConfigureConversation>(
      RateClass::cheap, [this](Request& request, ConfigureConversation command) -> Task<Result<Conversation>> {
        const UserId user_id = request.user();
        auto work = [&](Tx& tx) { return configure(tx, user_id, command); };
        co_return co_await database_.write(std::move(work));
      });
  dispatcher.on<SetDraft>(RateClass::cheap, [this](Request& request, SetDraft command) -> Task<Result<Done>> {
    const UserId user_id = request.user();
    auto work = [&](Tx& tx) { return set_draft(tx, user_id, command); };
    co_return co_await database_.write(std::move(work));
  });
  dispatcher.on<StartTyping>(RateClass::cheap,
                             [this](Request& request, StartTyping command) { return type(request.user(), command); });
}

Conversation ConversationService::view(Tx& tx, ConversationId conversation_id, UserId user_id) {
  const auto conversation = conversation_store::conversation(tx, conversation_id).value();
  const auto mine = conversation_store::member(tx, conversation_id, user_id).value();
  Conversation view{.conversation_id = conversation_id,
                    .kind = conversation.kind,
                    .peer_id = conversation_store::peer_of(conversation, user_id),
                    .last_message = message_store::newest(tx, conversation_id),
                    .read_seq = mine.read_seq,
                    .unread = message_store::count_unread(tx, conversation_id, user_id, mine.read_seq),
                    .marked_unread = mine.marked_unread,
                    .pinned_at = mine.pinned_at,
                    .muted = mine.muted,
                    .folded = mine.folded,
                    .draft = mine.draft};
  if (conversation.kind == ConversationKind::group) {
    const auto seat = group_store::seat(tx, conversation_id, user_id).value();
    view.group = group_store::group(tx, conversation_id);
    view.standing = group_standing(tx, conversation_id, seat);
    view.mention_seqs = mention_store::unread(tx, conversation_id, user_id, mine.read_seq);
  }
  if (view.last_message) view.last_seq = view.last_message->seq;
  // What was written before somebody came in may not be theirs to read.
  if (view.last_message && view.last_message->seq < mine.first_seq) view.last_message.reset();
  if (view.peer_id) {
    const auto theirs = conversation_store::member(tx, conversation_id, *view.peer_id).value();
    view.peer_delivered_seq = theirs.told_delivered_seq;
    view.peer_read_seq = visible_read_seq(tx, user_id, theirs);
  }
  return view;
}

void ConversationService::add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot) {
  for (const ConversationId conversation_id : conversation_store::of_user(tx, user_id)) {
    snapshot.conversations.push_back(view(tx, conversation_id, user_id));
  }
}

std::optional<ConversationId> ConversationService::direct(Tx& tx, UserId a, UserId b) {
  return conversation_store::direct(tx, a, b);
}

std::vector<ConversationId> ConversationService::groups_of_both(Tx& tx, UserId a, UserId b) {
  return conversation_store::of_both(tx, a, b, ConversationKind::group);
}

void ConversationService::settings_changed(Tx& tx, UserId user_id, const Settings& before, const Settings& after) {
  if (before.hide_read_marks == after.hide_read_marks) return;
  for (const ConversationId conversation_id : conversation_store::of_user(tx, user_id)) {
    // Nobody sees read marks in a group.
    const auto conversation = conversation_store::conversation(tx, conversation_id).value();
    if (conversation.kind == ConversationKind::group) continue;
    for (const UserId member_id : conversation_store::member_ids(tx, conversation_id)) {
      emit(tx, member_id, ConversationChanged{view(tx, conversation_id, member_id)});
    }
  }
}

Result<Done> ConversationService::mark(Tx& tx, UserId user_id, ConversationId conversation_id, Seq delivered_seq,
                                       Seq read_seq) {
  const auto member = conversation_store::member(tx, conversation_id, user_id);
  if (!member) return refuse(ErrorCode::not_found);
  const Seq newest = message_store::newest_seq(tx, conversation_id);
  if (delivered_seq < 0 || read_seq < 0) return refuse(ErrorCode::bad_request, "seq: not negative expected");
  MemberRow mine = *member;
  mine.delivered_seq = std::max(mine.delivered_seq, std::min(std::max(delivered_seq, read_seq), newest));
  mine.read_seq = std::max(mine.read_seq, std::min(read_seq, newest));
  mine.marked_unread = mine.marked_unread && read_seq == 0;
  // Who removed or blocked somebody, or was, lets them see no more of what they do.
  const auto peer = conversation_store::peer_of(conversation_store::conversation(tx, conversation_id).value(), user_id);
  const bool tells = peer && FriendService::are_friends(tx, user_id, *peer);
  if (tells) {
    mine.told_delivered_seq = mine.delivered_seq;
    mine.told_read_seq = mine.read_seq;
  }
  if (same_marks(mine, *member)) return Done{};

  conversation_store::set_marks(tx, mine);
  if (mine.read_seq != member->read_seq || mine.marked_unread != member->marked_unread) {
    const int unread = message_store::count_unread(tx, conversation_id, user_id, mine.read_seq);
    // Only in groups is anybody mentioned.
    auto mentions = peer ? std::vector<Seq>() : mention_store::unread(tx, conversation_id, user_id, mine.read_seq);
    emit(tx, user_id, ConversationRead{conversation_id, mine.read_seq, unread, std::move(mentions)});
  }
  if (tells) {
    const auto seen_before = visible_read_seq(tx, *peer, *member);
    const auto seen_now = visible_read_seq(tx, *peer, mine);
    if (seen_now != seen_before || mine.told_delivered_seq != member->told_delivered_seq)
      emit(tx, *peer, PeerMarked{conversation_id, mine.told_delivered_seq, seen_now});
  }
  return Done{};
}

Result<Conversation> ConversationService::configure(Tx& tx, UserId user_id, const ConfigureConversation& command) {
  auto member = conversation_store::member(tx, command.conversation_id, user_id);
  if (!member) return refuse(ErrorCode::not_found);
  const MemberRow before = *member;
  if (command.folded) member->folded = *command.folded;
  if (command.folded.value_or(false)) {
    member->muted = true;
    member->pinned_at = 0;
  }
  if (command.pinned) member->pinned_at = *command.pinned ? tx.now() : 0;
  if (command.muted) member->muted = *command.muted;
  if (member->pinned_at != 0 || !member->muted) member->folded = false;
  if (command.marked_unread) member->marked_unread = *command.marked_unread;
  const bool changed = member->pinned_at != before.pinned_at || member->muted != before.muted ||
                       member->folded != before.folded || member->marked_unread != before.marked_unread;
  if (changed) conversation_store::set_view(tx, *member);
  Conversation conversation = view(tx, command.conversation_id, user_id);
  if (changed) emit(tx, user_id, ConversationChanged{conversation});
  return conversation;
}

Result<Done> ConversationService::set_draft(Tx& tx, UserId user_id, const SetDraft& command) {
  if (!text::is_utf8(command.draft) || text::characters(command.draft) > longest_draft)
    return refuse(ErrorCode::message_too_long);
  const auto member = conversation_store::member(tx, command.conversation_id, user_id);
  if (!member) return refuse(ErrorCode::not_found);
  if (member->draft == command.draft) return Done{};
  conversation_store::set_draft(tx, command.conversation_id, user_id, command.draft);
  emit(tx, user_id, DraftChanged{command.conversation_id, command.draft});
  return Done{};
}

Task<Result<Done>> ConversationService::type(UserId user_id, StartTyping command) {
  auto others = [&](Tx& tx) -> Result<std::vector<UserId>> {
    if (!conversation_store::member(tx, command.conversation_id, user_id)) return refuse(ErrorCode::not_found);
    // In a group of thousands every keystroke would go to all of them.
    if (conversation_store::conversation(tx, command.conversation_id).value().kind == ConversationKind::group)
      return std::vector<UserId>{};
    std::vector<UserId> members = conversation_store::member_ids(tx, command.conversation_id);
    std::erase_if(members,
                  [&](UserId member) { return member == user_id || !FriendService::are_friends(tx, user_id, member); });
    return members;
  };
  const Result<std::vector<UserId>> audience = co_await database_.read(std::move(others));
  if (!audience) co_return tl::unexpected(audience.error());
  const TypingStarted event{command.conversation_id, user_id};
  hub_.whisper(*audience, frame_body(event));
  co_return Done{};
}

}  // namespace ling
