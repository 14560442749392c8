// One step of a history: a function for everything that can happen. Most are a command of somebody, about something
// that exists or not, that is theirs or not.
#pragma once

#include "histories/play.hpp"

#include <string>

namespace ling::histories {

class Turn {
 public:
  Turn(Play& play, std::uint64_t choices) : play_(play), random_(choices) {}
  void take(std::size_t kind);

  struct Kind {
    const char* name;
    std::size_t weight;  ///< How often, against the others.
    void (Turn::*act)();
  };

 private:
  friend std::vector<Step> steps_of(std::uint64_t seed);
  static const std::vector<Kind>& kinds();

  // People.
  void find_user();
  void request_friend();
  void accept_friend();
  void decline_friend();
  void configure_friend();
  void get_terms();
  void remove_friend();
  void block();
  void unblock();
  void list_common_groups();
  void create_friend_group();
  void rename_friend_group();
  void place_friend_group();
  void remove_friend_group();
  void move_friends();
  void list_presence();
  void update_profile();
  void update_settings();
  // Chat.
  void send();
  void mention(SendMessage& command);
  void send_again();
  void read_history();
  void mark_read();
  void mark_delivered();
  void configure_conversation();
  void set_draft();
  void type();
  // Groups.
  void create_group();
  void list_members();
  void invite();
  void leave();
  void remove();
  void rename();
  void set_admin();
  void transfer();
  void dissolve();
  void describe();
  void set_nickname();
  void announce();
  void list_announcements();
  void dismiss_announcement();
  void list_confirmations();
  void remind();
  void configure();
  void mute();
  void exempt();
  void find_groups();
  void create_link();
  void list_links();
  void revoke_link();
  void read_link();
  void join_by_link();
  void join_by_number();
  void list_join_requests();
  void decide();
  // What happens to devices and the server.
  void connect();
  void disconnect();
  void reinstall();
  void restart();
  void move_clock();
  void prune();

  bool chance(std::size_t one_in) { return random_.below(one_in) == 0; }
  std::optional<bool> maybe();
  std::string word() { return "word " + std::to_string(random_.below(1000)); }
  Play::Device& device() { return play_.devices_[random_.below(play_.devices_.size())]; }
  UserId anybody() { return Play::person(static_cast<int>(random_.below(Play::people + 1)) + 1); }
  /// Mostly one of the user's, or the default one.
  FriendGroupId friend_group(UserId user_id);
  /// Mostly friends of a user.
  std::vector<UserId> some_friends(UserId user_id);
  /// Mostly one that the device's user is in.
  ConversationId conversation(const Play::Device& device);

  /// Somebody's device, and a group: mostly one that this user is in, often its owner.
  struct InGroup {
    Play::Device& device;
    ConversationId group;
  };
  InGroup in_group();
  /// Its owner's; anybody's when there is no such group.
  Play::Device& leader_of(ConversationId group);
  /// Mostly one of the group's.
  AnnouncementId announcement(ConversationId group);
  /// Mostly one that leads into a group.
  std::string link_code();
  /// Mostly somebody else who is in the group.
  UserId other_member(const InGroup& in);
  Seq seq_in(ConversationId conversation_id);
  RequestId request() { return {static_cast<std::int64_t>(random_.below(play_.model_.requests().size() + 1)) + 1}; }
  /// Mostly a device of the one who may decide on it.
  Play::Device& decider(RequestId request_id);
  Play::Device& device_of(UserId user_id);

  Play& play_;
  Random random_;
};

}  // namespace ling::histories
