// Announcing something in a group, who has confirmed it, and reminding the others. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

namespace ling {

class AnnouncementService {
 public:
  explicit AnnouncementService(Database& database) : database_(database) {}

  void bind(Dispatcher& dispatcher);

 private:
  /// Refuses not_found and group_text_invalid.
  static Result<Done> publish(Tx& tx, UserId user_id, const PublishAnnouncement& command);
  /// Refuses not_found and group_text_invalid.
  static Result<Done> edit(Tx& tx, UserId user_id, const EditAnnouncement& command);
  /// Refuses not_found.
  static Result<Done> withdraw(Tx& tx, UserId user_id, const WithdrawAnnouncement& command);
  /// Refuses not_found.
  static Result<AnnouncementPage> list(Tx& tx, UserId user_id, const ListAnnouncements& command);
  /// Refuses not_found.
  static Result<Done> dismiss(Tx& tx, UserId user_id, const DismissAnnouncement& command);
  /// Refuses not_found.
  static Result<GroupMemberPage> confirmations(Tx& tx, UserId user_id, const ListConfirmations& command);
  /// Refuses not_found and too_many_requests.
  static Result<Done> remind(Tx& tx, UserId user_id, const RemindOfAnnouncement& command);

  Database& database_;
};

}  // namespace ling
