// Making accounts: server info, challenges, registering, invitations. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/accounts/sign_in_guard.hpp"
#include "ling/protocol/accounts.hpp"
#include "security/passwords.hpp"
#include "security/proof_of_work.hpp"
#include "storage/database.hpp"

#include <string>

namespace ling {

class RegistrationService {
 public:
  struct Options {
    std::string server_name;
    std::string version;
    Registration registration = Registration::open;
  };

  RegistrationService(Options options, Database& database, Passwords& passwords, ProofOfWork& proof_of_work,
                      SignInGuard& guard)
      : options_(std::move(options)),
        database_(database),
        passwords_(passwords),
        proof_of_work_(proof_of_work),
        guard_(guard) {}

  void bind(Dispatcher& dispatcher);

 private:
  Task<Result<ServerInfo>> info();
  Task<Result<SignedIn>> register_account(Request& request, Register command);
  Task<Result<Invite>> create_invite(Request& request, CreateInvite command);
  Task<Result<InviteList>> list_invites();
  Task<Result<Done>> revoke_invite(RevokeInvite command);
  /// Whether one more account may be made now; uses up the invitation.
  Result<void> admit(Tx& tx, const Register& command) const;

  Options options_;
  Database& database_;
  Passwords& passwords_;
  ProofOfWork& proof_of_work_;
  SignInGuard& guard_;
};

}  // namespace ling
