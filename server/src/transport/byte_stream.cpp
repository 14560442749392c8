#include "transport/byte_stream.hpp"

#include "transport/socket_bio.hpp"

#include <openssl/err.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <new>

namespace ling {
namespace {

// The most that fits one TLS record (RFC 8446 section 5.1).
constexpr std::size_t record_bytes = 16 * 1024;

IoResult failed_call(IoState retry) {
  const bool wait = errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR;
  return {wait ? retry : IoState::failed, 0};
}

}  // namespace

ByteStream::ByteStream(Executor executor, int fd, SSL_CTX* tls) : descriptor_(executor, fd) {
  if (tls == nullptr) return;
  tls_.reset(SSL_new(tls));
  if (!tls_) throw std::bad_alloc();
  BIO* bio = new_socket_bio(fd);
  SSL_set_bio(tls_.get(), bio, bio);
  SSL_set_accept_state(tls_.get());
}

IoResult ByteStream::handshake() {
  if (!is_open()) return {};
  if (!tls_) return {IoState::done, 0};
  ERR_clear_error();
  const int returned = SSL_do_handshake(tls_.get());
  return outcome(returned, 0);
}

IoResult ByteStream::read(std::span<char> into) {
  if (!is_open()) return {};
  std::size_t size = 0;
  if (tls_) {
    ERR_clear_error();
    const int returned = SSL_read_ex(tls_.get(), into.data(), into.size(), &size);
    return outcome(returned, size);
  }
  const ssize_t received = ::recv(native_handle(), into.data(), into.size(), 0);
  if (received > 0) return {IoState::done, static_cast<std::size_t>(received)};
  if (received == 0) return {IoState::closed, 0};
  return failed_call(IoState::wants_read);
}

IoResult ByteStream::write(std::string_view bytes) {
  if (!is_open()) return {};
  std::size_t size = 0;
  if (tls_) {
    ERR_clear_error();
    const int returned = SSL_write_ex(tls_.get(), bytes.data(), std::min(bytes.size(), record_bytes), &size);
    return outcome(returned, size);
  }
  const ssize_t sent = ::send(native_handle(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
  if (sent >= 0) return {IoState::done, static_cast<std::size_t>(sent)};
  return failed_call(IoState::wants_write);
}

IoResult ByteStream::outcome(int returned, std::size_t size) {
  if (returned == 1) return {IoState::done, size};
  switch (SSL_get_error(tls_.get(), returned)) {
    case SSL_ERROR_WANT_READ:
      return {IoState::wants_read, 0};
    case SSL_ERROR_WANT_WRITE:
      return {IoState::wants_write, 0};
    case SSL_ERROR_ZERO_RETURN:
      return {IoState::closed, 0};
    default:
      return {};
  }
}

Task<bool> ByteStream::ready(IoState wanted) {
  if (!is_open()) co_return false;
  const auto [error] = co_await descriptor_.async_wait(wait_for(wanted), asio::as_tuple(use_task));
  co_return !error;
}

Task<bool> ByteStream::finish_handshake() {
  for (;;) {
    const IoResult step = handshake();
    if (step.state == IoState::done) co_return true;
    if (step.state != IoState::wants_read && step.state != IoState::wants_write) co_return false;
    const bool usable = co_await ready(step.state);
    if (!usable) co_return false;
  }
}

Task<std::size_t> ByteStream::read_some(std::span<char> into) {
  for (;;) {
    const IoResult step = read(into);
    if (step.state == IoState::done) co_return step.size;
    if (step.state != IoState::wants_read && step.state != IoState::wants_write) co_return 0;
    const bool usable = co_await ready(step.state);
    if (!usable) co_return 0;
  }
}

Task<bool> ByteStream::write_all(std::string_view bytes) {
  while (!bytes.empty()) {
    const IoResult step = write(bytes);
    if (step.state == IoState::done) {
      bytes.remove_prefix(step.size);
      continue;
    }
    if (step.state != IoState::wants_read && step.state != IoState::wants_write) co_return false;
    const bool usable = co_await ready(step.state);
    if (!usable) co_return false;
  }
  co_return true;
}

void ByteStream::end_writing() {
  if (!is_open()) return;
  if (tls_) {
    ERR_clear_error();
    SSL_shutdown(tls_.get());
  }
  ::shutdown(native_handle(), SHUT_WR);
}

void ByteStream::close() {
  boost::system::error_code ignored;
  descriptor_.close(ignored);
}

}  // namespace ling
