#include "floors/floors.hpp"
#include "measure.hpp"

#include <fmt/format.h>
#include <netinet/in.h>
#include <openssl/evp.h>
#include <sched.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cstring>
#include <ctime>
#include <memory>
#include <stdexcept>
#include <thread>
#include <vector>

namespace ling::bench {
namespace {

constexpr int tag_size = 16;

void run_on(unsigned processor) {
  if (std::thread::hardware_concurrency() < 2) return;
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(processor, &one);
  ::sched_setaffinity(0, sizeof one, &one);
}

std::chrono::nanoseconds cpu_of_this_thread() {
  timespec used{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &used);
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

int udp_socket(sockaddr_in& address) {
  const int fd = ::socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  if (::bind(fd, reinterpret_cast<const sockaddr*>(&address), size) != 0 ||
      ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) != 0)
    throw std::runtime_error("no socket");
  return fd;
}

/// Reads what comes, on the second processor, as those who watch a call do.
class Readers {
 public:
  explicit Readers(std::size_t count) : addresses(count), epoll_(::epoll_create1(EPOLL_CLOEXEC)) {
    for (sockaddr_in& address : addresses) {
      epoll_event event{};
      event.events = EPOLLIN;
      event.data.fd = sockets_.emplace_back(udp_socket(address));
      ::epoll_ctl(epoll_, EPOLL_CTL_ADD, event.data.fd, &event);
    }
    thread_ = std::thread([this] { read(); });
  }
  ~Readers() {
    stopping_ = true;
    thread_.join();
    for (const int fd : sockets_)
      ::close(fd);
    ::close(epoll_);
  }
  Readers(const Readers&) = delete;

  std::vector<sockaddr_in> addresses;

 private:
  void read() {
    run_on(1);
    std::array<epoll_event, 64> events{};
    std::array<char, 2048> bytes{};
    while (!stopping_) {
      const int count = ::epoll_wait(epoll_, events.data(), events.size(), 10);
      for (int i = 0; i < count; ++i) {
        while (::recv(events[static_cast<std::size_t>(i)].data.fd, bytes.data(), bytes.size(), 0) > 0) {
        }
      }
    }
  }

  int epoll_;
  std::vector<int> sockets_;
  std::atomic<bool> stopping_ = false;
  std::thread thread_;
};

using Key = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

Key key() {
  constexpr std::array<unsigned char, 16> bytes{1, 2, 3};
  Key made(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
  EVP_EncryptInit_ex(made.get(), EVP_aes_128_gcm(), nullptr, bytes.data(), nullptr);
  return made;
}

/// As SRTP does: the head is only signed.
void encrypt(const Key& key, std::uint64_t number, std::vector<unsigned char>& packet) {
  constexpr int head = 12;
  std::array<unsigned char, 12> nonce{};
  std::memcpy(nonce.data(), &number, sizeof number);
  int done = 0;
  const int text = static_cast<int>(packet.size()) - head - tag_size;
  EVP_EncryptInit_ex(key.get(), nullptr, nullptr, nullptr, nonce.data());
  EVP_EncryptUpdate(key.get(), nullptr, &done, packet.data(), head);
  EVP_EncryptUpdate(key.get(), packet.data() + head, &done, packet.data() + head, text);
  EVP_EncryptFinal_ex(key.get(), packet.data() + head + text, &done);
  EVP_CIPHER_CTX_ctrl(key.get(), EVP_CTRL_AEAD_GET_TAG, tag_size, packet.data() + head + text);
}

}  // namespace

Floor encrypted_datagrams(std::size_t receivers, std::size_t bytes, int bursts_per_second, Sending sending) {
  Readers readers(receivers);
  Floor floor;
  std::thread sender([&] {
    run_on(0);
    sockaddr_in own{};
    const int fd = udp_socket(own);
    std::vector<Key> keys;
    std::vector<std::vector<unsigned char>> packets(receivers, std::vector<unsigned char>(bytes));
    std::vector<mmsghdr> messages(receivers);
    std::vector<iovec> parts(receivers);
    for (std::size_t i = 0; i < receivers; ++i) {
      keys.push_back(key());
      parts[i] = {packets[i].data(), bytes};
      messages[i].msg_hdr.msg_name = &readers.addresses[i];
      messages[i].msg_hdr.msg_namelen = sizeof readers.addresses[i];
      messages[i].msg_hdr.msg_iov = &parts[i];
      messages[i].msg_hdr.msg_iovlen = 1;
    }
    const Stopwatch watch;
    const auto before = cpu_of_this_thread();
    const int bursts = bursts_per_second;  // a second
    auto next = std::chrono::steady_clock::now();
    for (int burst = 0; burst < bursts; ++burst) {
      std::this_thread::sleep_until(next += std::chrono::microseconds(1'000'000 / bursts_per_second));
      for (std::size_t i = 0; i < receivers; ++i) {
        encrypt(keys[i], static_cast<std::uint64_t>(burst), packets[i]);
        if (sending == Sending::each) (void)::sendmsg(fd, &messages[i].msg_hdr, 0);
      }
      if (sending == Sending::together) (void)::sendmmsg(fd, messages.data(), static_cast<unsigned>(receivers), 0);
    }
    const double sent = static_cast<double>(bursts) * static_cast<double>(receivers);
    floor = {sent / watch.seconds(), static_cast<double>((cpu_of_this_thread() - before).count()) / 1e3 / sent};
    ::close(fd);
  });
  sender.join();
  return floor;
}

}  // namespace ling::bench
