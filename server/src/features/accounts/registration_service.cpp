#include "features/accounts/registration_service.hpp"

#include "features/accounts/account_rules.hpp"
#include "features/accounts/device_service.hpp"
#include "features/accounts/device_store.hpp"
#include "features/accounts/recovery_codes.hpp"
#include "features/accounts/user_store.hpp"
#include "foundation/log.hpp"
#include "foundation/text.hpp"
#include "security/password_rules.hpp"

#include <chrono>

namespace ling {
namespace {

constexpr Milliseconds day = 24LL * 60 * 60 * 1000;

Milliseconds wall_clock() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch())
      .count();
}

Result<void> check(const Register& command) {
  if (!is_valid_account(command.account)) return refuse(ErrorCode::account_invalid);
  if (command.nickname && !is_valid_nickname(text::trimmed(*command.nickname)))
    return refuse(ErrorCode::nickname_invalid);
  if (command.password.size() > longest_password) return refuse(ErrorCode::too_large, "password");
  if (is_weak_password(command.password, command.account)) return refuse(ErrorCode::password_weak);
  return {};
}

}  // namespace

void RegistrationService::bind(Dispatcher& dispatcher) {
  dispatcher.on<GetServerInfo>(RateClass::cheap, [this](Request&, GetServerInfo) { return info(); });
  dispatcher.on<GetChallenge>(RateClass::cheap, [this](Request&, GetChallenge) -> Task<Result<Challenge>> {
    co_return proof_of_work_.make(wall_clock());
  });
  dispatcher.on<Register>(RateClass::password, [this](Request& request, Register command) {
    return register_account(request, std::move(command));
  });
  dispatcher.on<CreateInvite>(
      RateClass::social, [this](Request& request, CreateInvite command) { return create_invite(request, command); });
  dispatcher.on<ListInvites>(RateClass::cheap, [this](Request&, ListInvites) { return list_invites(); });
  dispatcher.on<RevokeInvite>(RateClass::social,
                              [this](Request&, RevokeInvite command) { return revoke_invite(std::move(command)); });
}

Task<Result<ServerInfo>> RegistrationService::info() {
  auto work = [](Tx& tx) { return user_store::any(tx); };
  const bool has_users = co_await database_.read(std::move(work));
  co_return ServerInfo{options_.server_name, options_.version, options_.registration, has_users};
}

Result<void> RegistrationService::admit(Tx& tx, const Register& command) const {
  if (!user_store::any(tx)) return {};  // somebody has to be the first
  switch (options_.registration) {
    case Registration::open:
      return {};
    case Registration::closed:
      return refuse(ErrorCode::registration_closed);
    case Registration::invite:
      if (command.invite && device_store::use_invite(tx, normalized_code(*command.invite))) return {};
      return refuse(ErrorCode::invite_invalid);
  }
  return refuse(ErrorCode::registration_closed);
}

Task<Result<SignedIn>> RegistrationService::register_account(Request& request, Register command) {
  if (auto fine = check(command); !fine) co_return tl::unexpected(fine.error());
  if (auto solved = guard_.demand_challenge(command.challenge); !solved) co_return tl::unexpected(solved.error());
  // Hashing is dear: look first. The transaction below looks again.
  auto taken = [&](Tx& tx) { return user_store::by_account(tx, command.account).has_value(); };
  if (co_await database_.read(std::move(taken))) co_return refuse(ErrorCode::account_taken);

  const std::string password_hash = co_await passwords_.hash(std::move(command.password));
  const NewDevice device = DeviceService::prepare(request.caller, command.device_name, command.remember.value_or(true));
  const FreshRecoveryCodes fresh = fresh_recovery_codes();
  auto work = [&](Tx& tx) -> Result<SignedIn> {
    if (user_store::by_account(tx, command.account)) return refuse(ErrorCode::account_taken);
    if (auto admitted = admit(tx, command); !admitted) return tl::unexpected(admitted.error());
    user_store::UserRow row;
    row.account = command.account;
    row.nickname = command.nickname ? text::trimmed(*command.nickname) : command.account;
    row.password_hash = password_hash;
    row.is_administrator = !user_store::any(tx);
    row.joined_at = tx.now();
    row.user_id = user_store::add(tx, row);
    user_store::replace_recovery_codes(tx, row.user_id, fresh.hashes);
    return SignedIn{user_store::me(tx, row), DeviceService::store(tx, row.user_id, device), {}, fresh.codes};
  };
  Result<SignedIn> signed_in = co_await database_.write(std::move(work));
  if (signed_in) {
    DeviceService::hand_over(request, device, *signed_in);
    log::info("account.registered",
              {{"user", signed_in->me.user.user_id}, {"administrator", signed_in->me.is_administrator}});
  }
  co_return signed_in;
}

Task<Result<Invite>> RegistrationService::create_invite(Request& request, CreateInvite command) {
  const int uses = command.uses.value_or(1);
  const int days = command.valid_days.value_or(7);
  if (uses < 1 || uses > 1000) co_return refuse(ErrorCode::bad_request, "uses: 1 to 1000 expected");
  if (days < 1 || days > 365) co_return refuse(ErrorCode::bad_request, "valid_days: 1 to 365 expected");
  const UserId creator = request.caller.identity ? request.user() : UserId{};
  const std::string code = normalized_code(random_code());
  auto work = [&](Tx& tx) -> Result<Invite> {
    Invite invite{code, uses, tx.now(), tx.now() + days * day};
    device_store::add_invite(tx, invite, creator);
    return invite;
  };
  co_return co_await database_.write(std::move(work));
}

Task<Result<InviteList>> RegistrationService::list_invites() {
  auto work = [](Tx& tx) -> Result<InviteList> { return InviteList{device_store::invites(tx)}; };
  co_return co_await database_.read(std::move(work));
}

Task<Result<Done>> RegistrationService::revoke_invite(RevokeInvite command) {
  auto work = [&](Tx& tx) -> Result<Done> {
    if (!device_store::remove_invite(tx, normalized_code(command.code))) return refuse(ErrorCode::not_found);
    return Done{};
  };
  co_return co_await database_.write(std::move(work));
}

}  // namespace ling
