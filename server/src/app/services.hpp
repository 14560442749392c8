// What 翎 does, without how it is reached: every feature, bound to the dispatcher and connected with the others.
// Built once at start upon a database, a hub and password workers, which must outlive it; any loop may call.
#pragma once

#include "app/backup.hpp"
#include "app/config.hpp"
#include "dispatch/dispatcher.hpp"
#include "features/accounts/device_service.hpp"
#include "features/accounts/profile_service.hpp"
#include "features/accounts/registration_service.hpp"
#include "features/accounts/sign_in_service.hpp"
#include "features/calls/call_service.hpp"
#include "features/chat/conversation_service.hpp"
#include "features/chat/direct_conversations.hpp"
#include "features/chat/message_service.hpp"
#include "features/files/file_service.hpp"
#include "features/files/storage_service.hpp"
#include "features/group_calls/group_call_service.hpp"
#include "features/groups/announcement_service.hpp"
#include "features/groups/group_service.hpp"
#include "features/groups/joining_service.hpp"
#include "features/groups/moderation_service.hpp"
#include "features/media_lines/media_service.hpp"
#include "features/people/block_service.hpp"
#include "features/people/friend_group_service.hpp"
#include "features/people/friend_service.hpp"
#include "features/people/presence_service.hpp"
#include "features/people/request_service.hpp"
#include "features/stickers/sticker_pack_service.hpp"
#include "features/stickers/sticker_service.hpp"
#include "features/stream/stream_service.hpp"
#include "hub/hub.hpp"
#include "security/passwords.hpp"
#include "security/proof_of_work.hpp"
#include "storage/database.hpp"

namespace ling {

struct Services {
  /// Writes the epoch of a new database. Throws std::logic_error when a declared command has no handler.
  Services(const Config& config, Database& database, Hub& hub, Passwords& passwords);
  Services(const Services&) = delete;
  Services& operator=(const Services&) = delete;

 private:
  void bind_commands();
  void connect_features();
  FriendService::Parted parted();
  RequestService::Met met();
  DeviceService::SignedOut signed_out();
  CallService::Surroundings around_calls();
  GroupCallService::Surroundings around_group_calls();

 public:
  // In the order in which they are built; destroyed in reverse.
  ProofOfWork proof_of_work;
  RateLimits limits;
  SignInGuard guard;
  Dispatcher dispatcher;
  DirectConversations direct_conversations;
  RegistrationService registration;
  DeviceService devices;
  SignInService sign_in;
  AvatarService avatars;
  ProfileService profiles;
  FriendService friends;
  RequestService requests;
  BlockService blocks;
  FriendGroupService friend_groups;
  PresenceService presence;
  FileService files;
  StorageService storage;
  MessageService messages;
  ConversationService conversations;
  GroupService groups;
  AnnouncementService announcements;
  JoiningService joining;
  ModerationService moderation;
  CallService calls;
  GroupCallService group_calls;
  MediaService media;
  StickerReader sticker_reader;
  StickerService stickers;
  StickerPackService sticker_packs;
  StreamService stream;
  BackupService backups;
};

}  // namespace ling
