// The part of Play that is written for every command.
#pragma once

#include "foundation/json_codec.hpp"
#include "histories/play.hpp"

namespace ling::histories {

template <class Command>
void Play::command(Device& device, const Command& command, OnAnswer received) {
  const std::string params = json::encode(command);
  note("  device " + std::to_string(device.device_id.value) + ": " + std::string(Command::command.name) + " " + params);
  const UserId user_id = device.user_id;
  const std::uint64_t session = device.greeted ? device.session : 0;
  const bool lost = Random(luck_++).below(4) == 0;
  auto done = [this, user_id, command, session, lost, received = std::move(received)](const Answer& answer) {
    check(user_id, command, answer);
    if (!received) return;
    if (session == 0) {
      if (!lost) received(answer);
    } else if (auto* wire = world_->wire(session)) {
      wire->push_back(AnswerFrame{answer, received});
    }
  };
  world_->ask(user_id, device.device_id, std::string(Command::command.name), params, std::move(done));
}

template <class Command>
void Play::check(UserId user_id, const Command& command, const Answer& answer) {
  const std::string what = "person " + std::to_string(user_id.value) + ": " + std::string(Command::command.name) + " " +
                           json::encode(command);
  if (!answer.failure) done_.insert(Command::command.name);
  if constexpr (std::is_same_v<Command, ReadStream>) {
    if (answer.failure && answer.failure->code != ErrorCode::stream_too_old) problem(what + " was refused");
  } else if constexpr (std::is_same_v<Command, ReadSnapshot>) {
    if (answer.failure) return problem(what + " was refused");
    check_snapshot(user_id, answer);
  } else {
    typename Command::Answer actual{};
    if (!answer.failure) actual = json::decode<typename Command::Answer>(json::parse(answer.result).value()).value();
    typename Command::Answer expected = actual;
    model_.set_now(now_);
    const Model::Outcome refusal = model_.run(user_id, command, expected);
    const std::string said = answer.failure ? json::encode(answer.failure->code) : json::encode(actual);
    const std::string should = refusal ? json::encode(*refusal) : json::encode(expected);
    if (said != should) problem(what + "\n  answers      " + said + "\n  and not      " + should);
  }
}

}  // namespace ling::histories
