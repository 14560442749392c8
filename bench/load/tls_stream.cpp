#include "load/tls_stream.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <stdexcept>
#include <utility>

namespace ling::load {
namespace {

[[noreturn]] void fail(const std::string& what) {
  std::array<char, 256> reason{};
  ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
  throw std::runtime_error(what + ": " + reason.data());
}

SslContext made(const SSL_METHOD* method) {
  SslContext context(SSL_CTX_new(method));
  if (!context) fail("SSL_CTX_new");
  // Thousands of idle connections: no buffer may stay with one that has nothing to say.
  SSL_CTX_set_mode(context.get(),
                   SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_min_proto_version(context.get(), TLS1_2_VERSION);
  return context;
}

/// `flags`: 0, or SOCK_NONBLOCK to only begin.
int connected(std::uint16_t port, int flags) {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | flags, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (fd < 0 ||
      (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 && errno != EINPROGRESS)) {
    if (fd >= 0) ::close(fd);
    throw std::runtime_error("cannot connect to port " + std::to_string(port));
  }
  return fd;
}

}  // namespace

SslContext client_context(const std::string& authority_file) {
  SslContext context = made(TLS_client_method());
  if (SSL_CTX_load_verify_locations(context.get(), authority_file.c_str(), nullptr) != 1) fail(authority_file);
  SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
  return context;
}

SslContext server_context(const std::string& chain_file, const std::string& key_file) {
  SslContext context = made(TLS_server_method());
  if (SSL_CTX_use_certificate_chain_file(context.get(), chain_file.c_str()) != 1) fail(chain_file);
  if (SSL_CTX_use_PrivateKey_file(context.get(), key_file.c_str(), SSL_FILETYPE_PEM) != 1) fail(key_file);
  return context;
}

TlsStream::TlsStream(SSL_CTX* context, int fd) : fd_(fd), ssl_(SSL_new(context)) {
  const int on = 1;
  ::setsockopt(fd_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  SSL_set_fd(ssl_.get(), fd_);
}

TlsStream::TlsStream(SSL_CTX* context, int fd, bool is_server) : TlsStream(context, fd) {
  if (!is_server) SSL_set1_host(ssl_.get(), "localhost");
  if ((is_server ? SSL_accept(ssl_.get()) : SSL_connect(ssl_.get())) != 1) {
    fail("TLS");
  }
}

TlsStream::TlsStream(SSL_CTX* context, std::uint16_t port) : TlsStream(context, connected(port, 0), false) {}

TlsStream TlsStream::beginning(SSL_CTX* context, std::uint16_t port) {
  TlsStream stream(context, connected(port, SOCK_NONBLOCK));
  SSL_set1_host(stream.ssl_.get(), "localhost");
  SSL_set_connect_state(stream.ssl_.get());
  return stream;
}

TlsStream::Handshake TlsStream::shake_hands() {
  errno = 0;
  const int result = SSL_do_handshake(ssl_.get());
  if (result == 1) return Handshake::done;
  const int reason = SSL_get_error(ssl_.get(), result);
  // Before TCP is up, writing the first flight fails with ENOTCONN or EAGAIN.
  const bool early = reason == SSL_ERROR_SYSCALL && (errno == ENOTCONN || errno == EAGAIN);
  if (SSL_get_verify_result(ssl_.get()) != X509_V_OK) fail("TLS");
  ERR_clear_error();
  const bool waiting = early || reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE;
  return waiting ? Handshake::waiting : Handshake::closed;
}

TlsStream TlsStream::accepted(SSL_CTX* context, int fd) {
  return {context, fd, true};
}

TlsStream::TlsStream(TlsStream&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)),
      ssl_(std::move(other.ssl_)),
      out_(std::move(other.out_)),
      sent_(std::exchange(other.sent_, 0)) {}

TlsStream::~TlsStream() {
  if (fd_ >= 0) ::close(fd_);
}

void TlsStream::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const int written = SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (written <= 0) fail("write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string TlsStream::read_some() {
  std::string bytes(16384, '\0');
  const int size = SSL_read(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
  if (size <= 0) fail("read");
  bytes.resize(static_cast<std::size_t>(size));
  return bytes;
}

void TlsStream::stop_blocking() {
  ::fcntl(fd_, F_SETFL, ::fcntl(fd_, F_GETFL) | O_NONBLOCK);
}

bool TlsStream::read_into(std::string& buffer) {
  std::array<char, 16384> bytes;
  while (true) {
    const int size = SSL_read(ssl_.get(), bytes.data(), static_cast<int>(bytes.size()));
    if (size > 0) {
      buffer.append(bytes.data(), static_cast<std::size_t>(size));
      continue;
    }
    const int reason = SSL_get_error(ssl_.get(), size);
    ERR_clear_error();
    return reason == SSL_ERROR_WANT_READ || reason == SSL_ERROR_WANT_WRITE;
  }
}

bool TlsStream::flush() {
  while (sent_ < out_.size()) {
    const int written = SSL_write(ssl_.get(), out_.data() + sent_, static_cast<int>(out_.size() - sent_));
    if (written <= 0) {
      ERR_clear_error();
      return false;
    }
    sent_ += static_cast<std::size_t>(written);
  }
  out_.clear();
  sent_ = 0;
  return true;
}

}  // namespace ling::load
