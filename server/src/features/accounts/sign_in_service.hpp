// Signing in, and everything that changes a password. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/accounts/device_service.hpp"
#include "features/accounts/sign_in_guard.hpp"
#include "ling/protocol/accounts.hpp"
#include "security/passwords.hpp"
#include "storage/database.hpp"

namespace ling {

class SignInService {
 public:
  SignInService(Database& database, DeviceService& devices, Passwords& passwords, SignInGuard& guard)
      : database_(database), devices_(devices), passwords_(passwords), guard_(guard) {}

  void bind(Dispatcher& dispatcher);

 private:
  Task<Result<SignedIn>> sign_in(Request& request, SignIn command);
  Task<Result<SignedIn>> recover(Request& request, Recover command);
  Task<Result<Done>> change_password(Request& request, ChangePassword command);
  Task<Result<RecoveryCodes>> renew_recovery_codes(Request& request, RenewRecoveryCodes command);
  Task<Result<ResetCode>> reset_password(ResetPassword command);
  /// Checks the password of the signed-in user, guarded like a sign-in.
  Task<Result<void>> confirm_password(Request& request, std::string password);

  Database& database_;
  DeviceService& devices_;
  Passwords& passwords_;
  SignInGuard& guard_;
};

}  // namespace ling
