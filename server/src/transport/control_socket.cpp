#include "transport/control_socket.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/socket.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

namespace ling {
namespace {

namespace http = boost::beast::http;

[[noreturn]] void fail(int error, const std::string& sentence) {
  throw std::system_error(error, std::generic_category(), sentence);
}

UniqueFd open_socket() {
  UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) fail(errno, "cannot open a Unix socket");
  return socket;
}

void send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent < 0) fail(errno, "the server went away before it took the command");
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

}  // namespace

ControlAddress::ControlAddress(const std::filesystem::path& path) {
  address_.sun_family = AF_UNIX;
  std::string text = path.string();
  if (text.size() >= sizeof address_.sun_path) {
    folder_ = UniqueFd(::open(path.parent_path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!folder_) fail(errno, fmt::format("cannot open the folder {}", path.parent_path().string()));
    text = fmt::format("/proc/self/fd/{}/{}", folder_.get(), path.filename().string());
  }
  if (text.size() >= sizeof address_.sun_path) fail(ENAMETOOLONG, fmt::format("{}: the name is too long", text));
  std::copy(text.begin(), text.end(), address_.sun_path);
}

UniqueFd listen_on_control_socket(const std::filesystem::path& path) {
  const ControlAddress address(path);
  {
    const UniqueFd probe = open_socket();
    if (::connect(probe.get(), address.get(), ControlAddress::size()) == 0) {
      fail(EADDRINUSE,
           fmt::format("another server answers on {}: stop it, or use another data directory", path.string()));
    }
    if (errno == ECONNREFUSED && ::unlink(path.c_str()) != 0) {
      fail(errno, fmt::format("cannot replace the old socket {}", path.string()));
    }
  }
  UniqueFd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (!socket) fail(errno, "cannot open a Unix socket");
  // Linux gives the file the socket's own mode: at no moment can others open it.
  if (::fchmod(socket.get(), 0600) != 0 || ::bind(socket.get(), address.get(), ControlAddress::size()) != 0 ||
      ::chmod(path.c_str(), 0600) != 0 || ::listen(socket.get(), 16) != 0) {
    fail(errno, fmt::format("cannot listen on {}", path.string()));
  }
  return socket;
}

ControlAnswer control_request(const std::filesystem::path& path, std::string_view command, std::string_view json,
                              std::chrono::seconds patience) {
  const UniqueFd socket = open_socket();
  const timeval limit{patience.count(), 0};
  ::setsockopt(socket.get(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
  ::setsockopt(socket.get(), SOL_SOCKET, SO_SNDTIMEO, &limit, sizeof limit);
  const ControlAddress address(path);
  if (::connect(socket.get(), address.get(), ControlAddress::size()) != 0) {
    fail(errno, fmt::format("no server answers on {}: start it first, or name its data directory", path.string()));
  }
  send_all(socket.get(), fmt::format("POST /api/{} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                     "Content-Length: {}\r\nConnection: close\r\n\r\n{}",
                                     command, json.size(), json));

  http::response_parser<http::string_body> parser;
  parser.eager(true);
  parser.body_limit(boost::none);
  std::string input;
  while (!parser.is_done()) {
    char buffer[16 * 1024];
    const ssize_t received = ::recv(socket.get(), buffer, sizeof buffer, 0);
    if (received < 0) fail(errno, "the server did not answer");
    if (received == 0) fail(ECONNRESET, "the server went away before it answered");
    input.append(buffer, static_cast<std::size_t>(received));
    boost::system::error_code error;
    const std::size_t used = parser.put(boost::asio::buffer(input), error);
    input.erase(0, used);
    if (error && error != http::error::need_more)
      fail(EPROTO, "what answered does not speak like a server of this version");
  }
  return {parser.get().result_int(), std::move(parser.get().body())};
}

}  // namespace ling
