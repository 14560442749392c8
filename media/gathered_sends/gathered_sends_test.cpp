#include "DepLibUV.hpp"
#include "DepLibUring.hpp"
#include "tests/temporary_folder.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cstring>
#include <string>
#include <vector>

namespace {

uv_loop_t* loop_of_the_test() {
  static uv_loop_t loop;
  static const int made = uv_loop_init(&loop);
  EXPECT_EQ(made, 0);
  return &loop;
}

}  // namespace

// The engine has it elsewhere, and is not here.
thread_local uv_loop_t* DepLibUV::loop = loop_of_the_test();

namespace {

using Bytes = std::vector<std::uint8_t>;

/// A socket of one end, on this machine.
class Socket {
 public:
  explicit Socket(int family) : fd_(::socket(family, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {}
  ~Socket() { ::close(fd_); }
  Socket(const Socket&) = delete;

  [[nodiscard]] int fd() const { return fd_; }
  /// What came next; empty = nothing.
  [[nodiscard]] Bytes take() const {
    Bytes bytes(2048);
    const auto size = ::recv(fd_, bytes.data(), bytes.size(), 0);
    bytes.resize(size < 0 ? 0 : static_cast<std::size_t>(size));
    return bytes;
  }

 private:
  int fd_;
};

sockaddr_in listen_on_loopback(const Socket& socket) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  EXPECT_EQ(::bind(socket.fd(), reinterpret_cast<const sockaddr*>(&address), size), 0);
  EXPECT_EQ(::getsockname(socket.fd(), reinterpret_cast<sockaddr*>(&address), &size), 0);
  return address;
}

/// What became of each datagram, in the order in which that was told.
using Told = std::vector<std::pair<int, bool>>;

template <class Address>
bool gather(const Socket& from, const Bytes& bytes, const Address& to, Told& told, int number) {
  auto* callback = new DepLibUring::onSendCallback([&told, number](bool sent) { told.emplace_back(number, sent); });
  const bool taken =
      DepLibUring::PrepareSend(from.fd(), bytes.data(), bytes.size(), reinterpret_cast<const sockaddr*>(&to), callback);
  if (!taken) delete callback;  // still the caller's
  return taken;
}

TEST(GatheredSends, each_goes_where_it_should_and_is_told_of_once) {
  const Socket from(AF_INET), first(AF_INET), second(AF_INET);
  const auto to_first = listen_on_loopback(first), to_second = listen_on_loopback(second);
  Told told;
  DepLibUring::SetActive();
  EXPECT_TRUE(DepLibUring::IsActive());
  Bytes bytes{1};
  ASSERT_TRUE(gather(from, bytes, to_first, told, 1));
  bytes = {2, 2};  // it was copied
  ASSERT_TRUE(gather(from, bytes, to_second, told, 2));
  ASSERT_TRUE(gather(from, {3}, to_first, told, 3));
  EXPECT_TRUE(first.take().empty()) << "they wait for each other";
  DepLibUring::Submit();
  EXPECT_FALSE(DepLibUring::IsActive());
  EXPECT_EQ(told, (Told{{1, true}, {2, true}, {3, true}}));
  EXPECT_EQ(first.take(), Bytes{1});
  EXPECT_EQ(first.take(), Bytes{3});
  EXPECT_EQ(second.take(), (Bytes{2, 2}));
  DepLibUring::Submit();
  EXPECT_EQ(told.size(), 3U) << "nothing is sent twice";
  EXPECT_TRUE(first.take().empty());
}

TEST(GatheredSends, sockets_of_both_kinds_send_their_own) {
  const Socket four(AF_INET), six(AF_INET6), receiver(AF_INET);
  const auto to = listen_on_loopback(receiver);
  sockaddr_in6 mapped{};  // how a socket of the newer kind sees it
  mapped.sin6_family = AF_INET6;
  mapped.sin6_port = to.sin_port;
  ASSERT_EQ(::inet_pton(AF_INET6, "::ffff:127.0.0.1", &mapped.sin6_addr), 1);
  Told told;
  DepLibUring::SetActive();
  ASSERT_TRUE(gather(four, {4}, to, told, 4));
  ASSERT_TRUE(gather(six, {6}, mapped, told, 6));
  ASSERT_TRUE(gather(four, {5}, to, told, 5));
  DepLibUring::Submit();
  EXPECT_EQ(told, (Told{{4, true}, {6, true}, {5, true}}));
  EXPECT_EQ(receiver.take(), Bytes{4});
  EXPECT_EQ(receiver.take(), Bytes{6});
  EXPECT_EQ(receiver.take(), Bytes{5});
}

TEST(GatheredSends, one_that_cannot_be_sent_stops_no_other) {
  const Socket from(AF_INET), receiver(AF_INET);
  const auto to = listen_on_loopback(receiver);
  auto nowhere = to;
  nowhere.sin_port = 0;
  Told told;
  DepLibUring::SetActive();
  ASSERT_TRUE(gather(from, {1}, to, told, 1));
  ASSERT_TRUE(gather(from, {2}, nowhere, told, 2));
  ASSERT_TRUE(gather(from, {3}, to, told, 3));
  DepLibUring::Submit();
  EXPECT_EQ(told, (Told{{1, true}, {2, false}, {3, true}}));
  EXPECT_EQ(receiver.take(), Bytes{1});
  EXPECT_EQ(receiver.take(), Bytes{3});
}

TEST(GatheredSends, what_is_too_large_or_too_much_is_left_to_the_caller) {
  const Socket from(AF_INET), receiver(AF_INET);
  const auto to = listen_on_loopback(receiver);
  Told told;
  DepLibUring::SetActive();
  EXPECT_FALSE(gather(from, Bytes(1501), to, told, 0));
  int taken = 0;
  while (taken < 10'000 && gather(from, Bytes(1500), to, told, taken))
    ++taken;
  EXPECT_EQ(taken, 256);
  DepLibUring::Submit();
  EXPECT_EQ(told.size(), 256U);
  EXPECT_TRUE(gather(from, {1}, to, told, 256)) << "there is room again";
  DepLibUring::Submit();
  EXPECT_EQ(told.size(), 257U);
}

TEST(GatheredSends, what_the_kernel_has_no_room_for_comes_when_it_has) {
  const ling::TemporaryFolder folder;
  // Over UDP on one machine there always is room; between files there is not.
  const Socket from(AF_UNIX), receiver(AF_UNIX);
  sockaddr_un to{};
  to.sun_family = AF_UNIX;
  const std::string path = (folder.path() / "s").string();
  ASSERT_LT(path.size(), sizeof to.sun_path);
  std::memcpy(to.sun_path, path.c_str(), path.size() + 1);
  ASSERT_EQ(::bind(receiver.fd(), reinterpret_cast<const sockaddr*>(&to), sizeof to), 0);
  const int least = 1;
  ASSERT_EQ(::setsockopt(from.fd(), SOL_SOCKET, SO_SNDBUF, &least, sizeof least), 0);
  constexpr int many = 40;
  Told told;
  for (int half = 0; half < 2; ++half) {
    DepLibUring::SetActive();
    for (int i = half * many / 2; i < (half + 1) * many / 2; ++i)
      ASSERT_TRUE(gather(from, Bytes(1000, static_cast<std::uint8_t>(i)), to, told, i));
    DepLibUring::Submit();
    ASSERT_LT(told.size(), static_cast<std::size_t>(many / 2)) << "this test shows nothing here";
  }
  std::array<int, many> came{};
  for (int rest = many, rounds = 0; rest > 0 && rounds < 10'000; ++rounds) {
    for (Bytes bytes = receiver.take(); !bytes.empty(); bytes = receiver.take(), --rest) {
      ASSERT_EQ(bytes.size(), 1000U);
      ASSERT_LT(bytes[0], many);
      ++came[bytes[0]];
    }
    uv_run(DepLibUV::GetLoop(), UV_RUN_NOWAIT);
  }
  uv_run(DepLibUV::GetLoop(), UV_RUN_DEFAULT);  // ends when nothing waits any more
  for (int i = 0; i < many; ++i)
    EXPECT_EQ(came[static_cast<std::size_t>(i)], 1) << i;
  EXPECT_EQ(told.size(), static_cast<std::size_t>(many));
  for (const auto& [number, sent] : told)
    EXPECT_TRUE(sent) << number;
}

}  // namespace
