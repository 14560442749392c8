#include "histories/play.hpp"

#include "features/accounts/user_store.hpp"
#include "histories/play_commands.hpp"
#include "histories/turn.hpp"

#include <stdexcept>

namespace ling::histories {

Play::Play(std::filesystem::path file, Passwords& passwords) : file_(std::move(file)), passwords_(passwords) {
  for (int n = 1; n <= people; ++n)
    model_.add_person(person(n), "Person " + std::to_string(n));
  // The first two have two devices each.
  for (const int n : {1, 1, 2, 2, 3, 4})
    devices_.push_back({.user_id = person(n), .device_id = DeviceId{static_cast<int>(devices_.size()) + 1}});
  world_ = std::make_unique<World>(file_, now_, passwords_);
}

void Play::make_template(const std::filesystem::path& file, Passwords& passwords) {
  const Milliseconds now = 0;
  World world(file, now, passwords);
  world.change([](Tx& tx) {
    for (int n = 1; n <= people; ++n) {
      user_store::add(tx, {.account = account_of(person(n)), .nickname = "Person " + std::to_string(n)});
    }
  });
  world.step_write(1);
}

std::string Play::run(const std::vector<Step>& steps) {
  for (const Step& step : steps) {
    now_ += 1 + static_cast<Milliseconds>(step.choices % 1000);
    luck_ = step.weather;
    Turn(*this, step.choices).take(step.kind);
    happen(step.weather);
    if (!problem_.empty()) return problem_;
  }
  finish();
  return problem_;
}

// ---- devices

void Play::connect(Device& device) {
  if (device.session != 0) return;
  note("  device " + std::to_string(device.device_id.value) + " connects");
  device.session = world_->connect(device.user_id, device.device_id);
}

void Play::disconnect(Device& device) {
  if (device.session == 0) return;
  note("  device " + std::to_string(device.device_id.value) + " loses its connection, with what is on the way");
  world_->disconnect(device.session);
  device.session = 0;
  device.greeted = device.reading = false;
  device.held.clear();
}

void Play::restart() {
  note("  the server is killed and started");
  for (Device& device : devices_)
    disconnect(device);
  world_.reset();
  world_ = std::make_unique<World>(file_, now_, passwords_);
}

void Play::send(Device& device, std::size_t index) {
  const SendMessage message = device.sent[index].command;
  auto received = [this, &device, index](const Answer& answer) {
    Sent& sent = device.sent[index];
    if (answer.failure) {
      // A message that was stored stays stored, and its first answer stands.
      if (sent.ack) problem("a message that was acknowledged is refused when it is sent again");
      sent.refused = true;
      return;
    }
    const auto ack = json::decode<MessageAck>(json::parse(answer.result).value()).value();
    if (sent.ack && json::encode(*sent.ack) != json::encode(ack)) problem("two acks of one message differ");
    sent.ack = ack;
  };
  command(device, message, std::move(received));
}

// ---- what a client does with what it gets

void Play::receive(Device& device, Frame frame) {
  if (const auto* hello = std::get_if<std::string>(&frame)) return receive_hello(device, *hello);
  if (const auto* event = std::get_if<EventFrame>(&frame)) return receive_event(device, *event);
  const auto& answered = std::get<AnswerFrame>(frame);
  answered.received(answered.answer);
}

void Play::receive_hello(Device& device, const std::string& text) {
  const Hello hello = json::decode<Hello>(json::parse(text).value()).value();
  device.greeted = true;
  if (hello.user_id != device.user_id) problem("a hello to somebody else");
  if (!device.copy || device.copy->epoch != hello.epoch) {
    read_snapshot(device);
  } else if (hello.pts < device.copy->pts) {
    problem("the server has forgotten events that a client was sent");
  } else if (hello.pts > device.copy->pts) {
    read_stream(device);
  }
  for (std::size_t i = 0; i < device.sent.size(); ++i) {
    if (!device.sent[i].ack && !device.sent[i].refused) send(device, i);
  }
}

void Play::receive_event(Device& device, const EventFrame& frame) {
  const auto event = json::parse("{" + *frame.body + "}").value();
  const auto& object = event.as_object();
  const std::string name(object.at("event").as_string());
  if (frame.pts != 0) {
    device.held.emplace(frame.pts, Event{name, object.at("data")});
    return advance(device);
  }
  if (name != TypingStarted::event.name) return problem("an event without pts: " + name);
  const auto typing = json::decode<TypingStarted>(object.at("data")).value();
  if (typing.user_id == device.user_id || !model_.knows(device.user_id, typing.user_id))
    problem("somebody is told that a stranger is typing");
}

void Play::advance(Device& device) {
  if (!device.copy) return;
  while (!device.held.empty()) {
    const auto next = device.held.begin();
    if (next->first > device.copy->pts + 1) break;
    if (next->first == device.copy->pts + 1) {
      try {
        device.copy->apply(next->first, next->second.name, next->second.data);
      } catch (const std::runtime_error& fault) {
        return problem("device " + std::to_string(device.device_id.value) + " gets " + next->second.name +
                       " and fails: " + fault.what());
      }
    }
    device.held.erase(next);
  }
  if (!device.held.empty() && !device.reading) read_stream(device);
}

void Play::read_stream(Device& device) {
  if (device.reading || device.session == 0) return;
  device.reading = true;
  auto received = [this, &device](const Answer& answer) {
    device.reading = false;
    if (answer.failure) return read_snapshot(device);
    const auto page = json::parse(answer.result).value();
    for (const auto& event : page.at("events").as_array()) {
      device.held.emplace(event.at("pts").as_int64(),
                          Event{std::string(event.at("event").as_string()), event.at("data")});
    }
    advance(device);
    if (page.at("has_more").as_bool()) read_stream(device);
  };
  const ReadStream read{.after = device.copy->pts};
  command(device, read, std::move(received));
}

void Play::read_snapshot(Device& device) {
  if (device.reading || device.session == 0) return;
  device.reading = true;
  auto received = [this, &device](const Answer& answer) {
    device.reading = false;
    if (answer.failure) return problem("no snapshot");
    device.copy = Copy::from(json::decode<Snapshot>(json::parse(answer.result).value()).value());
    advance(device);
  };
  command(device, ReadSnapshot{}, std::move(received));
}

// ---- what happens, and in which order

bool Play::write(std::size_t most) {
  const bool written = world_->step_write(most);
  for (const Delivery& delivery : world_->take_published()) {
    for (const Place& place : delivery.audience)
      check_audience(place.user_id, *delivery.body);
  }
  model_.forget_left();
  return written;
}

bool Play::deliver(std::size_t choice) {
  const auto sessions = world_->sessions();
  if (sessions.empty()) return false;
  const std::uint64_t session = sessions[choice % sessions.size()];
  auto* wire = world_->wire(session);
  Frame frame = std::move(wire->front());
  wire->pop_front();
  for (Device& device : devices_) {
    if (device.session == session) receive(device, std::move(frame));
  }
  return true;
}

void Play::happen(std::uint64_t weather) {
  if (weather == 0) return happen_all();
  Random random(weather);
  for (std::size_t left = random.below(10); left > 0 && problem_.empty(); --left) {
    switch (random.below(4)) {
      case 0:
        write(1 + random.below(3));
        break;
      case 1:
        world_->step_read();
        break;
      case 2:
        world_->step_hub();
        break;
      default:
        deliver(random.below(64));
    }
  }
}

void Play::happen_all() {
  while (problem_.empty() && (write(1) || world_->step_read() || world_->step_hub() || deliver(0))) {
  }
}

void Play::finish() {
  luck_ = 1;
  for (Device& device : devices_)
    connect(device);
  happen_all();
  for (Device& device : devices_) {
    if (problem_.empty()) compare(device);
  }
  happen_all();
}

}  // namespace ling::histories
