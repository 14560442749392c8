#include "transport/listener.hpp"

#include "transport/testing/test_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include <algorithm>

namespace ling::testing {
namespace {

void connect_to_loopback(int fd, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
}

int option(const UniqueFd& fd, int level, int name) {
  int value = 0;
  socklen_t size = sizeof value;
  EXPECT_EQ(::getsockopt(fd.get(), level, name, &value, &size), 0);
  return value;
}

TEST(Listener, hands_its_options_down_to_what_it_accepts) {
  const auto sockets = listen_everywhere({"127.0.0.1"}, 0, 2, "a.setting");
  ASSERT_EQ(sockets.size(), 2U);
  EXPECT_EQ(port_of(sockets[0].front().get()), port_of(sockets[1].front().get()));
  const UniqueFd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  connect_to_loopback(client.get(), port_of(sockets[0].front().get()));
  pollfd waiting[] = {{sockets[0].front().get(), POLLIN, 0}, {sockets[1].front().get(), POLLIN, 0}};
  ASSERT_EQ(::poll(waiting, 2, 10'000), 1);
  const pollfd& ready = (waiting[0].revents & POLLIN) != 0 ? waiting[0] : waiting[1];
  const UniqueFd accepted(::accept(ready.fd, nullptr, nullptr));
  ASSERT_TRUE(accepted);
  EXPECT_EQ(option(accepted, IPPROTO_TCP, TCP_NODELAY), 1);
  EXPECT_EQ(option(accepted, IPPROTO_TCP, TCP_USER_TIMEOUT), 20'000);
  EXPECT_EQ(option(accepted, SOL_SOCKET, SO_KEEPALIVE), 1);
  EXPECT_EQ(option(accepted, IPPROTO_TCP, TCP_NOTSENT_LOWAT), 128 * 1024);
}

/// Leaves the process without a free descriptor for as long as it lives.
class NoDescriptors {
 public:
  NoDescriptors() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    rlimit low = before_;
    low.rlim_cur = 256;
    ::setrlimit(RLIMIT_NOFILE, &low);
    for (int fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC); fd >= 0; fd = ::open("/dev/null", O_RDONLY | O_CLOEXEC)) {
      taken_.emplace_back(fd);
    }
  }
  ~NoDescriptors() { ::setrlimit(RLIMIT_NOFILE, &before_); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

 private:
  rlimit before_{};
  std::vector<UniqueFd> taken_;
};

TEST(Listener, pauses_when_there_are_no_descriptors_and_goes_on_when_there_are) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) { config.loops = 1; });
  const UniqueFd client(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const timeval patience{10, 0};
  ::setsockopt(client.get(), SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  {
    const NoDescriptors none;
    connect_to_loopback(client.get(), server.transport->http_port());
    ASSERT_TRUE(eventually([&] { return server.transport->counters().accept_pauses >= 2; }));
    EXPECT_EQ(server.transport->counters().connections_total, 0U);
  }
  constexpr std::string_view request = "GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n";
  ASSERT_EQ(::send(client.get(), request.data(), request.size(), MSG_NOSIGNAL), static_cast<ssize_t>(request.size()));
  std::string answer(100, '\0');
  ASSERT_GT(::recv(client.get(), answer.data(), answer.size(), 0), 0);
  EXPECT_TRUE(answer.starts_with("HTTP/1.1 200 OK\r\n"));
}

}  // namespace
}  // namespace ling::testing
