#include "features/accounts/sign_in_service.hpp"

#include "features/accounts/device_store.hpp"
#include "features/accounts/recovery_codes.hpp"
#include "features/accounts/user_store.hpp"
#include "foundation/log.hpp"
#include "security/password_rules.hpp"
#include "storage/event_log.hpp"

namespace ling {
namespace {

constexpr Milliseconds reset_code_valid_for = 30 * 60 * 1000;

using user_store::UserRow;

Result<void> check_new_password(std::string_view password, std::string_view account) {
  if (password.size() > longest_password) return refuse(ErrorCode::too_large, "password");
  if (is_weak_password(password, account)) return refuse(ErrorCode::password_weak);
  return {};
}

}  // namespace

void SignInService::bind(Dispatcher& dispatcher) {
  dispatcher.on<SignIn>(RateClass::password,
                        [this](Request& request, SignIn command) { return sign_in(request, std::move(command)); });
  dispatcher.on<Recover>(RateClass::password,
                         [this](Request& request, Recover command) { return recover(request, std::move(command)); });
  dispatcher.on<ChangePassword>(RateClass::password, [this](Request& request, ChangePassword command) {
    return change_password(request, std::move(command));
  });
  dispatcher.on<RenewRecoveryCodes>(RateClass::password, [this](Request& request, RenewRecoveryCodes command) {
    return renew_recovery_codes(request, std::move(command));
  });
  dispatcher.on<ResetPassword>(RateClass::social,
                               [this](Request&, ResetPassword command) { return reset_password(std::move(command)); });
}

Task<Result<SignedIn>> SignInService::sign_in(Request& request, SignIn command) {
  if (command.password.size() > longest_password) co_return refuse(ErrorCode::too_large, "password");
  if (auto admitted = guard_.admit(request.caller, command.account, command.challenge); !admitted) {
    co_return tl::unexpected(admitted.error());
  }
  auto find = [&](Tx& tx) { return user_store::by_account(tx, command.account); };
  const std::optional<UserRow> user = co_await database_.read(std::move(find));
  // The same work for an unknown account: nobody learns from the time which accounts exist.
  std::string stored = user ? user->password_hash : std::string();
  const bool right = co_await passwords_.verify(std::move(stored), std::move(command.password));
  if (!right) {
    guard_.failed(request.caller, command.account);
    log::info("account.sign_in_failed", {{"address", log::redacted(request.caller.address)}});
    co_return refuse(ErrorCode::wrong_credentials);
  }
  const NewDevice device = DeviceService::prepare(request.caller, command.device_name, command.remember.value_or(true));
  auto work = [&](Tx& tx) -> Result<SignedIn> {
    const auto row = user_store::by_id(tx, user->user_id);
    // The password may have been changed while this one was being checked.
    if (!row || row->password_hash != user->password_hash) return refuse(ErrorCode::wrong_credentials);
    return SignedIn{user_store::me(tx, *row), DeviceService::store(tx, row->user_id, device), {}, {}};
  };
  Result<SignedIn> signed_in = co_await database_.write(std::move(work));
  if (signed_in) {
    DeviceService::hand_over(request, device, *signed_in);
    log::info("device.signed_in", {{"user", user->user_id}, {"device", signed_in->device_id}});
  }
  co_return signed_in;
}

Task<Result<SignedIn>> SignInService::recover(Request& request, Recover command) {
  if (auto fine = check_new_password(command.new_password, command.account); !fine)
    co_return tl::unexpected(fine.error());
  if (auto admitted = guard_.admit(request.caller, command.account, command.challenge); !admitted) {
    co_return tl::unexpected(admitted.error());
  }
  const std::string code_hash = secret_hash(normalized_code(command.code));
  const std::string password_hash = co_await passwords_.hash(std::move(command.new_password));
  const NewDevice device = DeviceService::prepare(request.caller, command.device_name, true);
  const FreshRecoveryCodes fresh = fresh_recovery_codes();
  auto work = [&](Tx& tx) -> Result<SignedIn> {
    auto row = user_store::by_account(tx, command.account);
    const bool opened = row && (user_store::use_recovery_code(tx, row->user_id, code_hash) ||
                                user_store::use_reset_code(tx, row->user_id, code_hash));
    if (!opened) return refuse(ErrorCode::recovery_failed);
    user_store::set_password(tx, row->user_id, password_hash);
    SignedIn signed_in;
    if (user_store::me(tx, *row).recovery_codes_left == 0) {
      user_store::replace_recovery_codes(tx, row->user_id, fresh.hashes);
      signed_in.recovery_codes = fresh.codes;
    }
    signed_in.me = user_store::me(tx, *row);
    signed_in.device_id = DeviceService::store(tx, row->user_id, device);
    device_store::remove_others(tx, row->user_id, signed_in.device_id);
    emit(tx, row->user_id, MeChanged{signed_in.me});
    return signed_in;
  };
  Result<SignedIn> signed_in = co_await database_.write(std::move(work));
  if (!signed_in) {
    guard_.failed(request.caller, command.account);
    co_return signed_in;
  }
  const UserId user_id = signed_in->me.user.user_id;
  devices_.others_removed(user_id, signed_in->device_id);
  DeviceService::hand_over(request, device, *signed_in);
  log::info("account.recovered", {{"user", user_id}});
  co_return signed_in;
}

Task<Result<void>> SignInService::confirm_password(Request& request, std::string password) {
  const UserId user_id = request.user();
  auto find = [&](Tx& tx) { return user_store::by_id(tx, user_id); };
  const std::optional<UserRow> user = co_await database_.read(std::move(find));
  if (!user) co_return refuse(ErrorCode::unauthenticated);
  if (auto admitted = guard_.admit(request.caller, user->account, std::nullopt); !admitted) {
    // A signed-in person is asked to wait instead of solving a challenge.
    co_return refuse(ErrorCode::too_many_requests, {}, 60000);
  }
  std::string stored = user->password_hash;
  const bool right = co_await passwords_.verify(std::move(stored), std::move(password));
  if (!right) {
    guard_.failed(request.caller, user->account);
    co_return refuse(ErrorCode::wrong_credentials);
  }
  co_return Result<void>{};
}

Task<Result<Done>> SignInService::change_password(Request& request, ChangePassword command) {
  const UserId user_id = request.user();
  const DeviceId device_id = request.device();
  auto find = [&](Tx& tx) { return user_store::user(tx, user_id); };
  const std::optional<User> user = co_await database_.read(std::move(find));
  if (!user) co_return refuse(ErrorCode::unauthenticated);
  if (auto fine = check_new_password(command.new_password, user->account); !fine)
    co_return tl::unexpected(fine.error());
  const Result<void> confirmed = co_await confirm_password(request, std::move(command.old_password));
  if (!confirmed) co_return tl::unexpected(confirmed.error());
  const std::string password_hash = co_await passwords_.hash(std::move(command.new_password));
  auto work = [&](Tx& tx) -> Result<Done> {
    user_store::set_password(tx, user_id, password_hash);
    device_store::remove_others(tx, user_id, device_id);
    return Done{};
  };
  const Result<Done> done = co_await database_.write(std::move(work));
  if (done) {
    devices_.others_removed(user_id, device_id);
    log::info("account.password_changed", {{"user", user_id}});
  }
  co_return done;
}

Task<Result<RecoveryCodes>> SignInService::renew_recovery_codes(Request& request, RenewRecoveryCodes command) {
  const Result<void> confirmed = co_await confirm_password(request, std::move(command.password));
  if (!confirmed) co_return tl::unexpected(confirmed.error());
  const UserId user_id = request.user();
  const FreshRecoveryCodes fresh = fresh_recovery_codes();
  auto work = [&](Tx& tx) -> Result<RecoveryCodes> {
    const auto row = user_store::by_id(tx, user_id);
    if (!row) return refuse(ErrorCode::unauthenticated);
    user_store::replace_recovery_codes(tx, user_id, fresh.hashes);
    emit(tx, user_id, MeChanged{user_store::me(tx, *row)});
    return RecoveryCodes{fresh.codes};
  };
  co_return co_await database_.write(std::move(work));
}

Task<Result<ResetCode>> SignInService::reset_password(ResetPassword command) {
  const std::string code = random_code();
  const std::string hash = secret_hash(normalized_code(code));
  auto work = [&](Tx& tx) -> Result<ResetCode> {
    const auto row = user_store::by_account(tx, command.account);
    if (!row) return refuse(ErrorCode::not_found);
    const Milliseconds expires_at = tx.now() + reset_code_valid_for;
    user_store::set_reset_code(tx, row->user_id, hash, expires_at);
    log::info("account.reset_code_made", {{"user", row->user_id}});
    return ResetCode{code, expires_at};
  };
  co_return co_await database_.write(std::move(work));
}

}  // namespace ling
