#include "app/media_settings.hpp"

#include "foundation/log.hpp"
#include "media/addresses.hpp"

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ip/udp.hpp>

#include <algorithm>

namespace ling {
namespace {

namespace ip = boost::asio::ip;

template <class Protocol>
bool is_free(const ip::address& address, std::uint16_t port) {
  boost::asio::io_context none;
  typename Protocol::socket socket(none);
  const typename Protocol::endpoint endpoint(address, port);
  boost::system::error_code failed;
  socket.open(endpoint.protocol(), failed);
  if (!failed) socket.bind(endpoint, failed);
  return !failed;
}

bool is_free_on_all(const std::vector<std::string>& addresses, std::uint16_t port) {
  return std::ranges::all_of(addresses, [&](const std::string& text) {
    boost::system::error_code not_an_address;
    const ip::address address = ip::make_address(text, not_an_address);
    return !not_an_address && is_free<ip::udp>(address, port) && is_free<ip::tcp>(address, port);
  });
}

}  // namespace

// Those that the server listens on; all of the machine where it listens on all.
std::vector<std::string> media_addresses(const Config& config) {
  const auto is_any = [](const std::string& address) { return address == "0.0.0.0" || address == "::"; };
  if (config.listen.empty() || std::ranges::any_of(config.listen, is_any)) return media::local_addresses();
  return config.listen;
}

std::optional<media::WorkerSettings> media_settings(const Config& config, std::uint16_t https_port) {
  if (config.media_port == 0) return std::nullopt;
  media::WorkerSettings settings;
  settings.addresses = media_addresses(config);
  settings.public_address = config.public_address;
  if (config.media_port > 0) {
    settings.port = static_cast<std::uint16_t>(config.media_port);
    return settings;
  }
  constexpr int after_https = 2;
  const int beside = https_port + after_https;
  if (beside <= 65535 && is_free_on_all(settings.addresses, static_cast<std::uint16_t>(beside))) {
    settings.port = static_cast<std::uint16_t>(beside);
  } else {
    log::info("media.elsewhere", {{"taken", beside}});
  }
  return settings;
}

}  // namespace ling
