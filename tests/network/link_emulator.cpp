// A way between two network namespaces that is as bad as it is told to be, for tests of calls:
//   link_emulator NEAR_NAMESPACE NEAR_DEVICE FAR_NAMESPACE FAR_DEVICE SEED
// makes a TUN device in each and says "ready". Then it reads lines: "far delay_ms=60 loss=0.02" changes what happens to
// packets on their way to the far end, "near …" to the near one, "both …" to all; each is answered "done" or "what?".
// Ends with its input. Needs CAP_SYS_ADMIN and CAP_NET_ADMIN.
#include "network/shaper.hpp"

#include <fcntl.h>
#include <linux/if.h>
#include <linux/if_tun.h>
#include <poll.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

namespace {

using namespace ling::network;

constexpr std::size_t largest_packet = 2048;
constexpr std::uint8_t udp_protocol = 17;

int checked(int result, const std::string& what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

int tun_in(const std::string& network, const std::string& device) {
  const int place = checked(::open(("/run/netns/" + network).c_str(), O_RDONLY | O_CLOEXEC), network);
  checked(::setns(place, CLONE_NEWNET), network);
  ::close(place);
  const int fd = checked(::open("/dev/net/tun", O_RDWR | O_NONBLOCK | O_CLOEXEC), "/dev/net/tun");
  ifreq request{};
  request.ifr_flags = IFF_TUN | IFF_NO_PI;
  if (device.size() >= IFNAMSIZ) throw std::runtime_error("the name is too long: " + device);
  std::memcpy(request.ifr_name, device.data(), device.size());
  checked(::ioctl(fd, TUNSETIFF, &request), device);
  return fd;
}

Duration now() {
  return std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now().time_since_epoch());
}

bool is_udp(const std::vector<std::uint8_t>& packet) {
  return packet.size() > 9 && (packet[0] >> 4) == 4 && packet[9] == udp_protocol;
}

/// From one end to the other.
class Direction {
 public:
  Direction(int from, int to, unsigned seed) : from_(from), to_(to), shaper_(seed) {}

  Profile profile;

  void take() {
    std::array<std::uint8_t, largest_packet> buffer{};
    for (;;) {
      const ssize_t size = ::read(from_, buffer.data(), buffer.size());
      if (size <= 0) return;
      std::vector<std::uint8_t> packet(buffer.begin(), buffer.begin() + size);
      const auto due = shaper_.arrival(profile, packet.size(), is_udp(packet), now());
      if (due) waiting_.push_back({*due, std::move(packet)});
    }
  }

  /// Hands over what is due; when the next one is.
  Duration deliver() {
    const Duration time = now();
    while (!waiting_.empty() && waiting_.front().due <= time) {
      // An end that is not up takes nothing.
      (void)!::write(to_, waiting_.front().bytes.data(), waiting_.front().bytes.size());
      waiting_.pop_front();
    }
    return waiting_.empty() ? Duration::max() : waiting_.front().due;
  }

 private:
  struct Packet {
    Duration due;
    std::vector<std::uint8_t> bytes;
  };
  int from_, to_;
  Shaper shaper_;
  std::deque<Packet> waiting_;
};

bool obey(const std::string& line, Direction& to_far, Direction& to_near) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string who = line.substr(0, end), words = line.substr(std::min(end + 1, line.size()));
  if (who == "far") return change(to_far.profile, words);
  if (who == "near") return change(to_near.profile, words);
  return who == "both" && change(to_far.profile, words) && change(to_near.profile, words);
}

void run(char** words) {
  const int near = tun_in(words[1], words[2]), far = tun_in(words[3], words[4]);
  const auto seed = static_cast<unsigned>(std::strtoul(words[5], nullptr, 10));
  Direction to_far(near, far, seed), to_near(far, near, seed + 1);
  std::cout << "ready" << std::endl;
  std::string input;
  for (;;) {
    const Duration next = std::min(to_far.deliver(), to_near.deliver());
    timespec wait{.tv_sec = 1, .tv_nsec = 0};
    if (next != Duration::max()) {
      const auto left = std::max(Duration{}, std::min<Duration>(next - now(), std::chrono::seconds(1)));
      wait = {.tv_sec = left.count() / 1'000'000, .tv_nsec = left.count() % 1'000'000 * 1000};
    }
    std::array<pollfd, 3> fds{{{near, POLLIN, 0}, {far, POLLIN, 0}, {STDIN_FILENO, POLLIN, 0}}};
    ::ppoll(fds.data(), fds.size(), &wait, nullptr);
    to_far.take();
    to_near.take();
    if (fds[2].revents == 0) continue;
    std::array<char, 1024> buffer{};
    const ssize_t size = ::read(STDIN_FILENO, buffer.data(), buffer.size());
    if (size <= 0) return;
    input.append(buffer.data(), static_cast<std::size_t>(size));
    for (std::size_t end = input.find('\n'); end != std::string::npos; end = input.find('\n')) {
      std::cout << (obey(input.substr(0, end), to_far, to_near) ? "done" : "what?") << std::endl;
      input.erase(0, end + 1);
    }
  }
}

}  // namespace

int main(int count, char** words) {
  if (count != 6) {
    std::cerr << "link_emulator NEAR_NAMESPACE NEAR_DEVICE FAR_NAMESPACE FAR_DEVICE SEED\n";
    return 2;
  }
  try {
    run(words);
  } catch (const std::exception& error) {
    std::cerr << "link_emulator: " << error.what() << "\n";
    return 1;
  }
  return 0;
}
