#include "transport/testing/test_client.hpp"

#include "foundation/text.hpp"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>

namespace ling::testing {
namespace {

constexpr timeval patience{10, 0};

void trust(SSL_CTX& context, const std::string& pem) {
  const std::unique_ptr<BIO, decltype(&BIO_free)> bio(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())),
                                                      BIO_free);
  const std::unique_ptr<X509, decltype(&X509_free)> ca(PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr),
                                                       X509_free);
  if (ca) X509_STORE_add_cert(SSL_CTX_get_cert_store(&context), ca.get());
}

int connect_to(const ConnectOptions& options) {
  const bool v6 = options.address.find(':') != std::string::npos;
  const int fd = ::socket(v6 ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  if (options.receive_buffer > 0) {
    ::setsockopt(fd, SOL_SOCKET, SO_RCVBUF, &options.receive_buffer, sizeof options.receive_buffer);
  }
  int failed = 0;
  if (v6) {
    sockaddr_in6 address{};
    address.sin6_family = AF_INET6;
    address.sin6_port = htons(options.port);
    inet_pton(AF_INET6, options.address.c_str(), &address.sin6_addr);
    failed = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  } else {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(options.port);
    inet_pton(AF_INET, options.address.c_str(), &address.sin_addr);
    failed = ::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address);
  }
  if (failed == 0) return fd;
  const int error = errno;
  ::close(fd);
  throw std::runtime_error(fmt::format("connect: {}", std::strerror(error)));
}

std::string tls_error() {
  char text[256] = {};
  ERR_error_string_n(ERR_get_error(), text, sizeof text);
  ERR_clear_error();
  return text;
}

}  // namespace

Connection::Connection(const ConnectOptions& options) : fd_(connect_to(options)) {
  static const auto ignored = std::signal(SIGPIPE, SIG_IGN);
  static_cast<void>(ignored);
  if (options.tls) begin_tls(options);
}

void Connection::begin_tls(const ConnectOptions& options) {
  context_.reset(SSL_CTX_new(TLS_client_method()));
  SSL_CTX_set_verify(context_.get(), SSL_VERIFY_PEER, nullptr);
  SSL_CTX_set_options(context_.get(), SSL_OP_IGNORE_UNEXPECTED_EOF);
  SSL_CTX_set_security_level(context_.get(), 0);
  trust(*context_, options.ca_pem);
  if (options.max_tls_version != 0) {
    SSL_CTX_set_min_proto_version(context_.get(), TLS1_VERSION);
    SSL_CTX_set_max_proto_version(context_.get(), options.max_tls_version);
  }
  tls_.reset(SSL_new(context_.get()));
  if (X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls_.get()), options.server_name.c_str()) != 1) {
    SSL_set1_host(tls_.get(), options.server_name.c_str());
    SSL_set_tlsext_host_name(tls_.get(), options.server_name.c_str());
  }
  if (!options.protocols.empty()) {
    SSL_set_alpn_protos(tls_.get(), reinterpret_cast<const unsigned char*>(options.protocols.data()),
                        static_cast<unsigned>(options.protocols.size()));
  }
  if (options.resume != nullptr) SSL_set_session(tls_.get(), options.resume);
  SSL_set_fd(tls_.get(), fd_.get());
  ERR_clear_error();
  if (SSL_connect(tls_.get()) != 1) throw std::runtime_error("handshake: " + tls_error());
}

void Connection::send(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t sent = 0;
    if (tls_) {
      if (SSL_write_ex(tls_.get(), bytes.data(), bytes.size(), &sent) != 1) throw Ended("send: " + tls_error());
    } else {
      const ssize_t result = ::send(fd_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (result < 0) throw Ended(fmt::format("send: {}", std::strerror(errno)));
      sent = static_cast<std::size_t>(result);
    }
    bytes.remove_prefix(sent);
  }
}

std::string Connection::receive() {
  if (!input_.empty()) return std::exchange(input_, {});
  std::string buffer(64 * 1024, '\0');
  std::size_t size = 0;
  if (tls_) {
    if (SSL_read_ex(tls_.get(), buffer.data(), buffer.size(), &size) != 1) {
      if (errno == EAGAIN && SSL_get_error(tls_.get(), 0) == SSL_ERROR_WANT_READ) {
        throw std::runtime_error("nothing came for ten seconds");
      }
      throw Ended("receive: " + tls_error());
    }
  } else {
    const ssize_t result = ::recv(fd_.get(), buffer.data(), buffer.size(), 0);
    if (result < 0 && errno == EAGAIN) throw std::runtime_error("nothing came for ten seconds");
    if (result <= 0) throw Ended("receive: the end");
    size = static_cast<std::size_t>(result);
  }
  buffer.resize(size);
  return buffer;
}

std::string Connection::receive_exactly(std::size_t size) {
  std::string bytes;
  while (bytes.size() < size)
    bytes += receive();
  input_ = bytes.substr(size);
  bytes.resize(size);
  return bytes;
}

std::string Connection::receive_until(std::string_view mark) {
  std::string bytes;
  std::size_t found = std::string::npos;
  while ((found = bytes.find(mark)) == std::string::npos)
    bytes += receive();
  input_ = bytes.substr(found + mark.size());
  bytes.resize(found + mark.size());
  return bytes;
}

std::string Connection::receive_all() {
  std::string bytes;
  try {
    for (;;)
      bytes += receive();
  } catch (const Ended&) {
    return bytes;
  }
}

std::string Response::header(const std::string& name) const {
  const auto found = headers.find(name);
  return found == headers.end() ? std::string() : found->second;
}

Response read_response(Connection& connection, bool head_only) {
  Response response;
  response.head = connection.receive_until("\r\n\r\n");
  response.status = static_cast<unsigned>(std::stoul(response.head.substr(9, 3)));
  std::size_t at = response.head.find("\r\n") + 2;
  while (at + 2 < response.head.size()) {
    const std::size_t end = response.head.find("\r\n", at);
    const std::string line = response.head.substr(at, end - at);
    const std::size_t colon = line.find(": ");
    response.headers.emplace(text::lower_ascii(line.substr(0, colon)), line.substr(colon + 2));
    at = end + 2;
  }
  const std::string length = response.header("content-length");
  if (!head_only && !length.empty()) response.body = connection.receive_exactly(std::stoul(length));
  return response;
}

Response ask(Connection& connection, std::string_view request, bool head_only) {
  connection.send(request);
  return read_response(connection, head_only);
}

unsigned Frame::close_code() const {
  if (opcode != 8 || payload.size() < 2) return 0;
  return static_cast<unsigned>(static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]));
}

std::string masked_frame(unsigned head, std::string_view payload) {
  constexpr std::string_view mask = "\x11\x22\x33\x44";
  std::string frame(1, static_cast<char>(head));
  const std::size_t size = payload.size();
  if (size <= 125) {
    frame += static_cast<char>(0x80 | size);
  } else if (size <= 0xffff) {
    frame += static_cast<char>(0x80 | 126);
    frame += static_cast<char>(size >> 8);
    frame += static_cast<char>(size & 0xff);
  } else {
    frame += static_cast<char>(0x80 | 127);
    for (int shift = 56; shift >= 0; shift -= 8)
      frame += static_cast<char>((size >> shift) & 0xff);
  }
  frame += mask;
  for (std::size_t i = 0; i < size; ++i)
    frame += static_cast<char>(payload[i] ^ mask[i % 4]);
  return frame;
}

Socket::Socket(Connection connection, std::string_view headers) : connection_(std::move(connection)) {
  connection_.send(
      fmt::format("GET /ws HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                  "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n{}\r\n",
                  headers));
  const Response response = read_response(connection_);
  if (response.status != 101) throw std::runtime_error(fmt::format("status {}", response.status));
  // RFC 6455 section 1.3 gives this pair.
  if (response.header("sec-websocket-accept") != "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    throw std::runtime_error("wrong accept");
}

void Socket::send_text(std::string_view text) {
  connection_.send(masked_frame(0x81, text));
}

Frame Socket::next() {
  const std::string head = connection_.receive_exactly(2);
  Frame frame;
  frame.opcode = static_cast<unsigned char>(head[0]) & 0x0fU;
  std::size_t size = static_cast<unsigned char>(head[1]);
  if (size >= 126) {
    const std::string extended = connection_.receive_exactly(size == 126 ? 2 : 8);
    size = 0;
    for (const char byte : extended)
      size = size << 8 | static_cast<unsigned char>(byte);
  }
  frame.payload = connection_.receive_exactly(size);
  return frame;
}

std::string Socket::next_text() {
  for (;;) {
    Frame frame = next();
    if (frame.opcode == 1) return frame.payload;
    if (frame.opcode == 8) throw std::runtime_error(fmt::format("closed with {}", frame.close_code()));
    if (frame.opcode == 9) connection_.send(masked_frame(0x8a, frame.payload));
  }
}

unsigned Socket::wait_for_close() {
  for (;;) {
    const Frame frame = next();
    if (frame.opcode != 8) continue;
    connection_.send(masked_frame(0x88, frame.payload));
    return frame.close_code();
  }
}

}  // namespace ling::testing
