#include "app/services.hpp"

#include "app/file_storage.hpp"

#include <stdexcept>

namespace ling {
namespace {

RateTable rates(const Config& config) {
  RateTable table;
  table.cheap = {static_cast<double>(config.commands_burst), static_cast<double>(config.commands_per_second)};
  table.sending = {static_cast<double>(config.messages_burst), static_cast<double>(config.messages_per_second)};
  table.password.burst = config.password_tries_burst;
  return table;
}

/// A message holds it, or a pack of stickers.
bool may_read_file(Tx& tx, UserId user_id, FileId file_id) {
  return MessageService::may_read_file(tx, user_id, file_id) || StickerPackService::may_read_file(tx, user_id, file_id);
}

CallService::Options call_options(const Config& config) {
  return {.times = {.ring = config.call_ring_ms, .connect = config.call_connect_ms},
          .watch = {.caller_grace = std::chrono::milliseconds(config.call_caller_grace_ms),
                    .grace = std::chrono::milliseconds(config.call_grace_ms)}};
}

GroupCallService::Options group_call_options(const Config& config) {
  return {.watch = {.grace = std::chrono::milliseconds(config.call_grace_ms)}, .times = call_options(config).times};
}

/// Who may speak over the engine.
std::vector<MediaSeat> media_seats(Tx& tx, const MediaPlace& place) {
  std::vector<MediaSeat> seats;
  if (const auto* group_call_id = std::get_if<GroupCallId>(&place)) {
    for (const auto& seat : GroupCallService::seats_in(tx, *group_call_id))
      seats.push_back({seat.user_id, seat.device_id, seat.endpoint, seat.microphone, seat.camera});
  } else {
    for (const auto& window : CallService::answered_windows(tx, std::get<CallId>(place)))
      seats.push_back({window.user_id, window.device_id, window.endpoint});
  }
  return seats;
}

}  // namespace

Services::Services(const Config& config, Database& database, Hub& hub, Passwords& passwords)
    : proof_of_work(config.challenge_work),
      limits(rates(config)),
      guard(limits, proof_of_work),
      dispatcher(limits),
      registration({config.name, LING_VERSION, config.registration}, database, passwords, proof_of_work, guard),
      devices(database, hub, signed_out()),
      sign_in(database, devices, passwords, guard),
      avatars(database),
      profiles(database, avatars, FriendService::acquaintances),
      friends(database, parted(), ConversationService::groups_of_both),
      requests(database, direct_conversations, met()),
      blocks(database, parted(), met()),
      friend_groups(database),
      presence({.grace = std::chrono::milliseconds(config.presence_grace_ms)}, database, hub),
      files(database, file_limits(config), may_read_file),
      storage(database, config.data, {MessageService::bytes_by_conversation, MessageService::messages_with}),
      messages(database, ModerationService::may_write_in, StickerPackService::may_read_file),
      conversations(database, hub),
      groups(database, avatars, [this](ConversationId conversation_id) { group_calls.members_left(conversation_id); }),
      announcements(database),
      joining(database),
      moderation(database),
      calls(call_options(config), around_calls(), database, hub, limits),
      group_calls(group_call_options(config), around_group_calls(), database, hub, limits),
      media(media_seats, database, hub),
      sticker_reader(database, files),
      stickers(database, files, sticker_reader),
      sticker_packs(database, files, sticker_reader),
      stream(database, LING_VERSION),
      backups(database, config.data, config.storage_url) {
  database.write_now([](Tx& tx) {
    StreamService::prepare(tx);
    return true;
  });
  bind_commands();
  connect_features();
}

void Services::bind_commands() {
  registration.bind(dispatcher);
  sign_in.bind(dispatcher);
  devices.bind(dispatcher);
  profiles.bind(dispatcher);
  friends.bind(dispatcher);
  requests.bind(dispatcher);
  blocks.bind(dispatcher);
  friend_groups.bind(dispatcher);
  presence.bind(dispatcher);
  files.bind(dispatcher);
  storage.bind(dispatcher);
  messages.bind(dispatcher);
  conversations.bind(dispatcher);
  groups.bind(dispatcher);
  announcements.bind(dispatcher);
  joining.bind(dispatcher);
  moderation.bind(dispatcher);
  calls.bind(dispatcher);
  group_calls.bind(dispatcher);
  media.bind(dispatcher);
  stickers.bind(dispatcher);
  sticker_packs.bind(dispatcher);
  stream.bind(dispatcher);
  backups.bind(dispatcher);
  boost::mp11::mp_for_each<boost::mp11::mp_transform<boost::mp11::mp_identity, AllCommands>>([&](auto identity) {
    using Command = typename decltype(identity)::type;
    if (!dispatcher.knows(Command::command.name))
      throw std::logic_error("no handler for " + std::string(Command::command.name));
  });
}

void Services::connect_features() {
  stream.add_part(ProfileService::add_to_snapshot);
  stream.add_part(FriendService::add_to_snapshot);
  stream.add_part(FriendGroupService::add_to_snapshot);
  stream.add_part(ConversationService::add_to_snapshot);
  stream.add_part(CallService::add_to_snapshot);
  stream.add_part(GroupCallService::add_to_snapshot);
  stream.add_part(StickerService::add_to_snapshot);
  stream.add_part(StickerPackService::add_to_snapshot);
  profiles.on_settings(ConversationService::settings_changed);
  profiles.after_settings([this](UserId user_id) { presence.refresh(user_id); });
}

FriendService::Parted Services::parted() {
  return [this](UserId a, UserId b) {
    presence.part(a, b);
    calls.part(a, b);
  };
}

CallService::Surroundings Services::around_calls() {
  return {.elsewhere = GroupCallService::is_in,
          .signed_in = DeviceService::is_signed_in,
          .media_on = [this] { return media.on(); },
          .changed = [this] { media.follow(); }};
}

GroupCallService::Surroundings Services::around_group_calls() {
  return {.signed_in = DeviceService::is_signed_in,
          .media_on = [this] { return media.on(); },
          .changed = [this] { media.follow(); },
          .rung = [this] { calls.poke(); }};
}

DeviceService::SignedOut Services::signed_out() {
  return [this](UserId user_id) {
    calls.signed_out(user_id);
    group_calls.signed_out(user_id);
  };
}

RequestService::Met Services::met() {
  return [this](UserId a, UserId b) { presence.meet(a, b); };
}

}  // namespace ling
