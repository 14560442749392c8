#include "storage/mariadb/mariadb_address.hpp"

#include <fmt/format.h>

#include <charconv>
#include <optional>
#include <stdexcept>
#include <utility>

namespace ling::storage {
namespace {

constexpr std::string_view scheme = "mariadb://";

[[noreturn]] void refuse_url(std::string_view why) {
  throw std::runtime_error(
      fmt::format("the database's address must look like mariadb://user:password@host:3306/database: {}", why));
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      out += text[i];
      continue;
    }
    unsigned value = 0;
    const char* const first = text.data() + i + 1;
    if (i + 2 >= text.size() || std::from_chars(first, first + 2, value, 16).ptr != first + 2)
      refuse_url("two hexadecimal digits must follow each %");
    out += static_cast<char>(value);
    i += 2;
  }
  return out;
}

/// What stands before and after the first such character; without it everything stands before.
std::pair<std::string_view, std::optional<std::string_view>> split(std::string_view text, char at) {
  const std::size_t place = text.find(at);
  if (place == std::string_view::npos) return {text, std::nullopt};
  return {text.substr(0, place), text.substr(place + 1)};
}

void set_option(MariadbAddress& address, std::string_view option) {
  const auto [name, value] = split(option, '=');
  if (name != "socket" && name != "ca") refuse_url("after ? it knows socket=/path and ca=/path");
  const std::string path = decoded(value.value_or(""));
  if (!path.starts_with('/')) refuse_url(fmt::format("{} must be an absolute path", name));
  (name == "socket" ? address.socket : address.ca) = path;
}

void set_host(MariadbAddress& address, std::string_view text) {
  std::string_view host = text, port;
  const std::size_t bracket = text.find(']');
  if (text.starts_with('[') && bracket != std::string_view::npos) {
    host = text.substr(1, bracket - 1);
    const std::string_view rest = text.substr(bracket + 1);
    if (!rest.empty() && !rest.starts_with(':')) refuse_url("after ] only a port may follow");
    port = rest.empty() ? rest : rest.substr(1);
  } else {
    const auto parts = split(text, ':');
    host = parts.first;
    port = parts.second.value_or("");
  }
  address.host = host;
  if (port.empty()) return;
  const auto [end, error] = std::from_chars(port.data(), port.data() + port.size(), address.port);
  if (error != std::errc{} || end != port.data() + port.size() || address.port == 0)
    refuse_url("the port must be a number from 1 to 65535");
}

}  // namespace

std::string MariadbAddress::shown() const {
  if (!socket.empty()) return fmt::format("mariadb://{}@{}/{}", user, socket, database);
  const bool bare = host.find(':') != std::string::npos;
  return fmt::format("mariadb://{}@{}{}{}:{}/{}", user, bare ? "[" : "", host, bare ? "]" : "", port, database);
}

MariadbAddress parse_mariadb_url(std::string_view url) {
  if (!url.starts_with(scheme)) refuse_url("it must begin with mariadb://");
  MariadbAddress address;
  auto [place, options] = split(url.substr(scheme.size()), '?');
  while (options && !options->empty()) {
    const auto [option, rest] = split(*options, '&');
    set_option(address, option);
    options = rest;
  }
  const auto [authority, database] = split(place, '/');
  const std::size_t at = authority.rfind('@');
  const auto [user, password] = split(authority.substr(0, at == std::string_view::npos ? 0 : at), ':');
  if (user.empty()) refuse_url("a user is missing");
  address.user = decoded(user);
  address.password = decoded(password.value_or(""));
  set_host(address, authority.substr(at + 1));
  if (address.host.empty() && address.socket.empty()) refuse_url("a host is missing");
  address.database = decoded(database.value_or(""));
  // It stands in statements that take no parameters.
  if (address.database.empty() || address.database.find_first_of("`\\'\"/") != std::string::npos)
    refuse_url("the name of the database is missing or has characters that it may not have");
  return address;
}

}  // namespace ling::storage
