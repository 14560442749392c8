#include "features/accounts/device_service.hpp"

#include "features/accounts/account_rules.hpp"
#include "features/accounts/device_store.hpp"
#include "features/accounts/user_store.hpp"
#include "foundation/log.hpp"
#include "security/tokens.hpp"

#include <algorithm>

namespace ling {
namespace {

constexpr Milliseconds hour = 60 * 60 * 1000;
constexpr Milliseconds day = 24 * hour;
constexpr int cookie_age_s = 400 * 24 * 60 * 60;  // the longest that browsers keep; the device row decides

// Sliding: every use after an hour moves the end.
Milliseconds expiry(bool remember, Milliseconds now) {
  return now + (remember ? 90 * day : day);
}

}  // namespace

void DeviceService::bind(Dispatcher& dispatcher) {
  dispatcher.on<ListDevices>(RateClass::cheap,
                             [this](Request& request, ListDevices) { return list(*request.caller.identity); });
  dispatcher.on<SignOutDevice>(RateClass::social, [this](Request& request, SignOutDevice command) {
    return sign_out(request.user(), command.device_id);
  });
  dispatcher.on<SignOut>(RateClass::cheap, [this](Request& request, SignOut) {
    request.cookie = CookieChange{};
    return sign_out(request.user(), request.device());
  });
}

Task<std::optional<Identity>> DeviceService::identify(std::string token, std::string address) {
  if (token.size() > 128) co_return std::nullopt;
  const std::string hash = secret_hash(token);
  struct Found {
    device_store::DeviceRow device;
    bool is_administrator = false;
    Milliseconds now = 0;
  };
  auto find = [&](Tx& tx) -> std::optional<Found> {
    auto device = device_store::by_token(tx, hash);
    if (!device) return std::nullopt;
    const auto user = user_store::by_id(tx, device->user_id);
    if (!user) return std::nullopt;
    return Found{std::move(*device), user->is_administrator, tx.now()};
  };
  const std::optional<Found> found = co_await database_.read(std::move(find));
  if (!found) co_return std::nullopt;
  const auto& device = found->device;
  if (found->now - device.last_seen_at > hour || device.address != address) {
    auto touch = [&](Tx& tx) {
      device_store::touch(tx, device.device_id, address, expiry(device.remember, tx.now()));
      return true;
    };
    try {
      co_await database_.write(std::move(touch));
    } catch (const std::exception& fault) {
      // Reading goes on while the disk is full; only the renewal waits.
      log::warning("device.not_renewed", {{"device", device.device_id}, {"fault", fault.what()}});
    }
  }
  co_return Identity{device.user_id, device.device_id, found->is_administrator};
}

NewDevice DeviceService::prepare(const Caller& caller, const std::optional<std::string>& name, bool remember) {
  NewDevice device;
  device.token = random_token();
  device.token_hash = secret_hash(device.token);
  device.name = name ? clean_device_name(*name) : std::string();
  if (device.name.empty()) device.name = device_name_of(caller.user_agent);
  device.address = caller.address;
  device.remember = remember;
  return device;
}

DeviceId DeviceService::store(Tx& tx, UserId user_id, const NewDevice& device) {
  device_store::remove_expired(tx);
  return device_store::add(tx,
                           {.user_id = user_id,
                            .name = device.name,
                            .address = device.address,
                            .remember = device.remember,
                            .created_at = tx.now(),
                            .last_seen_at = tx.now(),
                            .expires_at = expiry(device.remember, tx.now())},
                           device.token_hash);
}

void DeviceService::hand_over(Request& request, const NewDevice& device, SignedIn& signed_in) {
  if (request.caller.browser) {
    request.cookie = CookieChange{device.token, device.remember ? cookie_age_s : 0};
  } else {
    signed_in.token = device.token;
  }
}

bool DeviceService::is_signed_in(Tx& tx, DeviceId device_id) {
  return device_store::exists(tx, device_id);
}

void DeviceService::others_removed(UserId user_id, DeviceId keep) {
  hub_.close_other_devices(user_id, keep, CloseCode::signed_out);
  signed_out_(user_id);
}

Task<Result<DeviceList>> DeviceService::list(Identity caller) {
  std::vector<UserId> just_me{caller.user_id};
  const Hub::Online online = co_await hub_.who_is_online(std::move(just_me));
  auto work = [&](Tx& tx) -> Result<DeviceList> {
    DeviceList list;
    for (const device_store::DeviceRow& row : device_store::of_user(tx, caller.user_id)) {
      const bool connected =
          std::find(online.devices.begin(), online.devices.end(), row.device_id) != online.devices.end();
      list.devices.push_back({row.device_id, row.name, row.address, row.created_at, row.last_seen_at,
                              row.device_id == caller.device_id, connected});
    }
    const auto current =
        std::find_if(list.devices.begin(), list.devices.end(), [](const Device& device) { return device.current; });
    if (current != list.devices.end()) std::rotate(list.devices.begin(), current, current + 1);
    return list;
  };
  co_return co_await database_.read(std::move(work));
}

Task<Result<Done>> DeviceService::sign_out(UserId user_id, DeviceId device_id) {
  auto work = [&](Tx& tx) -> Result<Done> {
    if (!device_store::remove(tx, user_id, device_id)) return refuse(ErrorCode::not_found);
    return Done{};
  };
  const Result<Done> done = co_await database_.write(std::move(work));
  if (done) {
    hub_.close_device(user_id, device_id, CloseCode::signed_out);
    signed_out_(user_id);
    log::info("device.signed_out", {{"user", user_id}, {"device", device_id}});
  }
  co_return done;
}

}  // namespace ling
