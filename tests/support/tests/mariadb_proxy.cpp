#include "tests/mariadb_proxy.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <stdexcept>
#include <utility>

namespace ling {
namespace {

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) throw std::runtime_error("too long for a socket: " + path);
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  return address;
}

void check(bool succeeded, const char* what) {
  if (!succeeded) throw std::runtime_error(std::string(what) + ": " + std::strerror(errno));
}

bool write_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (written <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  return true;
}

}  // namespace

MariadbProxy::MariadbProxy(const std::string& url) {
  const std::size_t socket = url.find("?socket=") + 8;
  behind_ = url.substr(socket);
  const std::string here = (folder_.path() / "socket").string();
  url_ = url.substr(0, socket) + here;
  listening_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_of(here);
  check(::bind(listening_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "bind");
  check(::listen(listening_, 64) == 0, "listen");
  std::array<int, 2> stop{};
  check(::pipe2(stop.data(), O_CLOEXEC) == 0, "pipe");
  stop_reading_ = stop[0];
  stop_writing_ = stop[1];
  accepting_ = std::thread([this] { accept_all(); });
}

MariadbProxy::~MariadbProxy() {
  ::close(stop_writing_);  // everybody who polls its other end wakes up
  accepting_.join();
  ::close(stop_reading_);
  ::close(listening_);
}

void MariadbProxy::cut_at_answer(std::function<bool()> now) {
  const std::lock_guard lock(mutex_);
  at_answer_ = std::move(now);
}

void MariadbProxy::cut_at_question(std::function<bool(std::string_view)> now) {
  const std::lock_guard lock(mutex_);
  at_question_ = std::move(now);
}

bool MariadbProxy::cuts(bool answer, std::string_view bytes) {
  const std::lock_guard lock(mutex_);
  if (answer ? !at_answer_ || !at_answer_() : !at_question_ || !at_question_(bytes)) return false;
  at_answer_ = nullptr;
  at_question_ = nullptr;
  return true;
}

void MariadbProxy::accept_all() {
  while (true) {
    std::array<pollfd, 2> waiting{{{listening_, POLLIN, 0}, {stop_reading_, POLLIN, 0}}};
    ::poll(waiting.data(), waiting.size(), -1);
    if (waiting[1].revents != 0) break;
    const int client = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (client >= 0) connections_.emplace_back([this, client] { pass_on(client); });
  }
  for (std::thread& connection : connections_)
    connection.join();
}

void MariadbProxy::pass_on(int client) {
  const int server = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const sockaddr_un address = address_of(behind_);
  bool open = ::connect(server, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0;
  std::array<char, 65536> bytes{};
  while (open) {
    std::array<pollfd, 3> waiting{{{client, POLLIN, 0}, {server, POLLIN, 0}, {stop_reading_, POLLIN, 0}}};
    ::poll(waiting.data(), waiting.size(), -1);
    if (waiting[2].revents != 0) break;
    const bool answer = waiting[1].revents != 0;
    const ssize_t size = ::read(answer ? server : client, bytes.data(), bytes.size());
    if (size <= 0) break;
    const std::string_view part(bytes.data(), static_cast<std::size_t>(size));
    open = !cuts(answer, part) && write_all(answer ? client : server, part);
  }
  ::close(client);
  ::close(server);
}

}  // namespace ling
