#include "fault/writers.hpp"

#include <boost/json/value.hpp>

#include <algorithm>

namespace ling::fault_test {

using namespace system_test;

namespace {
constexpr int connections_at_once = 4;
}

Writers::Writers(const ServerProcess& server, unsigned seed)
    : lin_(server, "lin"), mei_(server, "mei"), conversation_id_(befriend(lin_, mei_)), first_seq_(0), random_(seed) {
  const auto page = lin_.call("message.history", {{"conversation_id", conversation_id_}, {"limit", 1}});
  first_seq_ = page.at("messages").as_array().at(0).at("seq").as_int64() + 1;
}

std::string Writers::write_one(const std::string& text) {
  const auto message = text_message(conversation_id_, text);
  const std::string client_id(message.at("client_id").as_string());
  checker_.sent(++writers_, client_id);
  const auto answer = post(lin_.server->http_port(), "message.send", message, lin_.token).json();
  if (std::string code = error_code(answer); !code.empty()) return code;
  checker_.acknowledged(client_id, answer.at("result").at("seq").as_int64());
  return "";
}

std::vector<Writers::Waiting> Writers::send(int count) {
  const int first_writer = writers_;
  for (int i = 0; i < connections_at_once; ++i)
    connections_.push_back((i % 2 == 0 ? lin_ : mei_).connect());
  writers_ += connections_at_once;
  std::vector<Waiting> waiting;
  for (int i = 0; i < count; ++i) {
    const int connection = draw(0, connections_at_once - 1);
    const auto message = text_message(conversation_id_, "message " + std::to_string(i) + std::string(200, '.'));
    checker_.sent(first_writer + connection, std::string(message.at("client_id").as_string()));
    const auto index = static_cast<std::size_t>(connection);
    try {
      waiting.push_back({index, connections_[index].send("message.send", message)});
    } catch (const std::exception&) {
      break;  // The server is gone.
    }
  }
  return waiting;
}

void Writers::read_acks(std::vector<Waiting>& waiting, std::size_t count) {
  count = std::min(count, waiting.size());
  std::vector<bool> ended(connections_.size(), false);
  for (std::size_t i = 0; i < count; ++i) {
    if (ended[waiting[i].connection]) continue;
    try {
      const auto answer = connections_[waiting[i].connection].answer_to(waiting[i].id);
      if (!answer.contains("result")) continue;
      const auto& result = answer.at("result");
      checker_.acknowledged(std::string(result.at("client_id").as_string()), result.at("seq").as_int64());
    } catch (const std::exception&) {
      ended[waiting[i].connection] = true;
    }
  }
  waiting.erase(waiting.begin(), waiting.begin() + static_cast<std::ptrdiff_t>(count));
}

std::vector<Found> Writers::history() const {
  std::vector<Found> found;
  for (std::int64_t after = first_seq_ - 1;;) {
    const auto page =
        mei_.call("message.history", {{"conversation_id", conversation_id_}, {"after_seq", after}, {"limit", 100}});
    for (const auto& message : page.at("messages").as_array())
      found.push_back({std::string(message.at("client_id").as_string()), message.at("seq").as_int64()});
    if (!page.at("has_more").as_bool()) return found;
    after = found.back().seq;
  }
}

int Writers::draw(int least, int most) {
  return std::uniform_int_distribution<int>(least, most)(random_);
}

}  // namespace ling::fault_test
