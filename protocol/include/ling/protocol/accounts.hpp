// Accounts: registering, signing in, devices, profile, settings, invitations.
#pragma once

#include "ling/protocol/declaration.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

/// What everybody who may see a user sees of them.
struct User {
  UserId user_id;
  std::string account;  ///< The name for signing in and for being found; never changes.
  std::string nickname;
  std::string signature;  ///< A line about oneself; may be empty.
  std::string avatar;     ///< Name of the picture under /avatars/; empty = draw initials.
};
BOOST_DESCRIBE_STRUCT(User, (), (user_id, account, nickname, signature, avatar))

/// How somebody who asks becomes my friend.
enum class FriendPolicy {
  with_message,  ///< They write something, and I decide.
  with_answer,   ///< They answer my question, and I decide.
  anyone,        ///< At once.
  nobody,        ///< Not at all; I may still ask them.
};
BOOST_DESCRIBE_ENUM(FriendPolicy, with_message, with_answer, anyone, nobody)

/// Settings that follow the user to every device.
struct Settings {
  bool hide_presence = false;    ///< Friends never see me online.
  bool hide_read_marks = false;  ///< Others do not see what I have read, nor I what they have.
  bool hide_account = false;     ///< Only friends find me by my account; by my ID everybody does.
  FriendPolicy friend_policy = FriendPolicy::with_message;
  std::string friend_question;  ///< At most 100 characters; never empty while friend_policy is with_answer.
};
BOOST_DESCRIBE_STRUCT(Settings, (), (hide_presence, hide_read_marks, hide_account, friend_policy, friend_question))

/// What I see of myself.
struct Me {
  User user;
  std::string phone;  ///< Optional; shown to nobody else.
  bool is_administrator = false;
  Milliseconds joined_at = 0;
  Settings settings;
  int recovery_codes_left = 0;
};
BOOST_DESCRIBE_STRUCT(Me, (), (user, phone, is_administrator, joined_at, settings, recovery_codes_left))

/// One sign-in of a user, on one browser or program.
struct Device {
  DeviceId device_id;
  std::string name;     ///< "Chrome · Windows", made from the user agent or given by the program.
  std::string address;  ///< Network address it was last seen at.
  Milliseconds created_at = 0;
  Milliseconds last_seen_at = 0;
  bool current = false;  ///< The device that asks.
  bool online = false;
};
BOOST_DESCRIBE_STRUCT(Device, (), (device_id, name, address, created_at, last_seen_at, current, online))

enum class Registration { open, invite, closed };
BOOST_DESCRIBE_ENUM(Registration, open, invite, closed)

/// What a client needs to know before anybody has signed in.
struct ServerInfo {
  std::string name;  ///< Shown on the sign-in card.
  std::string version;
  Registration registration = Registration::open;
  bool has_users = true;  ///< false on a new server: the next account becomes administrator.
};
BOOST_DESCRIBE_STRUCT(ServerInfo, (), (name, version, registration, has_users))

/// A proof-of-work puzzle in the form of ALTCHA version 1: find the number n, 0 <= n <= max_number,
/// with lower-case hex SHA-256(salt + decimal n) == challenge. Takes a browser well under a second.
struct Challenge {
  std::string algorithm;  ///< Always "SHA-256".
  std::string challenge;
  std::string salt;  ///< Holds the expiry; send it back untouched.
  std::string signature;
  int max_number = 0;
};
BOOST_DESCRIBE_STRUCT(Challenge, (), (algorithm, challenge, salt, signature, max_number))

struct ChallengeSolution {
  std::string challenge;
  std::string salt;
  std::string signature;
  int number = 0;
};
BOOST_DESCRIBE_STRUCT(ChallengeSolution, (), (challenge, salt, signature, number))

/// A fresh sign-in.
struct SignedIn {
  Me me;
  DeviceId device_id;
  /// For programs: send as "Authorization: Bearer …". Browsers get an HttpOnly cookie and null here.
  std::optional<std::string> token;
  /// After registering, and after recovery used up the last one: eight single-use codes, shown this once.
  std::vector<std::string> recovery_codes;
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (me, device_id, token, recovery_codes))

struct GetServerInfo {
  static constexpr CommandInfo command{"server.info", Access::anyone,
                                       "What a client needs to know before anybody has signed in."};
  using Answer = ServerInfo;
};
BOOST_DESCRIBE_STRUCT(GetServerInfo, (), ())

struct GetChallenge {
  static constexpr CommandInfo command{"account.challenge", Access::anyone,
                                       "Get a puzzle to solve before registering, or before signing in when "
                                       "the server asks for it."};
  using Answer = Challenge;
};
BOOST_DESCRIBE_STRUCT(GetChallenge, (), ())

struct Register {
  static constexpr CommandInfo command{"account.register", Access::anyone,
                                       "Make an account and sign in with it. The first account of a server "
                                       "becomes its administrator."};
  using Answer = SignedIn;
  std::string account;
  std::string password;
  std::optional<std::string> nickname;  ///< The account, unless given.
  std::optional<std::string> invite;    ///< Code of an invitation, where registration needs one.
  std::optional<std::string> device_name;
  std::optional<bool> remember;  ///< Stay signed in on this device; true unless given.
  std::optional<ChallengeSolution> challenge;
};
BOOST_DESCRIBE_STRUCT(Register, (), (account, password, nickname, invite, device_name, remember, challenge))

struct SignIn {
  static constexpr CommandInfo command{"account.sign_in", Access::anyone,
                                       "Sign in on a new device. After failures the server asks for a solved "
                                       "challenge."};
  using Answer = SignedIn;
  std::string account;
  std::string password;
  std::optional<std::string> device_name;
  std::optional<bool> remember;  ///< Stay signed in on this device; true unless given.
  std::optional<ChallengeSolution> challenge;
};
BOOST_DESCRIBE_STRUCT(SignIn, (), (account, password, device_name, remember, challenge))

struct Recover {
  static constexpr CommandInfo command{"account.recover", Access::anyone,
                                       "Set a new password with a recovery code, or with a reset code from the "
                                       "administrator. Uses the code up, signs out every other device, signs in here."};
  using Answer = SignedIn;
  std::string account;
  std::string code;
  std::string new_password;
  std::optional<std::string> device_name;
  std::optional<ChallengeSolution> challenge;
};
BOOST_DESCRIBE_STRUCT(Recover, (), (account, code, new_password, device_name, challenge))

struct SignOut {
  static constexpr CommandInfo command{"account.sign_out", Access::signed_in, "Sign out this device."};
  using Answer = Done;
};
BOOST_DESCRIBE_STRUCT(SignOut, (), ())

struct ChangePassword {
  static constexpr CommandInfo command{"account.change_password", Access::signed_in,
                                       "Change the password. Signs out every other device."};
  using Answer = Done;
  std::string old_password;
  std::string new_password;
};
BOOST_DESCRIBE_STRUCT(ChangePassword, (), (old_password, new_password))

struct RecoveryCodes {
  std::vector<std::string> codes;
};
BOOST_DESCRIBE_STRUCT(RecoveryCodes, (), (codes))

struct RenewRecoveryCodes {
  static constexpr CommandInfo command{"account.renew_recovery_codes", Access::signed_in,
                                       "Make eight new recovery codes; the old ones stop working."};
  using Answer = RecoveryCodes;
  std::string password;
};
BOOST_DESCRIBE_STRUCT(RenewRecoveryCodes, (), (password))

struct UpdateProfile {
  static constexpr CommandInfo command{"account.update_profile", Access::signed_in,
                                       "Change what is given; null leaves a field as it is."};
  using Answer = Me;
  std::optional<std::string> nickname;   ///< 1 to 32 characters.
  std::optional<std::string> signature;  ///< At most 100 characters.
  std::optional<std::string> phone;      ///< At most 20 of digits, space, '+', '-'; empty removes it.
};
BOOST_DESCRIBE_STRUCT(UpdateProfile, (), (nickname, signature, phone))

struct SetAvatar {
  static constexpr CommandInfo command{"account.set_avatar", Access::signed_in,
                                       "Set my picture; an empty image removes it. It is drawn anew, as a square: what "
                                       "else the file tells, such as where it was taken, is not kept."};
  using Answer = Me;
  std::string image;  ///< Base64 of a PNG, JPEG or WebP of at most 96 KiB and 512 x 512.
};
BOOST_DESCRIBE_STRUCT(SetAvatar, (), (image))

struct UpdateSettings {
  static constexpr CommandInfo command{"account.update_settings", Access::signed_in,
                                       "Change what is given; null leaves a setting as it is."};
  using Answer = Me;
  std::optional<bool> hide_presence;
  std::optional<bool> hide_read_marks;
  std::optional<bool> hide_account;
  std::optional<FriendPolicy> friend_policy;
  std::optional<std::string> friend_question;
};
BOOST_DESCRIBE_STRUCT(UpdateSettings, (),
                      (hide_presence, hide_read_marks, hide_account, friend_policy, friend_question))

struct DeviceList {
  std::vector<Device> devices;
};
BOOST_DESCRIBE_STRUCT(DeviceList, (), (devices))

struct ListDevices {
  static constexpr CommandInfo command{"device.list", Access::signed_in, "My devices, this one first."};
  using Answer = DeviceList;
};
BOOST_DESCRIBE_STRUCT(ListDevices, (), ())

struct SignOutDevice {
  static constexpr CommandInfo command{"device.sign_out", Access::signed_in,
                                       "Sign out one of my devices; its connections close at once."};
  using Answer = Done;
  DeviceId device_id;
};
BOOST_DESCRIBE_STRUCT(SignOutDevice, (), (device_id))

/// An invitation to register.
struct Invite {
  std::string code;
  int uses_left = 0;
  Milliseconds created_at = 0;
  Milliseconds expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(Invite, (), (code, uses_left, created_at, expires_at))

struct InviteList {
  std::vector<Invite> invites;
};
BOOST_DESCRIBE_STRUCT(InviteList, (), (invites))

struct CreateInvite {
  static constexpr CommandInfo command{"invite.create", Access::administrator,
                                       "Make an invitation; its link is /register?invite=CODE."};
  using Answer = Invite;
  std::optional<int> uses;        ///< 1 to 1,000; 1 unless given.
  std::optional<int> valid_days;  ///< 1 to 365; 7 unless given.
};
BOOST_DESCRIBE_STRUCT(CreateInvite, (), (uses, valid_days))

struct ListInvites {
  static constexpr CommandInfo command{"invite.list", Access::administrator, "Invitations that still work."};
  using Answer = InviteList;
};
BOOST_DESCRIBE_STRUCT(ListInvites, (), ())

struct RevokeInvite {
  static constexpr CommandInfo command{"invite.revoke", Access::administrator, "End an invitation."};
  using Answer = Done;
  std::string code;
};
BOOST_DESCRIBE_STRUCT(RevokeInvite, (), (code))

struct ResetCode {
  std::string code;  ///< Give it to the user in person: it sets a new password once.
  Milliseconds expires_at = 0;
};
BOOST_DESCRIBE_STRUCT(ResetCode, (), (code, expires_at))

struct ResetPassword {
  static constexpr CommandInfo command{"admin.reset_password", Access::administrator,
                                       "Make a single-use code, valid for 30 minutes, with which a user who lost "
                                       "everything sets a new password."};
  using Answer = ResetCode;
  std::string account;
};
BOOST_DESCRIBE_STRUCT(ResetPassword, (), (account))

using AccountCommands = CommandList<GetServerInfo, GetChallenge, Register, SignIn, Recover, SignOut, ChangePassword,
                                    RenewRecoveryCodes, UpdateProfile, SetAvatar, UpdateSettings, ListDevices,
                                    SignOutDevice, CreateInvite, ListInvites, RevokeInvite, ResetPassword>;

struct MeChanged {
  static constexpr EventInfo event{"me.changed", Durability::durable,
                                   "My profile, settings or recovery codes changed, on this device or another."};
  Me me;
};
BOOST_DESCRIBE_STRUCT(MeChanged, (), (me))

struct UserChanged {
  static constexpr EventInfo event{"user.changed", Durability::durable,
                                   "Somebody I know is new to me, or changed their profile."};
  User user;
};
BOOST_DESCRIBE_STRUCT(UserChanged, (), (user))

using AccountEvents = EventList<MeChanged, UserChanged>;

}  // namespace ling
