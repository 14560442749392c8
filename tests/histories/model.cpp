#include "histories/model.hpp"

#include <algorithm>

namespace ling::histories {

Model::Outcome Model::run(UserId me, const SendMessage& command, MessageAck& answer) {
  const auto ack = [&](const Message& message) {
    answer = {message.client_id, message.conversation_id, message.seq, message.sent_at};
  };
  for (const auto& [conversation_id, conversation] : conversations_) {
    for (const Message& message : conversation.messages) {
      if (message.sender_id != me || message.client_id != command.client_id) continue;
      if (conversation_id != command.conversation_id || message.text != command.text)
        return ErrorCode::client_id_reused;
      ack(message);
      return {};
    }
  }
  ModelConversation* conversation = conversation_of(me, command.conversation_id);
  if (conversation == nullptr) return ErrorCode::not_found;
  const auto mentions = command.mentions.value_or(std::vector<Mention>());
  if (conversation->kind == ConversationKind::direct) {
    if (!mentions.empty()) return ErrorCode::bad_request;
    for (const auto& [peer, ignored] : conversation->members) {
      if (peer == me) continue;
      if (has_blocked(me, peer)) return ErrorCode::you_blocked;
      if (!are_friends(me, peer)) return ErrorCode::not_friends;
    }
  }
  if (!may_write(me, *conversation)) return ErrorCode::muted;
  if (const Outcome refused = may_mention(me, *conversation, mentions)) return refused;
  store(command.conversation_id, me, command.client_id, command.text, {});
  std::vector<Mention> kept;
  for (const Mention& one : mentions) {
    if (!one.user_id || conversation->members.contains(*one.user_id)) kept.push_back(one);
  }
  if (!kept.empty()) conversation->messages.back().mentions = kept;
  ack(conversation->messages.back());
  return {};
}

Model::Outcome Model::may_mention(UserId me, const ModelConversation& conversation,
                                  const std::vector<Mention>& mentions) const {
  const auto is_everybody = [](const Mention& one) { return !one.user_id; };
  if (std::none_of(mentions.begin(), mentions.end(), is_everybody)) return {};
  if (conversation.members.at(me).role == GroupRole::member && conversation.rules.mentioning == GroupWho::leaders)
    return ErrorCode::mention_refused;
  for (auto last = conversation.messages.rbegin(); last != conversation.messages.rend(); ++last) {
    if (!last->mentions || std::none_of(last->mentions->begin(), last->mentions->end(), is_everybody)) continue;
    const bool lately = last->sent_at <= now_ && now_ - last->sent_at < 5LL * 60 * 1000;
    return lately ? Outcome(ErrorCode::mention_too_soon) : Outcome();
  }
  return {};
}

Model::Outcome Model::run(UserId me, const ReadHistory& command, MessagePage& answer) {
  const ModelConversation* conversation = conversation_of(me, command.conversation_id);
  if (conversation == nullptr) return ErrorCode::not_found;
  const auto limit = static_cast<std::size_t>(command.limit.value_or(50));
  const auto size = conversation->messages.size();
  const auto first = static_cast<std::size_t>(conversation->members.at(me).first_seq - 1);
  std::size_t begin = first, end = size;
  if (command.after_seq) {
    begin = std::min(size, std::max(first, static_cast<std::size_t>(*command.after_seq)));
    end = std::min(size, begin + limit);
    answer.has_more = end < size;
  } else {
    if (command.before_seq) end = std::min(size, static_cast<std::size_t>(*command.before_seq - 1));
    end = std::max(end, first);
    begin = end > first + limit ? end - limit : first;
    answer.has_more = begin > first;
  }
  std::vector<Message> expected(conversation->messages.begin() + static_cast<std::ptrdiff_t>(begin),
                                conversation->messages.begin() + static_cast<std::ptrdiff_t>(end));
  // The words of a line by the server, and the id it gave to it, are its own.
  for (std::size_t i = 0; i < expected.size() && i < answer.messages.size(); ++i)
    describe_message(expected[i], answer.messages[i]);
  answer.messages.resize(expected.size());
  return {};
}

Model::Outcome Model::run(UserId me, const MarkRead& command, Done&) {
  ModelConversation* conversation = conversation_of(me, command.conversation_id);
  if (conversation == nullptr) return ErrorCode::not_found;
  mark(*conversation, me, command.seq, command.seq);
  if (command.seq > 0) conversation->members[me].marked_unread = false;
  return {};
}

Model::Outcome Model::run(UserId me, const MarkDelivered& command, Done&) {
  ModelConversation* conversation = conversation_of(me, command.conversation_id);
  if (conversation == nullptr) return ErrorCode::not_found;
  mark(*conversation, me, command.seq, 0);
  return {};
}

Model::Outcome Model::run(UserId me, const ConfigureConversation& command, Conversation& answer) {
  ModelConversation* conversation = conversation_of(me, command.conversation_id);
  if (conversation == nullptr) return ErrorCode::not_found;
  ModelMember& mine = conversation->members[me];
  if (command.folded) mine.folded = *command.folded;
  if (mine.folded && command.folded) {
    mine.muted = true;
    mine.pinned_at = 0;
  }
  if (command.pinned) mine.pinned_at = *command.pinned ? now_ : 0;
  if (command.muted) mine.muted = *command.muted;
  if (mine.pinned_at != 0 || !mine.muted) mine.folded = false;
  if (command.marked_unread) mine.marked_unread = *command.marked_unread;
  describe(me, command.conversation_id, answer);
  return {};
}

Model::Outcome Model::run(UserId me, const SetDraft& command, Done&) {
  ModelConversation* conversation = conversation_of(me, command.conversation_id);
  if (conversation == nullptr) return ErrorCode::not_found;
  conversation->members[me].draft = command.draft;
  return {};
}

Model::Outcome Model::run(UserId me, const StartTyping& command, Done&) {
  return conversation_of(me, command.conversation_id) == nullptr ? Outcome(ErrorCode::not_found) : Outcome();
}

ModelConversation* Model::conversation_of(UserId me, ConversationId conversation_id) {
  const auto found = conversations_.find(conversation_id);
  return found != conversations_.end() && found->second.members.contains(me) ? &found->second : nullptr;
}

ConversationId Model::add_conversation(ConversationKind kind, const std::string& name,
                                       const std::vector<UserId>& members) {
  const ConversationId conversation_id{static_cast<std::int64_t>(conversations_.size()) + 1};
  ModelConversation& conversation = conversations_[conversation_id];
  conversation.kind = kind;
  conversation.name = name;
  for (const UserId user_id : members)
    conversation.members[user_id];
  return conversation_id;
}

void Model::store(ConversationId conversation_id, UserId sender, const std::string& client_id, const std::string& text,
                  std::optional<NoticeKind> notice) {
  ModelConversation& conversation = conversations_.at(conversation_id);
  const Seq seq = static_cast<Seq>(conversation.messages.size()) + 1;
  conversation.messages.push_back({.conversation_id = conversation_id,
                                   .seq = seq,
                                   .sender_id = sender,
                                   .client_id = client_id,
                                   .kind = notice ? MessageKind::notice : MessageKind::text,
                                   .text = text,
                                   .notice = notice,
                                   .sent_at = now_});
  ModelMember& mine = conversation.members[sender];
  mine.delivered_seq = mine.read_seq = mine.told_delivered_seq = mine.told_read_seq = seq;
  mine.marked_unread = false;
}

void Model::mark(ModelConversation& conversation, UserId me, Seq delivered, Seq read) {
  ModelMember& mine = conversation.members[me];
  const Seq newest = static_cast<Seq>(conversation.messages.size());
  mine.delivered_seq = std::max(mine.delivered_seq, std::min(std::max(delivered, read), newest));
  mine.read_seq = std::max(mine.read_seq, std::min(read, newest));
  for (const auto& [other, theirs] : conversation.members) {
    if (other == me || !are_friends(me, other)) continue;
    mine.told_delivered_seq = mine.delivered_seq;
    mine.told_read_seq = mine.read_seq;
  }
}

// ---- what is seen

void Model::describe(UserId me, Copy& copy) const {
  const ModelPerson& person = people_.at(me);
  describe(me, copy.me);
  std::map<UserId, User> users;
  for (const auto& [other, ignored] : people_) {
    if (other != me && !knows(me, other)) continue;
    users[other] = copy.users[other];
    users[other].user_id = other;
    describe(other, users[other]);
  }
  copy.users = std::move(users);
  std::map<UserId, Friend> friends;
  for (const auto& [other, one] : person.friends) {
    friends[other] = copy.friends[other];
    describe_friend(one, friends[other]);
  }
  copy.friends = std::move(friends);
  copy.friend_groups = person.friend_groups;
  copy.blocked = person.blocked;
  std::map<RequestId, FriendRequest> requests;
  for (const ModelRequest& one : requests_) {
    const FriendRequest& request = one.request;
    if (request.from_user_id != me && (request.to_user_id != me || one.withheld)) continue;
    requests[request.request_id] = copy.requests[request.request_id];
    describe_request(seen_by(me, request), requests[request.request_id]);
  }
  copy.requests = std::move(requests);
  std::map<ConversationId, Conversation> conversations;
  for (const auto& [id, conversation] : conversations_) {
    if (!conversation.members.contains(me)) continue;
    conversations[id] = copy.conversations[id];
    describe(me, id, conversations[id]);
  }
  copy.conversations = std::move(conversations);
}

void Model::describe(UserId me, ConversationId conversation_id, Conversation& view) const {
  const ModelConversation& conversation = conversations_.at(conversation_id);
  const ModelMember& mine = conversation.members.at(me);
  view.conversation_id = conversation_id;
  view.kind = conversation.kind;
  view.last_seq = static_cast<Seq>(conversation.messages.size());
  if (view.last_seq < mine.first_seq) {
    view.last_message.reset();
  } else {
    if (!view.last_message) view.last_message.emplace();
    describe_message(conversation.messages.back(), *view.last_message);
  }
  view.read_seq = mine.read_seq;
  view.unread = static_cast<int>(
      std::count_if(conversation.messages.begin(), conversation.messages.end(), [&](const Message& message) {
        return message.seq > mine.read_seq && message.sender_id != me && message.kind != MessageKind::notice;
      }));
  view.mention_seqs.clear();
  for (const Message& message : conversation.messages) {
    const auto meant = message.mentions.value_or(std::vector<Mention>());
    const bool me_too =
        std::any_of(meant.begin(), meant.end(), [&](const Mention& one) { return one.user_id.value_or(me) == me; });
    if (message.seq > mine.read_seq && me_too) view.mention_seqs.push_back(message.seq);
  }
  view.marked_unread = mine.marked_unread;
  view.pinned_at = mine.pinned_at;
  view.muted = mine.muted;
  view.folded = mine.folded;
  view.draft = mine.draft;
  view.peer_id.reset();
  view.peer_delivered_seq = 0;
  view.peer_read_seq.reset();
  if (conversation.kind == ConversationKind::group) {
    describe_group(me, conversation, view);
    return;
  }
  view.group.reset();
  view.standing.reset();
  for (const auto& [user_id, theirs] : conversation.members) {
    if (user_id == me) continue;
    view.peer_id = user_id;
    view.peer_delivered_seq = theirs.told_delivered_seq;
    const bool hidden = people_.at(me).settings.hide_read_marks || people_.at(user_id).settings.hide_read_marks;
    if (!hidden) view.peer_read_seq = theirs.told_read_seq;
  }
}

void Model::describe_message(const Message& message, Message& out) {
  out.conversation_id = message.conversation_id;
  out.seq = message.seq;
  out.sender_id = message.sender_id;
  out.kind = message.kind;
  out.notice = message.notice;
  out.sent_at = message.sent_at;
  out.mentions = message.mentions;
  if (message.notice) return;
  out.text = message.text;
  if (!message.client_id.empty()) out.client_id = message.client_id;
}

bool Model::is_member(UserId user_id, ConversationId conversation_id) const {
  const auto found = conversations_.find(conversation_id);
  return found != conversations_.end() && found->second.members.contains(user_id);
}

std::vector<ConversationId> Model::conversations() const {
  std::vector<ConversationId> ids;
  for (const auto& [id, ignored] : conversations_)
    ids.push_back(id);
  return ids;
}

Seq Model::newest_seq(ConversationId conversation_id) const {
  return static_cast<Seq>(conversations_.at(conversation_id).messages.size());
}

}  // namespace ling::histories
