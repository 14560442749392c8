#include "fault/crowd.hpp"

#include <algorithm>

namespace ling::fault_test {

using namespace system_test;
using Clock = std::chrono::steady_clock;

Crowd::Crowd(const ServerProcess& server, unsigned seed, CrowdSize size)
    : server_(server),
      context_(load::client_context(server.data() / "tls" / "ca.crt")),
      random_(seed),
      loop_(std::make_unique<load::LoadLoop>()) {
  for (int i = 0; i < size.pairs; ++i) {
    const std::string number = std::to_string(i);
    Pair& pair = pairs_.emplace_back(Pair{Person(server, "lin" + number), Person(server, "mei" + number), 0, 0, {}});
    pair.conversation_id = befriend(pair.first, pair.second);
    const auto page = pair.first.call("message.history", {{"conversation_id", pair.conversation_id}, {"limit", 1}});
    pair.first_seq = page.at("messages").as_array().at(0).at("seq").as_int64() + 1;
    for (int device = 0; device < 2 * size.devices_each; ++device) {
      const Person& person = device % 2 == 0 ? pair.first : pair.second;
      devices_.push_back({.number = static_cast<int>(devices_.size()),
                          .pair = pairs_.size() - 1,
                          .person = &person,
                          .stream = nullptr});
    }
  }
  for (Device& device : devices_) {
    device.stream = std::make_unique<load::StreamClient>(device.person->token);
    device.stream->on_event([&device, this](std::string_view name, const boost::json::value& data) {
      if (name != "message.sent") return;
      const auto& message = data.at("message");
      if (message.at("seq").as_int64() < pairs_[device.pair].first_seq) return;
      device.told.push_back({std::string(message.at("client_id").as_string()), message.at("seq").as_int64()});
    });
    device.stream->on_greeted([&device, this] {
      for (const Unanswered& message : device.unanswered)
        send(device, message);
    });
    device.stream->on_answer(
        [&device, this](int id, const boost::json::object& answer) { answered(device, id, answer); });
  }
}

void Crowd::connect(Device& device) {
  device.stream->connect(*loop_, context_.get(), server_.https_port());
}

void Crowd::disconnected(Device& device) {
  device.stream->disconnected();
  device.client_ids.clear();
}

std::chrono::duration<double> Crowd::come(std::chrono::seconds limit) {
  const auto begun = Clock::now();
  weather_ = {};
  // On a machine that has no time for this, the server may end a handshake that takes too long; a client tries again.
  loop_->on_closed([&](load::WebSocket& closed) {
    for (Device& device : devices_) {
      if (device.stream->socket() != &closed) continue;
      ++tried_again_;
      disconnected(device);
      connect(device);
    }
  });
  for (Device& device : devices_) {
    if (device.stream->socket() == nullptr) connect(device);
  }
  const auto settled = [](const Device& device) { return device.stream->in_step() && device.unanswered.empty(); };
  // Everybody's ack is there; then everything acknowledged has also been told to everybody.
  loop_->run_until([&] { return std::all_of(devices_.begin(), devices_.end(), settled); }, limit);
  // What follows is this side's: it asks for whole histories.
  const auto settled_after = Clock::now() - begun;
  std::vector<std::size_t> expected(pairs_.size());
  for (std::size_t i = 0; i < pairs_.size(); ++i)
    expected[i] = history(pairs_[i]).size();
  loop_->run_until(
      [&] {
        return std::all_of(devices_.begin(), devices_.end(),
                           [&](const Device& device) { return device.told.size() >= expected[device.pair]; });
      },
      limit);
  loop_->on_closed({});
  return settled_after;
}

void Crowd::write(double messages_per_second, std::chrono::milliseconds time, Weather weather) {
  weather_ = weather;
  std::size_t connected = devices_.size();
  loop_->on_closed([&](load::WebSocket& closed) {
    --connected;
    for (Device& device : devices_) {
      if (device.stream->socket() == &closed) disconnected(device);
    }
  });
  const auto begun = Clock::now(), end = begun + time;
  const std::chrono::duration<double> apart(1 / messages_per_second);
  double due = 0;
  for (auto now = Clock::now(); now < end && connected > 0; now = Clock::now()) {
    while (begun + std::chrono::duration_cast<Clock::duration>(apart * due) <= now) {
      ++due;
      Device& device = devices_[static_cast<std::size_t>(draw(0, static_cast<int>(devices_.size()) - 1))];
      if (!device.stream->greeted()) continue;
      write_one(device);
      if (weather.connections_lost_one_in == 0 || draw(1, weather.connections_lost_one_in) != 1) continue;
      loop_->drop(*device.stream->socket());
      disconnected(device);
      connect(device);
    }
    loop_->turn(std::chrono::microseconds(500));
  }
  loop_->on_closed({});
}

void Crowd::burst(int messages_each, std::size_t acks) {
  weather_ = {};
  const std::size_t enough = acknowledgements() + acks;
  for (Device& device : devices_) {
    for (int i = 0; i < messages_each; ++i)
      write_one(device);
  }
  loop_->run_until([&] { return acknowledgements() >= enough; }, std::chrono::seconds(10));
}

void Crowd::read_rest() {
  loop_->on_closed([&](load::WebSocket& closed) {
    for (Device& device : devices_) {
      if (device.stream->socket() == &closed) disconnected(device);
    }
  });
  try {
    loop_->run_until(
        [&] {
          return std::all_of(devices_.begin(), devices_.end(),
                             [](const Device& device) { return device.stream->socket() == nullptr; });
        },
        std::chrono::seconds(10));
  } catch (const std::exception&) {
    // Whoever was still shaking hands has nothing to read.
  }
  for (Device& device : devices_)
    disconnected(device);
  loop_ = std::make_unique<load::LoadLoop>();
}

void Crowd::write_one(Device& device) {
  const std::string client_id = new_client_id();
  pairs_[device.pair].checker.sent(device.number, client_id);
  device.unanswered.push_back({client_id, "text of " + client_id});
  send(device, device.unanswered.back());
}

void Crowd::send(Device& device, const Unanswered& message) {
  const auto params = text_message(pairs_[device.pair].conversation_id, message.text, message.client_id);
  device.client_ids[device.stream->send("message.send", params)] = message.client_id;
}

void Crowd::answered(Device& device, int id, const boost::json::object& answer) {
  const auto asked = device.client_ids.find(id);
  if (asked == device.client_ids.end()) throw std::runtime_error("an answer to nothing");
  const std::string client_id = asked->second;
  device.client_ids.erase(asked);
  if (!answer.contains("result")) throw std::runtime_error("a message was refused: " + error_code(answer));
  pairs_[device.pair].checker.acknowledged(client_id, answer.at("result").at("seq").as_int64());
  const auto waiting = std::find_if(device.unanswered.begin(), device.unanswered.end(),
                                    [&](const Unanswered& message) { return message.client_id == client_id; });
  if (waiting == device.unanswered.end()) return;
  if (weather_.answers_lost_one_in != 0 && draw(1, weather_.answers_lost_one_in) == 1) return send(device, *waiting);
  device.unanswered.erase(waiting);
}

std::vector<Found> Crowd::history(const Pair& pair) const {
  std::vector<Found> found;
  for (std::int64_t after = pair.first_seq - 1;;) {
    const auto page = pair.second.call(
        "message.history", {{"conversation_id", pair.conversation_id}, {"after_seq", after}, {"limit", 100}});
    for (const auto& message : page.at("messages").as_array())
      found.push_back({std::string(message.at("client_id").as_string()), message.at("seq").as_int64()});
    if (!page.at("has_more").as_bool()) return found;
    after = found.back().seq;
  }
}

Counters Crowd::check() const {
  Counters all;
  const auto add = [&all](const Counters& counters) {
    all.lost += counters.lost;
    all.duplicated += counters.duplicated;
    all.reordered += counters.reordered;
    all.phantom += counters.phantom;
  };
  for (const Pair& pair : pairs_)
    add(pair.checker.check(history(pair)));
  for (const Device& device : devices_)
    add(pairs_[device.pair].checker.check(device.told));
  return all;
}

std::size_t Crowd::connected() const {
  return static_cast<std::size_t>(std::count_if(
      devices_.begin(), devices_.end(), [](const Device& device) { return device.stream->socket() != nullptr; }));
}

std::size_t Crowd::acknowledgements() const {
  std::size_t all = 0;
  for (const Pair& pair : pairs_)
    all += pair.checker.acknowledgements();
  return all;
}

}  // namespace ling::fault_test
