// Profile, picture and settings. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/accounts/avatar_service.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

#include <functional>
#include <string>
#include <vector>

namespace ling {

class ProfileService {
 public:
  /// Everybody whose snapshot names a user.
  using Acquaintances = std::function<std::vector<UserId>(Tx&, UserId)>;
  /// Told inside the transaction that changes settings, so that other features can emit what follows from it.
  using SettingsListener = std::function<void(Tx&, UserId, const Settings& before, const Settings& after)>;

  ProfileService(Database& database, AvatarService& avatars, Acquaintances acquaintances)
      : database_(database), avatars_(avatars), acquaintances_(std::move(acquaintances)) {}

  void bind(Dispatcher& dispatcher);
  void on_settings(SettingsListener listener) { settings_listeners_.push_back(std::move(listener)); }
  /// Called on the asker's loop after the commit, for what is not in the stream.
  void after_settings(std::function<void(UserId)> follower) { settings_followers_.push_back(std::move(follower)); }

  static void add_to_snapshot(Tx& tx, UserId user_id, Snapshot& snapshot);

 private:
  Task<Result<Me>> update_profile(UserId user_id, UpdateProfile command);
  Task<Result<Me>> set_avatar(UserId user_id, SetAvatar command);
  Task<Result<Me>> update_settings(UserId user_id, UpdateSettings command);
  /// Tells the user, and those who know the user when there is something for them to see, and answers.
  Me announce(Tx& tx, const User& before);

  Database& database_;
  AvatarService& avatars_;
  Acquaintances acquaintances_;
  std::vector<SettingsListener> settings_listeners_;
  std::vector<std::function<void(UserId)>> settings_followers_;
};

}  // namespace ling
