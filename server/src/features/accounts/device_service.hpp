// Devices: opening one at sign-in, recognising it by its token, listing, signing out. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "hub/hub.hpp"
#include "ling/protocol/accounts.hpp"
#include "storage/database.hpp"

#include <functional>
#include <optional>
#include <string>

namespace ling {

/// A device about to be stored: the token exists only here and with the client.
struct NewDevice {
  std::string token, token_hash, name, address;
  bool remember = true;
};

class DeviceService : public Authenticator {
 public:
  /// Told after devices of somebody were signed out, from any loop.
  using SignedOut = std::function<void(UserId)>;

  DeviceService(Database& database, Hub& hub, SignedOut signed_out)
      : database_(database), hub_(hub), signed_out_(std::move(signed_out)) {}

  void bind(Dispatcher& dispatcher);

  Task<std::optional<Identity>> identify(std::string token, std::string address) override;

  static NewDevice prepare(const Caller& caller, const std::optional<std::string>& name, bool remember);
  static DeviceId store(Tx& tx, UserId user_id, const NewDevice& device);
  /// Gives the token to the caller: browsers as a cookie, programs in the answer.
  static void hand_over(Request& request, const NewDevice& device, SignedIn& signed_in);
  static bool is_signed_in(Tx& tx, DeviceId device_id);
  /// After all devices of the user but one were removed.
  void others_removed(UserId user_id, DeviceId keep);

 private:
  Task<Result<DeviceList>> list(Identity caller);
  Task<Result<Done>> sign_out(UserId user_id, DeviceId device_id);

  Database& database_;
  Hub& hub_;
  SignedOut signed_out_;
};

}  // namespace ling
