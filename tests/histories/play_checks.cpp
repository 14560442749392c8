// What must hold: at every commit, in every snapshot, and for every device once it has caught up.
#include "histories/play_commands.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>

namespace ling::histories {
namespace {

/// The lines that only one of two texts has.
std::string difference(const std::string& left, const char* left_name, const std::string& right,
                       const char* right_name) {
  const auto lines = [](const std::string& text) {
    std::set<std::string> all;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);)
      all.insert(line);
    return all;
  };
  std::string out;
  const auto of_left = lines(left), of_right = lines(right);
  for (const std::string& line : of_left) {
    if (!of_right.contains(line)) out += fmt::format("\n  {:12} {}", left_name, line);
  }
  for (const std::string& line : of_right) {
    if (!of_left.contains(line)) out += fmt::format("\n  {:12} {}", right_name, line);
  }
  return out;
}

/// A member of an object, or of an object in it.
const boost::json::value* find(const boost::json::value& data, std::string_view key) {
  const auto& object = data.as_object();
  if (const auto* here = object.if_contains(key)) return here;
  for (const auto& [name, value] : object) {
    if (!value.is_object()) continue;
    if (const auto* inside = value.as_object().if_contains(key)) return inside;
  }
  return nullptr;
}

}  // namespace

void Play::problem(const std::string& text) {
  if (problem_.empty()) problem_ = text;
}

void Play::check_snapshot(UserId user_id, const Answer& answer) {
  const Copy fresh = Copy::from(json::decode<Snapshot>(json::parse(answer.result).value()).value());
  Copy expected = fresh;
  model_.describe(user_id, expected);
  if (fresh.text() != expected.text())
    problem(fmt::format("the snapshot of person {} differs from the model{}", user_id.value,
                        difference(fresh.text(), "has", expected.text(), "should have")));
}

void Play::check_audience(UserId me, const std::string& body) {
  const auto event = json::parse("{" + body + "}").value();
  const auto& data = event.at("data");
  const auto left = model_.left();
  const auto has_been_in = [&](ConversationId id) {
    return model_.is_member(me, id) || std::find(left.begin(), left.end(), std::pair(me, id)) != left.end();
  };
  if (const auto* id = find(data, "conversation_id")) {
    if (!has_been_in({id->as_int64()}))
      problem(fmt::format("person {} is told of a conversation of others: {}", me.value, body));
  } else if (const auto* request = data.as_object().if_contains("request")) {
    if (request->at("from_user_id").as_int64() != me.value && request->at("to_user_id").as_int64() != me.value)
      problem(fmt::format("person {} is told of a request of others: {}", me.value, body));
  } else if (const auto* other = find(data, "user_id")) {
    const UserId user_id{other->as_int64()};
    const auto& unblocked = model_.unblocked();
    const bool may_be_last = std::find(unblocked.begin(), unblocked.end(), std::pair(me, user_id)) != unblocked.end();
    if (user_id != me && !may_be_last && !model_.knows(me, user_id))
      problem(fmt::format("person {} is told of a stranger: {}", me.value, body));
  }
}

void Play::compare(Device& device) {
  const std::string name = fmt::format("device {} of person {}", device.device_id.value, device.user_id.value);
  if (!device.greeted || !device.copy || device.reading || !device.held.empty())
    return problem(name + " did not catch up");
  for (const Sent& sent : device.sent) {
    if (!sent.ack && !sent.refused) return problem(name + " waits for an ack: " + json::encode(sent.command));
  }
  Copy expected = *device.copy;
  model_.describe(device.user_id, expected);
  if (device.copy->text() != expected.text())
    return problem(name + " differs from the model" +
                   difference(device.copy->text(), "has", expected.text(), "should have"));
  auto fresh = [this, &device, name](const Answer& answer) {
    const auto snapshot = Copy::from(json::decode<Snapshot>(json::parse(answer.result).value()).value());
    if (snapshot.text() != device.copy->text())
      problem(name + " differs from a fresh snapshot" +
              difference(device.copy->text(), "has", snapshot.text(), "should have"));
  };
  command(device, ReadSnapshot{}, std::move(fresh));
  // Every message is where its ack said, and nobody reads what others wrote among themselves: the model knows both.
  for (const ConversationId conversation_id : model_.conversations()) {
    const ReadHistory read{.conversation_id = conversation_id, .after_seq = 0, .limit = 100};
    command(device, read);
  }
}

}  // namespace ling::histories
