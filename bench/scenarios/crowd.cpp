#include "scenarios/crowd.hpp"

#include <fmt/format.h>

#include <charconv>
#include <stdexcept>

namespace ling::bench {

using system_test::Person;
using system_test::ServerProcess;

namespace {

constexpr std::string_view answer_start = R"({"id":)";
// 100 bytes: a short message in any script.
constexpr std::string_view text =
    "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789";

}  // namespace

std::vector<Person> crowd(const ServerProcess& server, const std::string& prefix, std::size_t count) {
  std::vector<Person> people;
  for (std::size_t i = 0; i < count; ++i)
    people.emplace_back(server, prefix + std::to_string(i));
  return people;
}

load::SslContext trusting(const ServerProcess& server) {
  return load::client_context(server.data() / "tls" / "ca.crt");
}

load::WebSocket& connect(load::LoadLoop& loop, SSL_CTX* context, const ServerProcess& server,
                         const std::string& token) {
  return loop.add(std::make_unique<load::WebSocket>(context, server.https_port(), token));
}

std::int64_t group_of(ServerProcess& server, const std::vector<Person>& people) {
  server.stop();
  std::string sql = fmt::format(
      "INSERT INTO conversation (conversation_id, kind, name, owner_id, member_count, created_at) "
      "VALUES (1000000, 1, 'bench', {}, {}, 0);",
      people.front().user_id, people.size());
  for (const Person& person : people)
    sql += fmt::format(
        "INSERT INTO member (conversation_id, user_id, delivered_seq, read_seq, marked_unread, pinned_at, muted, draft) "
        "VALUES (1000000, {}, 0, 0, 0, 0, 0, '');",
        person.user_id);
  server.change_database("BEGIN;" + sql + "COMMIT;");
  server.start();
  return 1000000;
}

std::string message_frame(std::size_t id, std::int64_t conversation_id) {
  return message_frame(id, conversation_id, text);
}

std::string message_frame(std::size_t id, std::int64_t conversation_id, std::string_view content) {
  std::string frame(answer_start);
  frame += std::to_string(id);
  frame += R"(,"command":"message.send","params":{"conversation_id":)";
  frame += std::to_string(conversation_id);
  frame += R"(,"client_id":")" + system_test::new_client_id() + R"(","text":")";
  frame += content;
  frame += "\"}}";
  return frame;
}

bool is_answer(std::string_view frame) {
  return frame.starts_with(answer_start);
}

void must_be_done(std::string_view answer) {
  if (answer.find(R"("error":)") != std::string_view::npos) throw std::runtime_error("refused: " + std::string(answer));
}

bool is_message(std::string_view frame) {
  return frame.find(R"("event":"message.sent")") != std::string_view::npos;
}

std::size_t id_of(std::string_view answer) {
  std::size_t id = 0;
  const std::string_view digits = answer.substr(answer_start.size());
  std::from_chars(digits.data(), digits.data() + digits.size(), id);
  return id;
}

}  // namespace ling::bench
