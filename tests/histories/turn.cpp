#include "histories/turn.hpp"

#include "histories/play_commands.hpp"
#include "storage/event_log.hpp"

#include <algorithm>
#include <numeric>

namespace ling::histories {
namespace {

constexpr Milliseconds hour = 60LL * 60 * 1000;
constexpr std::size_t people_only = 10;  ///< Steps at the beginning in which people meet, before there is a chat.

}  // namespace

const std::vector<Turn::Kind>& Turn::kinds() {
  static const std::vector<Kind> all = {
      // In which people meet:
      {"request_friend", 14, &Turn::request_friend},
      {"accept_friend", 14, &Turn::accept_friend},
      {"connect", 10, &Turn::connect},
      // and everything else:
      {"decline_friend", 2, &Turn::decline_friend},
      {"configure_friend", 3, &Turn::configure_friend},
      {"get_terms", 1, &Turn::get_terms},
      {"remove_friend", 3, &Turn::remove_friend},
      {"block", 3, &Turn::block},
      {"unblock", 6, &Turn::unblock},
      {"list_common_groups", 1, &Turn::list_common_groups},
      {"create_friend_group", 6, &Turn::create_friend_group},
      {"rename_friend_group", 5, &Turn::rename_friend_group},
      {"place_friend_group", 5, &Turn::place_friend_group},
      {"remove_friend_group", 2, &Turn::remove_friend_group},
      {"move_friends", 3, &Turn::move_friends},
      {"find_user", 1, &Turn::find_user},
      {"list_presence", 1, &Turn::list_presence},
      {"update_profile", 3, &Turn::update_profile},
      {"update_settings", 3, &Turn::update_settings},
      {"send", 30, &Turn::send},
      {"send_again", 8, &Turn::send_again},
      {"read_history", 3, &Turn::read_history},
      {"mark_read", 10, &Turn::mark_read},
      {"mark_delivered", 6, &Turn::mark_delivered},
      {"configure_conversation", 6, &Turn::configure_conversation},
      {"set_draft", 4, &Turn::set_draft},
      {"type", 2, &Turn::type},
      {"disconnect", 8, &Turn::disconnect},
      {"reinstall", 2, &Turn::reinstall},
      {"restart", 2, &Turn::restart},
      {"move_clock", 3, &Turn::move_clock},
      {"prune", 2, &Turn::prune},
      // of these, what is about groups:
      {"create_group", 6, &Turn::create_group},
      {"list_members", 2, &Turn::list_members},
      {"invite", 6, &Turn::invite},
      {"leave", 3, &Turn::leave},
      {"remove", 4, &Turn::remove},
      {"rename", 3, &Turn::rename},
      {"set_admin", 4, &Turn::set_admin},
      {"transfer", 3, &Turn::transfer},
      {"dissolve", 2, &Turn::dissolve},
      {"describe", 2, &Turn::describe},
      {"set_nickname", 3, &Turn::set_nickname},
      {"announce", 5, &Turn::announce},
      {"list_announcements", 2, &Turn::list_announcements},
      {"dismiss_announcement", 4, &Turn::dismiss_announcement},
      {"list_confirmations", 8, &Turn::list_confirmations},
      {"remind", 8, &Turn::remind},
      {"configure", 12, &Turn::configure},
      {"mute", 4, &Turn::mute},
      {"exempt", 3, &Turn::exempt},
      {"find_groups", 2, &Turn::find_groups},
      {"create_link", 6, &Turn::create_link},
      {"list_links", 2, &Turn::list_links},
      {"revoke_link", 4, &Turn::revoke_link},
      {"read_link", 8, &Turn::read_link},
      {"join_by_link", 5, &Turn::join_by_link},
      {"join_by_number", 16, &Turn::join_by_number},
      {"list_join_requests", 2, &Turn::list_join_requests},
      {"decide", 16, &Turn::decide},
  };
  return all;
}

std::vector<Step> steps_of(std::uint64_t seed) {
  Random random(seed);
  const auto& kinds = Turn::kinds();
  const auto group = static_cast<std::size_t>(
      std::find_if(kinds.begin(), kinds.end(), [](const auto& kind) { return kind.act == &Turn::create_group; }) -
      kinds.begin());
  // What needs many steps to come about would be rare: so half of the histories are mostly about groups.
  const std::size_t focus = random.below(2) == 0 ? 1 : 5;
  const auto weight = [&](std::size_t kind) { return kinds[kind].weight * (kind >= group ? focus : 1); };
  const auto draw = [&](std::size_t count) {
    std::size_t total = 0;
    for (std::size_t kind = 0; kind < count; ++kind)
      total += weight(kind);
    std::size_t left = random.below(total), kind = 0;
    for (; left >= weight(kind); ++kind)
      left -= weight(kind);
    return kind;
  };
  std::vector<Step> steps(30 + random.below(31));
  for (std::size_t i = 0; i < steps.size(); ++i)
    steps[i] = {
        .kind = draw(i < people_only ? 3 : kinds.size()), .choices = random.next(), .weather = random.next() | 1};
  return steps;
}

void Turn::take(std::size_t kind) {
  play_.note(kinds()[kind].name);
  (this->*kinds()[kind].act)();
}

// ---- chat

void Turn::send() {
  Play::Device& sender = device();
  const std::string client_id = "message-" + std::to_string(++play_.messages_);
  sender.sent.push_back(
      {.command = {.conversation_id = conversation(sender), .client_id = client_id, .text = word()}, .ack = {}});
  if (chance(3)) mention(sender.sent.back().command);
  play_.send(sender, sender.sent.size() - 1);
}

void Turn::mention(SendMessage& command) {
  command.text = "🪶 @a @b " + command.text;
  std::optional<UserId> first = anybody();
  if (chance(3)) first.reset();
  command.mentions = {{first, 3, 2}};
  if (chance(2)) command.mentions->push_back({anybody(), 6, 2});
}

void Turn::send_again() {
  Play::Device& sender = device();
  if (sender.sent.empty()) return;
  const std::size_t index = random_.below(sender.sent.size());
  if (!chance(6)) return play_.send(sender, index);
  // The same id for something else: the first message stands.
  SendMessage other = sender.sent[index].command;
  other.text += ", but differently";
  if (sender.sent[index].ack) play_.command(sender, other);
}

void Turn::read_history() {
  Play::Device& reader = device();
  ReadHistory read{.conversation_id = conversation(reader)};
  const Seq seq = seq_in(read.conversation_id);
  if (chance(3)) {
    read.before_seq = seq + 1;
  } else if (chance(2)) {
    read.after_seq = seq;
  }
  if (chance(2)) read.limit = static_cast<int>(random_.below(5)) + 1;
  play_.command(reader, read);
}

void Turn::mark_read() {
  Play::Device& reader = device();
  const ConversationId conversation_id = conversation(reader);
  const MarkRead mark{conversation_id, seq_in(conversation_id)};
  play_.command(reader, mark);
}

void Turn::mark_delivered() {
  Play::Device& reader = device();
  const ConversationId conversation_id = conversation(reader);
  const MarkDelivered mark{conversation_id, seq_in(conversation_id)};
  play_.command(reader, mark);
}

void Turn::configure_conversation() {
  Play::Device& owner = device();
  const ConfigureConversation configure{conversation(owner), maybe(), maybe(), maybe(), maybe()};
  play_.command(owner, configure);
}

void Turn::set_draft() {
  Play::Device& writer = device();
  const SetDraft draft{conversation(writer), chance(3) ? "" : word()};
  play_.command(writer, draft);
}

void Turn::type() {
  Play::Device& writer = device();
  const StartTyping typing{conversation(writer)};
  play_.command(writer, typing);
}

ConversationId Turn::conversation(const Play::Device& device) {
  std::vector<ConversationId> all = play_.model_.conversations();
  if (!chance(8)) {
    std::erase_if(all, [&](ConversationId id) { return !play_.model_.is_member(device.user_id, id); });
  }
  return all.empty() ? ConversationId{99} : all[random_.below(all.size())];
}

Seq Turn::seq_in(ConversationId conversation_id) {
  const auto all = play_.model_.conversations();
  const bool exists = std::find(all.begin(), all.end(), conversation_id) != all.end();
  const Seq newest = exists ? play_.model_.newest_seq(conversation_id) : 0;
  return static_cast<Seq>(random_.below(static_cast<std::size_t>(newest) + 2));
}

// ---- what happens to devices and the server

void Turn::connect() {
  play_.connect(device());
}

void Turn::disconnect() {
  play_.disconnect(device());
}

void Turn::reinstall() {
  Play::Device& one = device();
  play_.disconnect(one);
  play_.note("  device " + std::to_string(one.device_id.value) + " has forgotten everything");
  one.copy.reset();
}

void Turn::restart() {
  play_.restart();
}

void Turn::move_clock() {
  static constexpr Milliseconds jumps[] = {hour, -hour, 25 * hour, -25 * hour, 8 * 24 * hour};
  play_.now_ += jumps[random_.below(std::size(jumps))];
  play_.note("  the clock jumps to " + std::to_string(play_.now_));
}

void Turn::prune() {
  const bool all = chance(2);
  play_.world_->change([all](Tx& tx) {
    // Old events go, so that whoever was away that long needs a snapshot.
    event_log::prune(tx, all ? tx.now() + 1 : tx.now() - hour, 1000);
  });
}

}  // namespace ling::histories
