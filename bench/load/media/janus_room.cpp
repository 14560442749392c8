#include "load/media/janus_room.hpp"

#include "foundation/json_codec.hpp"
#include "support/http_client.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <fcntl.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <optional>
#include <stdexcept>
#include <string_view>
#include <thread>

namespace ling::load {
namespace {

constexpr const char* program = "/usr/bin/janus";
constexpr const char* libraries = "/usr/lib/x86_64-linux-gnu/janus";
constexpr int room = 1234;
constexpr std::string_view transport_wide = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

std::uint16_t free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  const bool bound = ::bind(fd, reinterpret_cast<const sockaddr*>(&address), size) == 0 &&
                     ::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size) == 0;
  ::close(fd);
  if (!bound) throw std::runtime_error("no free port");
  return ntohs(address.sin_port);
}

/// The lines of a session description.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string line(text.substr(0, end));
    if (!line.empty() && line.back() == '\r') line.pop_back();
    lines.push_back(std::move(line));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string value_of(const std::vector<std::string>& lines, std::string_view beginning) {
  for (const std::string& line : lines) {
    if (line.starts_with(beginning)) return line.substr(beginning.size());
  }
  throw std::runtime_error("Janus says nothing of " + std::string(beginning));
}

FarEnd far_end(const std::vector<std::string>& lines) {
  FarEnd end{.username_fragment = value_of(lines, "a=ice-ufrag:"), .password = value_of(lines, "a=ice-pwd:")};
  for (const std::string& line : lines) {
    // a=candidate:1 1 udp 2015363327 192.0.2.2 40123 typ host
    if (!line.starts_with("a=candidate:") || line.find("typ host") == std::string::npos) continue;
    std::vector<std::string> words;
    for (std::size_t at = 0; at < line.size();) {
      const std::size_t gap = std::min(line.find(' ', at), line.size());
      words.push_back(line.substr(at, gap - at));
      at = gap + 1;
    }
    if (words.size() < 8 || (words[2] != "udp" && words[2] != "UDP") || words[4].find(':') != std::string::npos)
      continue;
    end.address = words[4];
    end.port = static_cast<std::uint16_t>(std::stoi(words[5]));
    return end;
  }
  throw std::runtime_error("Janus offers no way by UDP");
}

std::string own_end(const Identity& identity) {
  return fmt::format("a=ice-ufrag:{}\r\na=ice-pwd:{}\r\na=fingerprint:sha-256 {}\r\na=setup:active\r\na=rtcp-mux\r\n",
                     MediaLink::own_username_fragment, MediaLink::own_password, identity.fingerprint());
}

constexpr std::string_view head = "v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\n";

std::string offer(const std::vector<Shape>& shapes, const Identity& identity) {
  std::string bundle = "a=group:BUNDLE", media;
  for (std::size_t i = 0; i < shapes.size(); ++i) {
    bundle += fmt::format(" {}", i);
    const int type = shapes[i].video ? Sender::picture_payload : Sender::voice_payload;
    media += fmt::format("m={} 9 UDP/TLS/RTP/SAVPF {}\r\nc=IN IP4 0.0.0.0\r\na=mid:{}\r\na=sendonly\r\n",
                         shapes[i].video ? "video" : "audio", type, i);
    media += own_end(identity);
    media += fmt::format("a=rtpmap:{} {}\r\na=rtcp-fb:{} transport-cc\r\n", type,
                         shapes[i].video ? "VP8/90000" : "opus/48000/2", type);
    if (shapes[i].video)
      media += fmt::format("a=rtcp-fb:{0} nack\r\na=rtcp-fb:{0} nack pli\r\na=rtcp-fb:{0} ccm fir\r\n", type);
    media += fmt::format("a=extmap:{} {}\r\na=ssrc:{} cname:bench\r\n", Sender::transport_extension, transport_wide,
                         shapes[i].ssrc);
  }
  return std::string(head) + bundle + "\r\n" + media;
}

/// Takes all that is offered.
std::string answer(const std::vector<std::string>& theirs, const Identity& identity) {
  std::string out(head);
  out += "a=group:" + value_of(theirs, "a=group:") + "\r\n";
  for (const std::string& line : theirs) {
    if (line.starts_with("m=")) {
      out += line + "\r\nc=IN IP4 0.0.0.0\r\na=recvonly\r\n" + own_end(identity);
    } else if (line.starts_with("a=mid:") || line.starts_with("a=rtpmap:") || line.starts_with("a=rtcp-fb:") ||
               line.starts_with("a=fmtp:") || line.starts_with("a=extmap:")) {
      out += line + "\r\n";
    }
  }
  return out;
}

}  // namespace

bool JanusRoom::installed() {
  return ::access(program, X_OK) == 0;
}

JanusRoom::JanusRoom(MediaThread& threads, const Identity& identity) : threads_(threads), identity_(identity) {
  port_ = free_port();
  start();
  // It takes a moment until it answers.
  for (int tries = 0; session_ == 0; ++tries) {
    try {
      session_ = ask("", {{"janus", "create"}}).at("data").at("id").as_int64();
    } catch (const std::exception&) {
      if (tries == 100) throw std::runtime_error("Janus does not start");
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  }
  const std::int64_t handle = attach();
  message(handle, {{"request", "create"}, {"room", room}, {"publishers", 16}, {"bitrate", 0}, {"fir_freq", 0}}, {});
}

JanusRoom::~JanusRoom() {
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

void JanusRoom::start() {
  const std::filesystem::path folder = folder_.path();
  std::ofstream(folder / "janus.jcfg") << fmt::format(
      "general: {{ configs_folder = \"{0}\"; plugins_folder = \"{1}/plugins\"; transports_folder = \"{1}/transports\";\n"
      "  events_folder = \"{1}/events\"; loggers_folder = \"{1}/loggers\"; debug_level = 2; log_to_stdout = true }}\n"
      "nat: {{ ice_lite = true }}\n"
      "transports: {{ disable = \"libjanus_websockets.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_rabbitmq.so,"
      "libjanus_pfunix.so\" }}\n",
      folder.string(), libraries);
  std::ofstream(folder / "janus.transport.http.jcfg") << fmt::format(
      "general: {{ json = \"compact\"; base_path = \"/janus\"; http = true; port = {}; ip = \"127.0.0.1\"; https = false "
      "}}\nadmin: {{ admin_http = false }}\n",
      port_);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  const std::string log = (folder / "log").string();
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT, 0600);
  ::posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
  std::string path = program, option = "-F", where = folder.string();
  char* words[] = {path.data(), option.data(), where.data(), nullptr};
  const int failed = ::posix_spawn(&pid_, program, &actions, nullptr, words, environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) throw std::runtime_error("Janus cannot be started");
}

JanusRoom::Object JanusRoom::ask(const std::string& path, Object request) {
  request["transaction"] = std::to_string(++transactions_);
  const auto reply = system_test::http(port_, {.method = "POST",
                                               .target = "/janus" + path,
                                               .headers = {{"Content-Type", "application/json"}},
                                               .body = boost::json::serialize(request)});
  Object said = reply.json().as_object();
  if (said.at("janus") == "error") throw std::runtime_error("Janus refuses: " + reply.body);
  return said;
}

std::int64_t JanusRoom::attach() {
  const auto said = ask(fmt::format("/{}", session_), {{"janus", "attach"}, {"plugin", "janus.plugin.videoroom"}});
  return said.at("data").at("id").as_int64();
}

void JanusRoom::message(std::int64_t handle, Object body, Object description) {
  Object request{{"janus", "message"}, {"body", std::move(body)}};
  if (!description.empty()) request["jsep"] = std::move(description);
  ask(fmt::format("/{}/{}", session_, handle), std::move(request));
}

JanusRoom::Object JanusRoom::event_of(std::int64_t handle, std::string_view kind) {
  for (int tries = 0; tries < 1000; ++tries) {
    const auto reply = system_test::http(port_, {.target = fmt::format("/janus/{}?maxev=1", session_)});
    Object event = reply.json().as_object();
    const auto* sender = event.if_contains("sender");
    if (event.at("janus").as_string() == kind && sender != nullptr && sender->as_int64() == handle) return event;
  }
  throw std::runtime_error("Janus does not answer");
}

JanusRoom::Object JanusRoom::negotiate(std::int64_t handle, Object body, Object description) {
  message(handle, std::move(body), std::move(description));
  for (;;) {
    Object event = event_of(handle);
    const Object& data = event.at("plugindata").at("data").as_object();
    if (data.contains("error")) throw std::runtime_error("Janus refuses: " + boost::json::serialize(data));
    if (event.contains("jsep")) return event;
  }
}

void JanusRoom::wait_until_said(std::int64_t handle, std::string_view what) {
  for (;;) {
    const Object event = event_of(handle);
    const Object& data = event.at("plugindata").at("data").as_object();
    if (data.contains("error")) throw std::runtime_error("Janus refuses: " + boost::json::serialize(data));
    if (data.contains(what)) return;
  }
}

MediaClient& JanusRoom::join(const std::string& description) {
  MediaClient& client = threads_.add(far_end(lines_of(description)), identity_);
  for (int tries = 0; !threads_.run([&] { return client.link.up(); }); ++tries) {
    if (tries == 10'000) throw std::runtime_error("no way to Janus");
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return client;
}

void JanusRoom::send(const std::vector<Shape>& shapes) {
  const std::int64_t handle = attach();
  const Object event =
      negotiate(handle, {{"request", "joinandconfigure"}, {"room", room}, {"ptype", "publisher"}, {"display", "bench"}},
                {{"type", "offer"}, {"sdp", offer(shapes, identity_)}});
  feeds_.push_back(event.at("plugindata").at("data").at("id").as_int64());
  MediaClient& client = join(std::string(event.at("jsep").at("sdp").as_string()));
  event_of(handle, "webrtcup");  // before, nobody can watch
  senders_.push_back(&client);
  threads_.run([&] {
    for (const Shape& shape : shapes)
      client.senders.push_back(std::make_unique<Sender>(client.link, shape));
  });
}

void JanusRoom::come_to_watch() {
  const std::int64_t handle = attach();
  boost::json::array streams;
  for (const std::int64_t feed : feeds_)
    streams.push_back(Object{{"feed", feed}});
  const Object event = negotiate(
      handle, {{"request", "join"}, {"room", room}, {"ptype", "subscriber"}, {"streams", std::move(streams)}}, {});
  const auto theirs = lines_of(std::string(event.at("jsep").at("sdp").as_string()));
  std::uint8_t extension = 0;
  for (const std::string& line : theirs) {
    if (line.starts_with("a=extmap:") && line.find(transport_wide) != std::string::npos)
      extension = static_cast<std::uint8_t>(std::stoi(line.substr(9)));
  }
  message(handle, {{"request", "start"}}, {{"type", "answer"}, {"sdp", answer(theirs, identity_)}});
  MediaClient& client = join(std::string(event.at("jsep").at("sdp").as_string()));
  threads_.run([&] { client.receiver = std::make_unique<Receiver>(client.link, extension); });
  message(handle, {{"request", "pause"}}, {});
  wait_until_said(handle, "paused");
  watchers_.push_back(handle);
  receivers_.push_back(&client);
}

std::vector<double> JanusRoom::watch() {
  threads_.run([&] {
    for (MediaClient* client : receivers_)
      client->receiver->await_picture();
  });
  const Nanoseconds asked = now_ns();
  for (const std::int64_t handle : watchers_)
    message(handle, {{"request", "start"}}, {});
  for (int tries = 0; !threads_.run([&] { return all_see(receivers_); }); ++tries) {
    if (tries == 20'000) throw std::runtime_error("Janus shows no picture");
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return threads_.run([&] { return first_frames_ms(receivers_, asked); });
}

int JanusRoom::key_frame_requests() {
  return threads_.run([&] { return load::key_frame_requests(senders_); });
}

}  // namespace ling::load
