// Devices: opening one at sign-in, recognising it by its token, listing, signing out. Any loop may call.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "hub/hub.hpp"
#include "ling/protocol/accounts.hpp"
#include "storage/database.hpp"

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
  DeviceService(Database& database, Hub& hub) : database_(database), hub_(hub) {}

  void bind(Dispatcher& dispatcher);

  Task<std::optional<Identity>> identify(std::string token, std::string address) override;

  static NewDevice prepare(const Caller& caller, const std::optional<std::string>& name, bool remember);
  static DeviceId store(Tx& tx, UserId user_id, const NewDevice& device);
  /// Gives the token to the caller: browsers as a cookie, programs in the answer.
  static void hand_over(Request& request, const NewDevice& device, SignedIn& signed_in);

 private:
  Task<Result<DeviceList>> list(Identity caller);
  Task<Result<Done>> sign_out(UserId user_id, DeviceId device_id);

  Database& database_;
  Hub& hub_;
};

}  // namespace ling
