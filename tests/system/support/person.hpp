// A registered user with a token, who calls commands over HTTP and opens sockets.
#pragma once

#include "support/http_client.hpp"
#include "support/server_process.hpp"
#include "support/socket_client.hpp"

#include <boost/json/value.hpp>

#include <string>
#include <vector>

namespace ling::system_test {

inline constexpr const char* good_password = "tangerine42moon";

/// A solved challenge, as account.register wants it.
boost::json::value solved_challenge(const ServerProcess& server);

class Person {
 public:
  /// Registers.
  Person(const ServerProcess& server, const std::string& account);

  /// The answer's result; throws with the error code when it was refused.
  boost::json::value call(const std::string& command, const boost::json::value& params) const;
  /// The error code of a refusal, "" when it was done.
  std::string refusal(const std::string& command, const boost::json::value& params) const;
  [[nodiscard]] SocketClient connect() const;

  /// Another device of the same user.
  [[nodiscard]] Person sign_in_again() const;

  const ServerProcess* server;
  std::string account, token;
  std::int64_t user_id = 0, device_id = 0;
  std::vector<std::string> recovery_codes;

 private:
  Person() = default;
  void take(const boost::json::value& signed_in);
};

/// Makes two people friends; the conversation they now have.
std::int64_t befriend(const Person& asker, const Person& accepter, const std::string& message = "你好，我是林");

/// A client_id that no other call returned.
std::string new_client_id();

boost::json::object text_message(std::int64_t conversation_id, const std::string& text,
                                 const std::string& client_id = new_client_id());

std::string error_code(const boost::json::value& answer);

}  // namespace ling::system_test
