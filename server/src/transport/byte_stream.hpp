// One connected socket, with TLS or without it. OpenSSL works directly on the descriptor, and a connection that waits
// holds no buffer: callers read into memory they share and keep only what is incomplete.
// Owned by one loop and used on its thread only. After close() every call reports `failed`.
#pragma once

#include "foundation/task.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <openssl/ssl.h>

#include <cstddef>
#include <memory>
#include <span>
#include <string_view>
#include <utility>

namespace ling {

enum class IoState {
  done,         ///< `size` bytes moved.
  wants_read,   ///< Try again when the socket is readable.
  wants_write,  ///< Try again when the socket is writable.
  closed,       ///< The peer ended its side in order.
  failed,       ///< Broken, aborted, or not TLS.
};

struct IoResult {
  IoState state = IoState::failed;
  std::size_t size = 0;
};

class ByteStream {
 public:
  /// Takes the non-blocking descriptor over; `tls` null = plain.
  ByteStream(Executor executor, int fd, SSL_CTX* tls);
  ByteStream(ByteStream&&) noexcept = default;
  ByteStream& operator=(ByteStream&&) = delete;

  // Attempts: they return at once.

  /// The server's side of the TLS handshake; `done` at once on a plain stream.
  IoResult handshake();
  IoResult read(std::span<char> into);
  /// At most one TLS record is written per call. After wants_write the same bytes must be offered again.
  IoResult write(std::string_view bytes);
  /// Input that arrived already and that no readiness will announce.
  [[nodiscard]] bool has_buffered_input() const { return tls_ && SSL_has_pending(tls_.get()) == 1; }

  /// Calls `handler(bool ready)` once the socket is as wanted; false: it was closed meanwhile.
  template <class Handler>
  void when_ready(IoState wanted, Handler handler) {
    descriptor_.async_wait(wait_for(wanted), [handler = std::move(handler)](
                                                 const boost::system::error_code& error) mutable { handler(!error); });
  }

  // Awaited forms, for HTTP. false or 0: the connection is over.

  Task<bool> ready(IoState wanted);
  Task<bool> finish_handshake();
  /// What is in `into` must be used before the next co_await when `into` is shared.
  Task<std::size_t> read_some(std::span<char> into);
  Task<bool> write_all(std::string_view bytes);

  /// Goes on without TLS, before any handshake: the peer turned out to speak plain HTTP.
  void drop_tls() { tls_.reset(); }
  /// Tells the peer that nothing more comes (TLS close_notify, then FIN). Best effort, returns at once.
  void end_writing();
  void close();
  [[nodiscard]] bool is_open() const { return descriptor_.is_open(); }
  [[nodiscard]] int native_handle() { return descriptor_.native_handle(); }

 private:
  struct FreeTls {
    void operator()(SSL* tls) const { SSL_free(tls); }
  };
  using Descriptor = asio::posix::basic_stream_descriptor<Executor>;

  static Descriptor::wait_type wait_for(IoState wanted) {
    return wanted == IoState::wants_write ? Descriptor::wait_write : Descriptor::wait_read;
  }
  IoResult outcome(int returned, std::size_t size);

  Descriptor descriptor_;
  std::unique_ptr<SSL, FreeTls> tls_;
};

}  // namespace ling
