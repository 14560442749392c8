// Every refusal the server can give, by name. The web client has a sentence for each in both languages.
#pragma once

#include <boost/describe/enum.hpp>

namespace ling {

enum class ErrorCode {
  bad_request,          ///< The frame, the JSON or a field is not of the expected form; detail names the place.
  unknown_command,      ///< There is no command of this name.
  unauthenticated,      ///< No valid sign-in came with the request.
  not_found,            ///< There is no such thing, or it is not yours to see: the two look the same.
  too_large,            ///< Above a size limit; detail names it.
  too_many_requests,    ///< Slow down; retry_after_ms says for how long.
  busy,                 ///< The server has too much to do; the same request may be sent again.
  internal,             ///< A fault of the server, logged there under the request id.
  storage_full,         ///< The server's disk is full: nothing was stored. The same request may be sent again later.
  quota_full,           ///< Your files take up all the room that one user has here.
  wrong_credentials,    ///< Account or password is wrong; which of them is never told.
  challenge_required,   ///< Solve a challenge (account.challenge) and send it along.
  challenge_failed,     ///< The solution is wrong, expired or already used.
  account_taken,        ///< Somebody has this account.
  account_invalid,      ///< An account is 3 to 32 letters, digits, '_' or '-', and starts with a letter.
  nickname_invalid,     ///< A nickname is 1 to 32 visible characters.
  password_weak,        ///< Shorter than 8 characters, very common, or the account itself.
  registration_closed,  ///< This server takes no new accounts.
  invite_invalid,       ///< The invitation is unknown, used up, revoked or expired.
  recovery_failed,      ///< Account or recovery code is wrong, used or expired; which is never told.
  image_invalid,        ///< Not a PNG, JPEG or WebP picture of the allowed size.
  yourself,             ///< This can't be done with yourself.
  not_friends,          ///< Only friends may do this.
  already_friends,      ///< You are friends already.
  already_requested,    ///< A request to this user is waiting.
  requests_closed,      ///< This user takes no friend requests.
  you_blocked,          ///< You have blocked this user; unblock them first.
  client_id_reused,     ///< This client_id was used for another message.
  message_empty,        ///< Nothing to send.
  message_too_long,     ///< A message is at most 20,000 characters.
  group_name_invalid,   ///< A group's name is 1 to 30 visible characters.
  owner_stays,          ///< The owner of a group cannot leave it, only dissolve it.
  group_full,           ///< A group has at most 2,000 members.
  admins_full,          ///< A group has at most 10 admins.
  group_text_invalid,   ///< An announcement has 1 to 2,000 characters, a description at most 200, a reason 100.
  group_link_invalid,   ///< The link to a group is unknown, used up, revoked or expired.
  mention_refused,      ///< In this group, only the owner and the admins mention everybody.
  mention_too_soon,     ///< Everybody in this group was mentioned less than 5 minutes ago.
  muted,                ///< An admin of the group has muted you, or everybody, for now.
  in_call,              ///< You are in a call already.
  call_taken,           ///< Another window of yours has answered this call.
  leaders_call,         ///< In this group only its owner and admins start calls.
  call_locked,          ///< The call is locked: nobody new comes in.
  call_full,            ///< A call has at most 50 people.
  removed_from_call,    ///< A host has put you out of this call.
  media_off,            ///< This server has no media engine, so it carries no calls of groups.
  sticker_invalid,      ///< Not a GIF, WebP, PNG or JPEG picture of at most 1 MiB and 512 pixels each way.
  stickers_full,        ///< At most 300 stickers and 30 packs; 120 in a pack, 10 packs in a group.
  stream_too_old,       ///< The event stream does not reach back this far: load a snapshot.
};
BOOST_DESCRIBE_ENUM(ErrorCode, bad_request, unknown_command, unauthenticated, not_found, too_large, too_many_requests,
                    busy, internal, storage_full, quota_full, wrong_credentials, challenge_required, challenge_failed,
                    account_taken, account_invalid, nickname_invalid, password_weak, registration_closed,
                    invite_invalid, recovery_failed, image_invalid, yourself, not_friends, already_friends,
                    already_requested, requests_closed, you_blocked, client_id_reused, message_empty, message_too_long,
                    group_name_invalid, owner_stays, group_full, admins_full, group_text_invalid, group_link_invalid,
                    mention_refused, mention_too_soon, muted, in_call, call_taken, leaders_call, call_locked, call_full,
                    removed_from_call, media_off, sticker_invalid, stickers_full, stream_too_old)

}  // namespace ling
