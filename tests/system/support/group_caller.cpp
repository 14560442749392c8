#include "support/group_caller.hpp"

#include <arpa/inet.h>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <fmt/format.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <stdexcept>

namespace ling::system_test {
namespace {

using boost::json::object;
using boost::json::value;

/// RFC 8489: a binding request with a username and a signature that is wrong: whoever knows the name says so, and who does
/// not is silent. `number` is in the transaction id.
std::vector<std::uint8_t> question(const std::string& username, std::uint8_t number) {
  const std::string name = username + ":peer";
  std::vector<std::uint8_t> packet = {0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xA4, 0x42, 0, 0,
                                      0,    0,    0,    0,    0,    0,    0,    0,    0, number};
  const auto append = [&](std::uint8_t type, const std::vector<std::uint8_t>& body) {
    packet.insert(packet.end(), {0x00, type, 0x00, static_cast<std::uint8_t>(body.size())});
    packet.insert(packet.end(), body.begin(), body.end());
    packet.resize((packet.size() + 3) / 4 * 4);
  };
  append(0x06, {name.begin(), name.end()});
  append(0x24, {0, 0, 0, 1});                             // PRIORITY
  packet.insert(packet.end(), {0x80, 0x2A, 0x00, 0x08});  // ICE-CONTROLLING
  packet.insert(packet.end(), {1, 2, 3, 4, 5, 6, 7, 8});
  append(0x08, std::vector<std::uint8_t>(20, 0x5A));  // MESSAGE-INTEGRITY
  packet[3] = static_cast<std::uint8_t>(packet.size() - 20);
  return packet;
}

class Datagrams {
 public:
  explicit Datagrams(const MediaWay& way) : fd_(::socket(AF_INET, SOCK_DGRAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(way.port);
    ::inet_pton(AF_INET, way.address.c_str(), &address.sin_addr);
    if (::connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
      throw std::runtime_error("no way to the engine");
  }
  ~Datagrams() { ::close(fd_); }
  Datagrams(const Datagrams&) = delete;

  void send(const std::vector<std::uint8_t>& packet) const { (void)::send(fd_, packet.data(), packet.size(), 0); }
  /// The number of the question that the next packet answers.
  [[nodiscard]] std::uint8_t receive() const {
    pollfd waiting{fd_, POLLIN, 0};
    constexpr int patience_ms = 10'000;
    if (::poll(&waiting, 1, patience_ms) != 1) throw std::runtime_error("the engine does not answer");
    std::array<std::uint8_t, 1500> packet{};
    if (::recv(fd_, packet.data(), packet.size(), 0) < 20) throw std::runtime_error("no answer of STUN");
    return packet[19];
  }

 private:
  int fd_;
};

}  // namespace

std::string endpoint_of(const Person& person) {
  return fmt::format("window-{}", person.device_id);
}

object join_params(const Person& person, std::int64_t conversation_id) {
  return {
      {"conversation_id", conversation_id}, {"endpoint", endpoint_of(person)}, {"microphone", true}, {"camera", false}};
}

std::int64_t join_call(const Person& person, std::int64_t conversation_id) {
  const value entry = person.call("group_call.join", join_params(person, conversation_id));
  return entry.at("call").at("group_call_id").as_int64();
}

object enter_params(const Person& person, std::int64_t group_call_id) {
  return {{"group_call_id", group_call_id}, {"endpoint", endpoint_of(person)}};
}

std::vector<std::string> answering(const std::vector<MediaWay>& ways) {
  const Datagrams socket(ways.back());
  std::uint8_t number = 0;
  for (const MediaWay& way : ways)
    socket.send(question(way.username, ++number));
  // The engine takes them in order.
  std::vector<std::string> known;
  for (std::uint8_t heard = 0; heard != number;) {
    heard = socket.receive();
    known.push_back(ways.at(heard - 1U).username);
  }
  return known;
}

CallLine::CallLine(const Person& person, std::int64_t group_call_id) : person_(&person) {
  const object params = enter_params(person, group_call_id);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(30);
  for (;;) {
    try {
      line = person.call("media.enter", params).at("line").as_string();
      return;
    } catch (const std::exception& refused) {
      const bool busy = std::strstr(refused.what(), "busy") != nullptr;
      if (!busy || std::chrono::steady_clock::now() > end) throw;
    }
  }
}

MediaWay CallLine::open(const std::string& direction) const {
  return way_of(person_->call("media.open", {{"line", line}, {"direction", direction}}).at("parameters"));
}

MediaWay way_of(const value& text) {
  const value parameters = boost::json::parse(text.as_string());
  MediaWay way;
  way.username = parameters.at("iceParameters").at("usernameFragment").as_string();
  const value& candidate = parameters.at("iceCandidates").at(0);
  const value* address = candidate.as_object().if_contains("address");
  way.address = (address != nullptr ? *address : candidate.at("ip")).as_string();
  way.port = static_cast<std::uint16_t>(candidate.at("port").as_int64());
  return way;
}

std::string CallLine::speak() const {
  static std::uint32_t ssrc = 1000;
  ++ssrc;
  const object codec{{"mimeType", "audio/opus"}, {"payloadType", 111}, {"clockRate", 48000}, {"channels", 2}};
  const object parameters{{"mid", std::to_string(ssrc)},
                          {"codecs", boost::json::array{codec}},
                          {"encodings", boost::json::array{object{{"ssrc", ssrc}}}}};
  const value made = person_->call(
      "media.send", {{"line", line}, {"source", "microphone"}, {"rtp_parameters", boost::json::serialize(parameters)}});
  return std::string(made.at("producer_id").as_string());
}

pid_t engine_of(const ServerProcess& server) {
  namespace fs = std::filesystem;
  for (const auto& task : fs::directory_iterator(fmt::format("/proc/{}/task", server.pid()))) {
    std::ifstream children(task.path() / "children");
    for (pid_t child = 0; children >> child;) {
      std::ifstream command(fmt::format("/proc/{}/cmdline", child));
      const std::string words{std::istreambuf_iterator<char>(command), {}};
      if (words.find("media-worker") != std::string::npos) return child;
    }
  }
  throw std::runtime_error("no engine runs");
}

}  // namespace ling::system_test
