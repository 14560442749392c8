// How people come into a group: finding it, links, requests and who decides them. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "ling/protocol/protocol.hpp"
#include "storage/database.hpp"

namespace ling {

class JoiningService {
 public:
  explicit JoiningService(Database& database) : database_(database) {}

  void bind(Dispatcher& dispatcher);

 private:
  static Result<GroupCards> find(Tx& tx, UserId user_id, const FindGroups& command);
  /// Refuses not_found, bad_request, too_many_requests.
  static Result<GroupLink> create_link(Tx& tx, UserId user_id, const CreateGroupLink& command);
  /// Refuses not_found.
  static Result<GroupLinks> links(Tx& tx, UserId user_id, const ListGroupLinks& command);
  /// Refuses not_found.
  static Result<Done> revoke_link(Tx& tx, UserId user_id, const RevokeGroupLink& command);
  /// Refuses group_link_invalid.
  static Result<GroupCard> read_link(Tx& tx, UserId user_id, const ReadGroupLink& command);
  /// Refuses group_link_invalid, not_found, group_text_invalid, group_full.
  static Result<JoinOutcome> join(Tx& tx, UserId user_id, const JoinGroup& command);
  /// Refuses not_found.
  static Result<JoinRequests> requests(Tx& tx, UserId user_id, const ListJoinRequests& command);
  /// Refuses not_found and group_full.
  static Result<Done> decide(Tx& tx, UserId user_id, const DecideJoinRequest& command);

  Database& database_;
};

}  // namespace ling
