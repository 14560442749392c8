#include "support/person.hpp"

#include <openssl/sha.h>

#include <array>
#include <atomic>
#include <cstdio>
#include <stdexcept>

namespace ling::system_test {
namespace {

std::string sha256_hex(const std::string& text) {
  std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
  SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::string hex;
  for (const unsigned char byte : digest) {
    std::array<char, 3> two{};
    std::snprintf(two.data(), two.size(), "%02x", byte);
    hex += two.data();
  }
  return hex;
}

}  // namespace

boost::json::value solved_challenge(const ServerProcess& server) {
  const auto answer = post(server.http_port(), "account.challenge", boost::json::object{}).json();
  const auto& challenge = answer.at("result").as_object();
  const std::string salt(challenge.at("salt").as_string());
  for (std::int64_t number = 0; number <= challenge.at("max_number").as_int64(); ++number) {
    if (sha256_hex(salt + std::to_string(number)) != std::string(challenge.at("challenge").as_string())) continue;
    return {{"challenge", challenge.at("challenge")},
            {"salt", salt},
            {"signature", challenge.at("signature")},
            {"number", number}};
  }
  throw std::runtime_error("the challenge has no solution");
}

std::string error_code(const boost::json::value& answer) {
  if (!answer.is_object() || !answer.as_object().contains("error")) return "";
  return std::string(answer.at("error").at("code").as_string());
}

Person::Person(const ServerProcess& of, const std::string& name) : server(&of), account(name) {
  const auto reply = post(of.http_port(), "account.register",
                          {{"account", name}, {"password", good_password}, {"challenge", solved_challenge(of)}});
  if (reply.status != 200) throw std::runtime_error("register: " + reply.body);
  take(reply.json().at("result"));
}

void Person::take(const boost::json::value& signed_in) {
  token = signed_in.at("token").as_string();
  user_id = signed_in.at("me").at("user").at("user_id").as_int64();
  device_id = signed_in.at("device_id").as_int64();
  for (const auto& code : signed_in.at("recovery_codes").as_array())
    recovery_codes.emplace_back(code.as_string());
}

boost::json::value Person::call(const std::string& command, const boost::json::value& params) const {
  const auto reply = post(server->http_port(), command, params, token);
  if (reply.status != 200) throw std::runtime_error(command + ": " + reply.body);
  return reply.json().at("result");
}

std::string Person::refusal(const std::string& command, const boost::json::value& params) const {
  return error_code(post(server->http_port(), command, params, token).json());
}

SocketClient Person::connect() const {
  return SocketClient(server->https_port(), server->data(), {.token = token});
}

Person Person::sign_in_again() const {
  Person other;
  other.server = server;
  other.account = account;
  const auto reply = post(server->http_port(), "account.sign_in", {{"account", account}, {"password", good_password}});
  if (reply.status != 200) throw std::runtime_error("sign in: " + reply.body);
  other.take(reply.json().at("result"));
  return other;
}

std::int64_t befriend(const Person& asker, const Person& accepter, const std::string& message) {
  const auto request = asker.call("friend.request", {{"user_id", accepter.user_id}, {"message", message}});
  accepter.call("friend.accept", {{"request_id", request.at("request_id")}});
  const auto snapshot = asker.call("stream.snapshot", boost::json::object{});
  for (const auto& conversation : snapshot.at("conversations").as_array()) {
    if (conversation.at("peer_id") == accepter.user_id) return conversation.at("conversation_id").as_int64();
  }
  throw std::runtime_error("no conversation after becoming friends");
}

std::string new_client_id() {
  static std::atomic<int> count{0};
  return "test-client-" + std::to_string(++count);
}

boost::json::object text_message(std::int64_t conversation_id, const std::string& text, const std::string& client_id) {
  return {{"conversation_id", conversation_id}, {"client_id", client_id}, {"text", text}};
}

}  // namespace ling::system_test
