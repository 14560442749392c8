// A whole transport on loopback with a dispatcher, a hub and an authenticator of a few lines.
// Tokens are "uN" (user N, device N) and "uNdM"; user 1 is administrator.
#pragma once

#include "security/certificates.hpp"
#include "transport/testing/test_client.hpp"
#include "transport/transport.hpp"

#include <condition_variable>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ling::testing {

class TestFolder {
 public:
  TestFolder();
  ~TestFolder();
  TestFolder(const TestFolder&) = delete;
  TestFolder& operator=(const TestFolder&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

/// Waits, for ten seconds at most, until the condition holds. For what can only be asked, not awaited.
bool eventually(const std::function<bool()>& condition);

class TestAuthenticator : public Authenticator {
 public:
  Task<std::optional<Identity>> identify(std::string token, std::string address) override;
  void revoke(const std::string& token);
  /// The token works this many times more.
  void allow_only(const std::string& token, int times);

 private:
  std::mutex mutex_;
  std::map<std::string, int> times_left_;
};

/// Commands that wait here until the test lets them go on.
class Gate {
 public:
  Task<void> pass(std::string text);
  /// What has entered so far, in order.
  std::vector<std::string> entered();
  bool wait_for_entered(std::size_t count);
  void open_one();
  void open_all();

 private:
  struct Waiting;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::string> entered_;
  std::vector<std::shared_ptr<Waiting>> waiting_;
  bool open_ = false;
};

class TestServer {
 public:
  /// `change` may alter the configuration and the callbacks before the server starts.
  explicit TestServer(const std::function<void(TransportConfig&, TransportCallbacks&)>& change = {});
  ~TestServer();
  TestServer(const TestServer&) = delete;
  TestServer& operator=(const TestServer&) = delete;

  [[nodiscard]] ConnectOptions https() const;
  [[nodiscard]] ConnectOptions http() const;
  /// A WebSocket of user N, its hello already read.
  [[nodiscard]] Socket socket(int user, int receive_buffer = 0);
  [[nodiscard]] Socket socket_without_reading(int user, int receive_buffer = 0);
  /// Sends an event with this body, as {"pts":pts,body} to the user.
  void publish(int user, Pts pts, std::string body);
  bool wait_for_presence(int user, bool online);
  void stop(std::chrono::milliseconds patience = std::chrono::seconds(5));

  TestFolder folder;
  Certificates certificates;
  RateLimits limits;
  Dispatcher dispatcher;
  TestAuthenticator authenticator;
  Gate gate;
  Hub hub;
  std::unique_ptr<Transport> transport;

 private:
  void add_commands();

  std::mutex presence_mutex_;
  std::condition_variable presence_changed_;
  std::set<std::int64_t> online_;
};

std::string bearer(int user);
std::string command_frame(int id, std::string_view command, std::string_view params = "{}");

extern const std::string big_script;  ///< What /assets/big-12345678.js holds: 2 MB that no buffer takes at once.

}  // namespace ling::testing
