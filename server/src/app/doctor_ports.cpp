// The ports, as somebody on this machine finds them.
#include "app/doctor.hpp"
#include "app/media_settings.hpp"
#include "transport/unique_fd.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <poll.h>
#include <sys/random.h>
#include <sys/socket.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <memory>
#include <thread>

namespace ling::doctor {
namespace {

constexpr int patience_ms = 2000;

struct Address {
  sockaddr_storage storage{};
  socklen_t size = 0;
};

Address address_of(const std::string& host, int port) {
  Address address;
  if (auto* four = reinterpret_cast<sockaddr_in*>(&address.storage);
      ::inet_pton(AF_INET, host.c_str(), &four->sin_addr) == 1) {
    four->sin_family = AF_INET;
    four->sin_port = htons(static_cast<std::uint16_t>(port));
    address.size = sizeof *four;
  } else if (auto* six = reinterpret_cast<sockaddr_in6*>(&address.storage);
             ::inet_pton(AF_INET6, host.c_str(), &six->sin6_addr) == 1) {
    six->sin6_family = AF_INET6;
    six->sin6_port = htons(static_cast<std::uint16_t>(port));
    address.size = sizeof *six;
  }
  return address;
}

bool ready(int fd, short events) {
  pollfd one{.fd = fd, .events = events, .revents = 0};
  return ::poll(&one, 1, patience_ms) == 1;
}

/// A connection, blocking, that gives up in good time; -1 when nobody answers.
UniqueFd connect_to(const std::string& host, int port) {
  const Address address = address_of(host, port);
  UniqueFd fd(::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  if (fd.get() < 0) return fd;
  const auto* to = reinterpret_cast<const sockaddr*>(&address.storage);
  if (::connect(fd.get(), to, address.size) != 0) {
    int error = errno;
    socklen_t size = sizeof error;
    if (error == EINPROGRESS && ready(fd.get(), POLLOUT)) ::getsockopt(fd.get(), SOL_SOCKET, SO_ERROR, &error, &size);
    if (error != 0) return UniqueFd(-1);
  }
  const timeval patience{.tv_sec = patience_ms / 1000, .tv_usec = 0};
  ::setsockopt(fd.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  ::setsockopt(fd.get(), SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  ::fcntl(fd.get(), F_SETFL, ::fcntl(fd.get(), F_GETFL) & ~O_NONBLOCK);
  return fd;
}

struct Tls {
  bool answered = false;
  bool trusted = false;
  int days_left = 0;
};

/// What a browser makes of the server that trusts `authority` (a PEM file); empty: those whom the machine trusts.
Tls greet(const std::string& host, int port, const std::filesystem::path& authority) {
  const UniqueFd fd = connect_to(host, port);
  if (fd.get() < 0) return {};
  const std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context(SSL_CTX_new(TLS_client_method()), &SSL_CTX_free);
  if (authority.empty()) {
    SSL_CTX_set_default_verify_paths(context.get());
  } else {
    SSL_CTX_load_verify_locations(context.get(), authority.c_str(), nullptr);
  }
  const std::unique_ptr<SSL, decltype(&SSL_free)> tls(SSL_new(context.get()), &SSL_free);
  X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(tls.get()), host.c_str());
  SSL_set_fd(tls.get(), fd.get());
  if (SSL_connect(tls.get()) != 1) return {};
  Tls seen{.answered = true, .trusted = SSL_get_verify_result(tls.get()) == X509_V_OK};
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(SSL_get1_peer_certificate(tls.get()), &X509_free);
  int seconds = 0;
  ASN1_TIME_diff(&seen.days_left, &seconds, nullptr, X509_get0_notAfter(certificate.get()));
  return seen;
}

/// Whether a STUN server answers (RFC 8489, section 6).
bool answers_stun(const std::string& host, int port) {
  const Address address = address_of(host, port);
  const UniqueFd fd(::socket(address.storage.ss_family, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  std::array<std::uint8_t, 20> request{0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xa4, 0x42};
  if (fd.get() < 0 || ::getrandom(request.data() + 8, 12, 0) != 12) return false;
  // A datagram may be lost.
  for (int tries = 0; tries < 2; ++tries) {
    ::sendto(fd.get(), request.data(), request.size(), 0, reinterpret_cast<const sockaddr*>(&address.storage),
             address.size);
    std::array<std::uint8_t, 512> answer{};
    if (!ready(fd.get(), POLLIN) || ::recv(fd.get(), answer.data(), answer.size(), 0) < 20) continue;
    return answer[0] == 0x01 && answer[1] == 0x01 && std::memcmp(answer.data() + 4, request.data() + 4, 16) == 0;
  }
  return false;
}

/// 0, or what keeps somebody from listening there.
int why_not_free(int type, int port) {
  const UniqueFd fd(::socket(AF_INET6, type | SOCK_CLOEXEC, 0));
  if (fd.get() < 0) return 0;  // no IPv6 here: the server says more when it starts
  const int on = 1, off = 0;
  if (type == SOCK_STREAM) ::setsockopt(fd.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  ::setsockopt(fd.get(), IPPROTO_IPV6, IPV6_V6ONLY, &off, sizeof off);
  const Address any = address_of("::", port);
  return ::bind(fd.get(), reinterpret_cast<const sockaddr*>(&any.storage), any.size) == 0 ? 0 : errno;
}

Finding free_port(const char* name, int type, int port) {
  const char* kind = type == SOCK_STREAM ? "TCP" : "UDP";
  const int why = why_not_free(type, port);
  if (why == 0)
    return {Health::fine,
            {fmt::format("{} port {} for {} is free", kind, port, name),
             fmt::format("{} 端口 {}（{}）空闲", kind, port, name)}};
  if (why == EACCES)
    return {Health::broken,
            {fmt::format("{} port {} for {} is only for root", kind, port, name),
             fmt::format("{} 端口 {}（{}）只有 root 能用", kind, port, name)},
            {"choose one above 1023 (--port)", "请改用 1023 以上的端口（--port）"}};
  return {Health::broken,
          {fmt::format("{} port {} for {} is taken: {}", kind, port, name, std::strerror(why)),
           fmt::format("{} 端口 {}（{}）已被占用", kind, port, name)},
          {fmt::format("stop the program that has it (ss -lntup 'sport = :{}'), or choose another (--port)", port),
           fmt::format("停掉占用它的程序（ss -lntup 'sport = :{}'），或换一个端口（--port）", port)}};
}

Finding https(const Config& config, const std::string& host, int port) {
  const std::string place = fmt::format("https://{}:{}", host, port);
  const bool own = !config.certificate.empty();
  const Tls seen = greet(host, port, own ? std::filesystem::path() : config.data / "tls/ca.crt");
  if (!seen.answered)
    return {
        Health::broken,
        {place + " does not answer", place + " 没有回应"},
        {"a firewall on this machine may block it: allow the port for TCP", "可能被本机防火墙拦截：请放行该 TCP 端口"}};
  if (!seen.trusted && !own)
    return {Health::broken,
            {place + ": the certificate is not valid for this address", place + "：证书不适用于这个地址"},
            {"wait a minute after a change of network, or add the name to server.names",
             "网络变化后请等一分钟，或把名字加入 server.names"}};
  if (seen.days_left < 7)
    return {Health::doubtful,
            {fmt::format("{}: the certificate ends in {} days", place, seen.days_left),
             fmt::format("{}：证书还有 {} 天到期", place, seen.days_left)},
            {"renew the files of tls.certificate", "请更新 tls.certificate 指定的证书"}};
  return {Health::fine,
          {fmt::format("{} answers, its certificate is good for {} days", place, seen.days_left),
           fmt::format("{} 正常，证书还有 {} 天", place, seen.days_left)}};
}

Finding stun(const std::string& host, int port) {
  const std::string place = fmt::format("udp://{}:{}", host, port);
  if (answers_stun(host, port))
    return {Health::fine, {place + " answers: it helps calls to find a way", place + " 正常：用于通话寻路"}};
  return {
      Health::broken,
      {place + " does not answer: calls find no direct way", place + " 没有回应：通话无法直连"},
      {"a firewall on this machine may block it: allow the port for UDP", "可能被本机防火墙拦截：请放行该 UDP 端口"}};
}

Finding media(const std::string& host, int port) {
  const std::string place = fmt::format("{}:{}", host, port);
  // The engine may just be starting, or starting again.
  bool answers = false;
  for (int tries = 0; tries < 10 && !answers; ++tries) {
    if (tries > 0) std::this_thread::sleep_for(std::chrono::milliseconds(300));
    answers = connect_to(host, port).get() >= 0;
  }
  if (answers)
    return {Health::fine,
            {place + " takes calls of groups, over TCP; UDP at the same number",
             place + " 可接群通话（TCP；UDP 为同一端口号）"}};
  return {Health::broken,
          {place + " takes no calls of groups", place + " 接不了群通话"},
          {"allow the port for UDP and TCP; if it is allowed, see the server's log for \"media\"",
           "请放行该端口的 UDP 与 TCP；若已放行，请看服务器日志里的 media"}};
}

}  // namespace

std::vector<Finding> look_at_ports(const Config& config, const std::optional<Ports>& running) {
  if (!running) {
    std::vector<Finding> findings{{Health::fine, {"no server is running", "服务器没有运行"}}};
    if (config.https_port > 0) findings.push_back(free_port("HTTPS", SOCK_STREAM, config.https_port));
    if (config.http_port > 0) findings.push_back(free_port("HTTP", SOCK_STREAM, config.http_port));
    if (config.media_port > 0) findings.push_back(free_port("calls of groups", SOCK_DGRAM, config.media_port));
    if (config.stun_port > 0) findings.push_back(free_port("STUN", SOCK_DGRAM, config.stun_port));
    return findings;
  }
  std::vector<Finding> findings{{Health::fine, {"the server is running", "服务器正在运行"}}};
  for (const std::string& host : media_addresses(config)) {
    if (address_of(host, 1).size == 0) continue;
    if (running->https > 0) findings.push_back(https(config, host, running->https));
    if (running->stun > 0) findings.push_back(stun(host, running->stun));
    if (running->media > 0) findings.push_back(media(host, running->media));
  }
  if (running->http > 0 && connect_to("127.0.0.1", running->http).get() < 0 && config.listen.empty())
    findings.push_back({Health::broken,
                        {fmt::format("http://127.0.0.1:{} does not answer", running->http),
                         fmt::format("http://127.0.0.1:{} 没有回应", running->http)},
                        {"start the server again", "请重启服务器"}});
  findings.push_back({Health::fine,
                      {"what stands between this machine and others cannot be seen from here: open the page on the "
                       "other device, Settings → Self-test",
                       "本机与其他设备之间的网络从这里看不到：请在那台设备上打开网页，设置 → 自检"}});
  return findings;
}

}  // namespace ling::doctor
