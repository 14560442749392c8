#include "load/media/media_link.hpp"

#include "load/media/ice_check.hpp"
#include "media/srtp_ciphers.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <openssl/err.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <stdexcept>
#include <system_error>

namespace ling::load {
namespace {

constexpr std::size_t largest_datagram = 2048;
constexpr unsigned at_once = 32;
constexpr Nanoseconds retry = 50'000'000, keep_alive = 5'000'000'000;
constexpr std::size_t key_size = 16, salt_size = 12;

bool is_rtcp(std::span<const std::uint8_t> packet) {
  // RFC 5761, section 4.
  return packet.size() >= 8 && packet[1] >= 192 && packet[1] <= 223;
}

void start_srtp() {
  static const bool started = [] {
    if (ling_start_srtp() != srtp_err_status_ok) throw std::runtime_error("libsrtp does not start");
    return true;
  }();
  (void)started;
}

/// A second, as OpenSSL begins with, is long for who is on the same machine and only was not ready yet.
unsigned int until_hello_is_repeated(SSL*, unsigned int last_us) {
  return std::clamp(last_us * 2, 50'000U, 1'000'000U);
}

srtp_t session(srtp_ssrc_type_t direction, std::array<std::uint8_t, key_size + salt_size>& key) {
  srtp_policy_t policy{};
  srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtp);
  srtp_crypto_policy_set_aes_gcm_128_16_auth(&policy.rtcp);
  policy.ssrc.type = direction;
  policy.key = key.data();
  policy.window_size = 1024;
  policy.allow_repeat_tx = 1;
  srtp_t made = nullptr;
  if (srtp_create(&made, &policy) != srtp_err_status_ok) throw std::runtime_error("no SRTP session");
  return made;
}

}  // namespace

Nanoseconds now_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

MediaLink::MediaLink(const FarEnd& far_end, const Identity& identity)
    : username_(far_end.username_fragment + ":" + std::string(own_username_fragment)),
      password_(far_end.password),
      tls_(SSL_new(identity.context()), &SSL_free) {
  start_srtp();
  fd_ = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  const int room = 1 << 20;
  ::setsockopt(fd_, SOL_SOCKET, SO_RCVBUF, &room, sizeof room);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(far_end.port);
  ::inet_pton(AF_INET, far_end.address.c_str(), &address.sin_addr);
  far_address_ = address.sin_addr.s_addr;
  far_port_ = address.sin_port;
  if (fd_ < 0 || ::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
    throw std::system_error(errno, std::generic_category(), "a socket for media");
  incoming_ = BIO_new(BIO_s_mem());
  outgoing_ = BIO_new(BIO_s_mem());
  BIO_set_mem_eof_return(incoming_, -1);
  SSL_set_bio(tls_.get(), incoming_, outgoing_);
  SSL_set_connect_state(tls_.get());
  SSL_set_mtu(tls_.get(), 1200);
  DTLS_set_timer_cb(tls_.get(), until_hello_is_repeated);
}

MediaLink::~MediaLink() {
  ::close(fd_);
  if (in_ != nullptr) srtp_dealloc(in_);
  if (out_ != nullptr) srtp_dealloc(out_);
}

void MediaLink::tick(Nanoseconds now) {
  if (now >= next_check_) {
    std::array<std::uint8_t, 12> transaction{};
    std::memcpy(transaction.data(), &++checks_, sizeof checks_);
    std::memcpy(transaction.data() + 4, &now, sizeof now);
    const auto check = ice::check(username_, password_, transaction);
    (void)::send(fd_, check.data(), check.size(), 0);
    next_check_ = now + (reached_ ? keep_alive : retry);
  }
  if (reached_ && !up() && DTLSv1_handle_timeout(tls_.get()) > 0) flush_handshake();
}

void MediaLink::receive(const Taker& rtp, const Taker& rtcp) {
  static thread_local std::array<std::array<std::uint8_t, largest_datagram>, at_once> buffers;
  std::array<iovec, at_once> pieces{};
  std::array<mmsghdr, at_once> messages{};
  for (unsigned i = 0; i < at_once; ++i) {
    pieces[i] = {buffers[i].data(), buffers[i].size()};
    messages[i].msg_hdr.msg_iov = &pieces[i];
    messages[i].msg_hdr.msg_iovlen = 1;
  }
  for (;;) {
    const int count = ::recvmmsg(fd_, messages.data(), at_once, 0, nullptr);
    if (count <= 0) return;
    for (std::size_t i = 0; i < static_cast<std::size_t>(count); ++i)
      take({buffers[i].data(), messages[i].msg_len}, rtp, rtcp);
    if (count < static_cast<int>(at_once)) return;
  }
}

void MediaLink::take(std::span<std::uint8_t> datagram, const Taker& rtp, const Taker& rtcp) {
  if (datagram.empty()) return;
  // RFC 7983: the first byte tells what it is.
  if (datagram[0] < 4) {
    if (ice::is_check(datagram)) {
      const auto said = ice::answer(datagram, own_password, far_address_, far_port_);
      (void)::send(fd_, said.data(), said.size(), 0);
    }
    if (reached_ || !ice::is_success(datagram)) return;
    reached_ = true;
    shake_hands({});
  } else if (datagram[0] >= 20 && datagram[0] < 64) {
    shake_hands(datagram);
  } else if (datagram[0] >= 128 && in_ != nullptr) {
    int size = static_cast<int>(datagram.size());
    const bool control = is_rtcp(datagram);
    const auto status =
        control ? srtp_unprotect_rtcp(in_, datagram.data(), &size) : srtp_unprotect(in_, datagram.data(), &size);
    if (status != srtp_err_status_ok) ++rejected_;
    if (status != srtp_err_status_ok) return;
    (control ? rtcp : rtp)(datagram.first(static_cast<std::size_t>(size)));
  }
}

void MediaLink::shake_hands(std::span<const std::uint8_t> datagram) {
  if (!datagram.empty()) BIO_write(incoming_, datagram.data(), static_cast<int>(datagram.size()));
  if (up()) return;
  const int done = SSL_do_handshake(tls_.get());
  flush_handshake();
  if (done == 1) return make_keys();
  const int why = SSL_get_error(tls_.get(), done);
  if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE)
    throw std::runtime_error(std::string("DTLS: ") + ERR_reason_error_string(ERR_get_error()));
}

void MediaLink::flush_handshake() {
  std::array<std::uint8_t, 4 * largest_datagram> flight{};
  const int size = BIO_read(outgoing_, flight.data(), static_cast<int>(flight.size()));
  if (size > 0) (void)::send(fd_, flight.data(), static_cast<std::size_t>(size), 0);
}

void MediaLink::make_keys() {
  std::array<std::uint8_t, 2 * (key_size + salt_size)> material{};
  constexpr std::string_view label = "EXTRACTOR-dtls_srtp";
  if (SSL_export_keying_material(tls_.get(), material.data(), material.size(), label.data(), label.size(), nullptr, 0,
                                 0) != 1)
    throw std::runtime_error("no keys for SRTP");
  // RFC 5764, section 4.2: both keys, then both salts, the client's first.
  std::array<std::uint8_t, key_size + salt_size> ours{}, theirs{};
  std::memcpy(ours.data(), material.data(), key_size);
  std::memcpy(theirs.data(), material.data() + key_size, key_size);
  std::memcpy(ours.data() + key_size, material.data() + 2 * key_size, salt_size);
  std::memcpy(theirs.data() + key_size, material.data() + 2 * key_size + salt_size, salt_size);
  in_ = session(ssrc_any_inbound, theirs);
  out_ = session(ssrc_any_outbound, ours);
}

void MediaLink::send_rtp(std::uint8_t* packet, std::size_t size) {
  int length = static_cast<int>(size);
  if (srtp_protect(out_, packet, &length) != srtp_err_status_ok)
    throw std::runtime_error("SRTP does not take a packet");
  if (listener_) listener_({packet, static_cast<std::size_t>(length)});
  (void)::send(fd_, packet, static_cast<std::size_t>(length), 0);
}

void MediaLink::send_rtcp(std::uint8_t* packet, std::size_t size) {
  int length = static_cast<int>(size);
  if (srtp_protect_rtcp(out_, packet, &length) != srtp_err_status_ok)
    throw std::runtime_error("SRTP does not take a report");
  (void)::send(fd_, packet, static_cast<std::size_t>(length), 0);
}

void MediaLink::send_raw(std::span<const std::uint8_t> datagram) {
  (void)::send(fd_, datagram.data(), datagram.size(), 0);
}

}  // namespace ling::load
