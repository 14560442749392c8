// The rim: sockets, TLS, HTTP, WebSocket, static files, the control socket. Knows frames and commands by name; no feature.
// One loop (thread + io_context) per core; each accepts on its own SO_REUSEPORT socket and owns its connections for life.
#pragma once

#include "dispatch/caller.hpp"
#include "dispatch/dispatcher.hpp"
#include "dispatch/web_route.hpp"
#include "foundation/task.hpp"
#include "hub/hub.hpp"
#include "transport/embedded_files.hpp"

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ling {

/// How long the server waits for a peer. Constants in all but tests.
struct TransportTimes {
  std::chrono::seconds head{15};  ///< The TLS handshake; and a request's header, from its first byte.
  std::chrono::seconds body{30};
  std::chrono::seconds keep_alive{60};  ///< Until the next request.
  std::chrono::seconds write{30};       ///< For each 64 KiB of an answer.
  std::chrono::seconds ping_every{25};
  std::chrono::seconds silence{35};     ///< A WebSocket that sent nothing for longer is closed as silent.
  std::chrono::seconds close_grace{5};  ///< For the peer to answer a close frame; then the socket is closed.
};

struct TransportConfig {
  std::uint16_t https_port = 0;  ///< 0 = the system chooses (tests); the port in use is told by https_port().
  std::uint16_t http_port = 0;   ///< Plain: everything for localhost, only the trust page for others.
  std::uint16_t stun_port = 0;   ///< UDP; 0 = the one after https_port, or any free one where that is taken.
  std::vector<std::string> listen_addresses;           ///< Empty = all, IPv4 and IPv6.
  std::vector<std::string> allowed_origins;            ///< Beside the server's own: exact, "https://chat.example".
  int loops = 0;                                       ///< 0 = one per core.
  std::size_t max_frame_bytes = 256 * 1024;            ///< A larger text ends the connection with frame_too_large.
  std::size_t max_body_bytes = 256 * 1024;             ///< HTTP bodies.
  std::size_t outbox_bytes = 1024 * 1024;              ///< More waiting than this ends the connection with slow_reader.
  std::size_t all_outboxes_bytes = 512 * 1024 * 1024;  ///< In all; past it the biggest outboxes go, as slow readers.
  std::size_t max_connections = 60000;                 ///< In all; further ones are refused at accept.
  std::size_t max_unauthenticated_per_address = 50;
  std::filesystem::path control_socket;  ///< Unix socket, mode 600; empty = none.
  TransportTimes times;
};

/// An extra GET route, e.g. pictures: signed in only, answered from a feature through app. What it gives is sandboxed.
struct FileAnswer {
  int status = 404;
  std::string type;
  std::string etag;
  bool immutable = false;
  std::string body;
};
struct Route {
  std::string prefix;  ///< "/avatars/"
  std::function<Task<FileAnswer>(Identity, std::string rest)> get;
};
/// A GET answered to administrators, and to anybody on this machine who asks for localhost (so that a proxy on it, which
/// passes other host names on, does not publish the page): /metrics.
struct LocalPage {
  std::string path;
  std::function<std::string()> text;
};

struct TransportCallbacks {
  Dispatcher* dispatcher = nullptr;
  Authenticator* authenticator = nullptr;
  Hub* hub = nullptr;
  /// JSON text of Hello, read after the session was attached.
  std::function<Task<std::string>(Identity)> hello;
  std::vector<Route> routes;
  std::vector<WebRoute> web_routes;
  std::vector<LocalPage> local_pages;
  std::function<bool()> healthy;        ///< /healthz: 200 "ok" or 503.
  std::span<const EmbeddedFile> files;  ///< The web client; embedded_files() but in tests.
  std::string openapi_json;             ///< GET /api/openapi.json.
};

class Certificates;  // security/certificates.hpp

class Transport {
 public:
  /// Binds at once; throws std::system_error with a sentence that names port and reason.
  /// Lives until the hub and everything that handlers wait for have stopped, since they resume handlers on its loops.
  Transport(TransportConfig config, TransportCallbacks callbacks, Certificates& certificates);
  ~Transport();
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;

  /// For Hub::set_outlets; valid as long as the transport.
  [[nodiscard]] std::vector<Outlet*> outlets();
  /// Starts the loops. From here on connections are served.
  void start();
  /// Stops accepting, closes every session with `restarting`, flushes outboxes, ends the loops; at most `patience`.
  void stop(std::chrono::milliseconds patience);

  [[nodiscard]] std::uint16_t https_port() const;
  [[nodiscard]] std::uint16_t http_port() const;
  [[nodiscard]] std::uint16_t stun_port() const;
  /// One of the loops, for timers and tasks of the app.
  [[nodiscard]] Executor any_loop();

  struct Counters {
    std::uint64_t connections_open = 0, sessions_open = 0, connections_total = 0, frames_in = 0, frames_out = 0,
                  bytes_in = 0, bytes_out = 0, slow_readers = 0, handshake_failures = 0, accept_pauses = 0;
  };
  [[nodiscard]] Counters counters() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ling
