#include "histories/copy.hpp"

#include "foundation/json_codec.hpp"

#include <set>
#include <stdexcept>

namespace ling::histories {
namespace {

template <class Event>
Event decoded(const boost::json::value& data) {
  auto event = json::decode<Event>(data);
  if (!event) throw std::runtime_error("an event cannot be read: " + event.error().detail);
  return *std::move(event);
}

}  // namespace

Copy Copy::from(const Snapshot& snapshot) {
  Copy copy;
  copy.epoch = snapshot.epoch;
  copy.pts = snapshot.pts;
  copy.me = snapshot.me;
  for (const User& user : snapshot.users)
    copy.users[user.user_id] = user;
  copy.users[copy.me.user.user_id] = copy.me.user;
  for (const Friend& one : snapshot.friends)
    copy.friends[one.user_id] = one;
  copy.friend_groups = snapshot.friend_groups;
  for (const Block& block : snapshot.blocked)
    copy.blocked[block.user_id] = block;
  for (const FriendRequest& request : snapshot.friend_requests)
    copy.requests[request.request_id] = request;
  for (const Conversation& conversation : snapshot.conversations)
    copy.conversations[conversation.conversation_id] = conversation;
  return copy;
}

void Copy::apply(Pts next, std::string_view event, const boost::json::value& data) {
  if (next != pts + 1) throw std::runtime_error("an event does not follow");
  pts = next;
  if (event == MeChanged::event.name) {
    me = decoded<MeChanged>(data).me;
    users[me.user.user_id] = me.user;
  } else if (event == UserChanged::event.name) {
    const User user = decoded<UserChanged>(data).user;
    users[user.user_id] = user;
  } else if (event == RequestChanged::event.name) {
    const FriendRequest request = decoded<RequestChanged>(data).request;
    requests[request.request_id] = request;
  } else if (event == FriendAdded::event.name) {
    const Friend added = decoded<FriendAdded>(data).added;
    friends[added.user_id] = added;
  } else if (event == FriendChanged::event.name) {
    const Friend changed = decoded<FriendChanged>(data).changed;
    friends[changed.user_id] = changed;
  } else if (event == MessageSent::event.name) {
    add_message(decoded<MessageSent>(data).message);
  } else if (event == ConversationChanged::event.name) {
    const Conversation changed = decoded<ConversationChanged>(data).conversation;
    conversations[changed.conversation_id] = changed;
  } else if (event == ConversationRemoved::event.name) {
    conversations.erase(decoded<ConversationRemoved>(data).conversation_id);
  } else if (event == GroupChanged::event.name) {
    const auto changed = decoded<GroupChanged>(data);
    conversation(changed.conversation_id).group = changed.group;
  } else if (event == ConversationRead::event.name) {
    const auto read = decoded<ConversationRead>(data);
    Conversation& mine = conversation(read.conversation_id);
    mine.read_seq = read.read_seq;
    mine.unread = read.unread;
    mine.mention_seqs = read.mention_seqs;
    mine.marked_unread = false;
  } else if (event == ConversationMarkedUnread::event.name) {
    conversation(decoded<ConversationMarkedUnread>(data).conversation_id).marked_unread = true;
  } else if (event == PeerMarked::event.name) {
    const auto marked = decoded<PeerMarked>(data);
    Conversation& mine = conversation(marked.conversation_id);
    mine.peer_delivered_seq = marked.peer_delivered_seq;
    mine.peer_read_seq = marked.peer_read_seq;
  } else if (event == DraftChanged::event.name) {
    const auto changed = decoded<DraftChanged>(data);
    conversation(changed.conversation_id).draft = changed.draft;
  } else if (!apply_friends(event, data) && !apply_groups(event, data)) {
    throw std::runtime_error("tests/histories/copy.cpp does not know the event " + std::string(event));
  }
}

bool Copy::apply_groups(std::string_view event, const boost::json::value& data) {
  if (event == GroupCounted::event.name) {
    const auto counted = decoded<GroupCounted>(data);
    Group& group = conversation(counted.conversation_id).group.value();
    group.member_count = counted.member_count;
    group.face_ids = counted.face_ids;
  } else if (event == GroupMemberChanged::event.name) {
    const auto changed = decoded<GroupMemberChanged>(data);
    if (changed.member.user.user_id != me.user.user_id) return true;
    GroupStanding& standing = conversation(changed.conversation_id).standing.value();
    standing.role = changed.member.role;
    standing.nickname = changed.member.nickname;
    standing.muted_until = changed.member.muted_until;
    standing.exempt = changed.member.exempt;
  } else if (event == AnnouncementSeen::event.name) {
    const auto seen = decoded<AnnouncementSeen>(data);
    conversation(seen.conversation_id).standing.value().seen_announcement_id = seen.seen_announcement_id;
  } else if (event == JoinRequestsChanged::event.name) {
    const auto changed = decoded<JoinRequestsChanged>(data);
    conversation(changed.conversation_id).standing.value().waiting_requests = changed.waiting_requests;
  } else {
    return false;
  }
  return true;
}

bool Copy::apply_friends(std::string_view event, const boost::json::value& data) {
  if (event == FriendRemoved::event.name) {
    friends.erase(decoded<FriendRemoved>(data).user_id);
  } else if (event == UserBlocked::event.name) {
    const Block block = decoded<UserBlocked>(data).block;
    blocked[block.user_id] = block;
  } else if (event == UserUnblocked::event.name) {
    blocked.erase(decoded<UserUnblocked>(data).user_id);
    forget_unnamed();
  } else if (event == FriendsMoved::event.name) {
    const auto moved = decoded<FriendsMoved>(data);
    for (const UserId user_id : moved.user_ids)
      friends.at(user_id).friend_group_id = moved.friend_group_id;
  } else if (event == FriendGroupsChanged::event.name) {
    friend_groups = decoded<FriendGroupsChanged>(data).friend_groups;
  } else {
    return false;
  }
  return true;
}

void Copy::forget_unnamed() {
  std::set<UserId> named{me.user.user_id};
  for (const auto& [user_id, one] : friends)
    named.insert(user_id);
  for (const auto& [user_id, one] : blocked)
    named.insert(user_id);
  for (const auto& [id, request] : requests)
    named.insert({request.from_user_id, request.to_user_id});
  for (const auto& [id, one] : conversations) {
    if (one.peer_id) named.insert(*one.peer_id);
  }
  std::erase_if(users, [&](const auto& one) { return !named.contains(one.first); });
}

void Copy::add_message(const Message& message) {
  Conversation& mine = conversation(message.conversation_id);
  if (message.seq != mine.last_seq + 1) throw std::runtime_error("a message does not follow");
  mine.last_message = message;
  mine.last_seq = message.seq;
  if (message.sender_id == me.user.user_id) {
    mine.read_seq = message.seq;
    mine.unread = 0;
    mine.mention_seqs.clear();
    mine.marked_unread = false;
    return;
  }
  if (message.kind != MessageKind::notice) ++mine.unread;
  for (const Mention& one : message.mentions.value_or(std::vector<Mention>())) {
    if (one.user_id.value_or(me.user.user_id) != me.user.user_id) continue;
    mine.mention_seqs.push_back(message.seq);
    break;
  }
  if (message.sender_id != mine.peer_id) return;
  mine.peer_delivered_seq = message.seq;
  if (mine.peer_read_seq) mine.peer_read_seq = message.seq;
}

Conversation& Copy::conversation(ConversationId conversation_id) {
  const auto found = conversations.find(conversation_id);
  if (found == conversations.end())
    throw std::runtime_error("an event speaks of conversation " + std::to_string(conversation_id.value) +
                             ", which is not there");
  return found->second;
}

std::string Copy::text() const {
  std::string text = "epoch " + epoch + "\npts " + std::to_string(pts) + "\nme " + json::encode(me) + "\n";
  const auto add = [&text](const char* what, const auto& all) {
    for (const auto& [id, one] : all)
      text += what + json::encode(one) + "\n";
  };
  add("user ", users);
  add("friend ", friends);
  for (const FriendGroup& one : friend_groups)
    text += "friend group " + json::encode(one) + "\n";
  add("blocked ", blocked);
  add("request ", requests);
  add("conversation ", conversations);
  return text;
}

}  // namespace ling::histories
