// The control socket: whoever can open it, in a data directory of mode 700, administers the server.
// HTTP/1.1 over a Unix socket, POST /api/<command> only.
#pragma once

#include "transport/unique_fd.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <chrono>
#include <filesystem>
#include <string>
#include <string_view>

namespace ling {

/// Listens, mode 600. A socket file that nobody answers on is left from a crash and is replaced; when somebody answers,
/// throws std::system_error with a sentence, since two servers must not share a data directory.
UniqueFd listen_on_control_socket(const std::filesystem::path& path);

struct ControlAnswer {
  unsigned status = 0;
  std::string body;
};

/// Sends one command to the running server and waits for the answer, at most as long as `patience`. Blocks: for
/// `ling admin …`.
/// Throws std::system_error with a sentence when no server answers.
ControlAnswer control_request(const std::filesystem::path& path, std::string_view command, std::string_view json,
                              std::chrono::seconds patience = std::chrono::seconds{60});

/// A Unix address for a path of any length: sun_path holds 107 bytes, so a longer path is told through its open folder.
class ControlAddress {
 public:
  explicit ControlAddress(const std::filesystem::path& path);
  [[nodiscard]] const sockaddr* get() const { return reinterpret_cast<const sockaddr*>(&address_); }
  [[nodiscard]] static socklen_t size() { return sizeof(sockaddr_un); }

 private:
  UniqueFd folder_;
  sockaddr_un address_{};
};

}  // namespace ling
