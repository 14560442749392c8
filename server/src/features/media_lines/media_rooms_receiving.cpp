// What windows receive of each other.
#include "features/media_lines/media_rooms.hpp"

#include <boost/json/serialize.hpp>

namespace ling {
namespace {

constexpr std::size_t most_at_once = 64;
constexpr std::size_t most_received = 256;

std::string text_of(const media::Consumer& consumer) {
  return boost::json::serialize(consumer.to_json());
}

std::optional<MediaConsumer> already(const MediaWay& way, const std::string& producer_id) {
  for (const auto& [id, input] : way.received) {
    if (input.consumer.producer_id() == producer_id) return MediaConsumer{id, producer_id, text_of(input.consumer)};
  }
  return std::nullopt;
}

}  // namespace

Task<Result<MediaConsumers>> MediaRooms::receive(Asker asker, ReceiveMedia command) {
  const Found found = find(asker, command.line);
  if (!found) co_return refuse(ErrorCode::not_found);
  if (command.producer_ids.empty() || command.producer_ids.size() > most_at_once)
    co_return refuse(ErrorCode::bad_request, "producer_ids: 1 to 64 expected");
  if (!found.way->receive) co_return refuse(ErrorCode::bad_request, "media.open comes first");
  MediaConsumers answer;
  for (const std::string& producer_id : command.producer_ids) {
    auto one = co_await receive_one(asker, command.line, producer_id);
    if (one) {
      answer.consumers.push_back(std::move(*one));
    } else if (!find(asker, command.line)) {
      co_return refuse(ErrorCode::not_found);
    }
  }
  co_return answer;
}

Task<Result<MediaConsumer>> MediaRooms::receive_one(Asker asker, std::string line, std::string producer_id) {
  Found found = find(asker, line);
  if (!found || !found.way->receive) co_return refuse(ErrorCode::not_found);
  if (const auto known = already(*found.way, producer_id)) co_return *known;
  if (found.way->received.size() >= most_received) co_return refuse(ErrorCode::too_large, "consumers");
  const Found sender = sender_of(*found.room, producer_id);
  if (!sender || sender.way == found.way) co_return refuse(ErrorCode::not_found);
  std::optional<media::Source> source;
  for (const auto& [what, output] : sender.way->sent) {
    if (output.producer.id() == producer_id) source = output.producer.source();
  }
  const std::string transport_id = found.way->receive->id();
  auto made = co_await found.way->receive->consume(*source, found.way->capabilities, true);
  if (!made) co_return tl::unexpected(made.error());

  found = find(asker, line);
  if (!found || !found.way->receive || found.way->receive->id() != transport_id) co_return refuse(ErrorCode::not_found);
  if (!sender_of(*found.room, producer_id)) co_return refuse(ErrorCode::not_found);
  // Asked for twice at once: the one made here ends with its handle.
  if (const auto known = already(*found.way, producer_id)) co_return *known;
  const MediaConsumer answer{made->id(), producer_id, text_of(*made)};
  found.way->received.try_emplace(answer.consumer_id, MediaInput{std::move(*made)});
  co_return answer;
}

Task<Result<Done>> MediaRooms::want(Asker asker, WantMedia command) {
  if (!find(asker, command.line)) co_return refuse(ErrorCode::not_found);
  if (command.wishes.empty() || command.wishes.size() > most_at_once)
    co_return refuse(ErrorCode::bad_request, "wishes: 1 to 64 expected");
  const auto within = [](const std::optional<int>& value, int least, int most) {
    return !value || (*value >= least && *value <= most);
  };
  for (const MediaWish& wish : command.wishes) {
    if (!within(wish.spatial, 0, 7) || !within(wish.temporal, 0, 7) || !within(wish.priority, 1, 255))
      co_return refuse(ErrorCode::bad_request, "wishes: layers from 0 to 7, priority from 1 to 255");
  }
  for (const MediaWish& wish : command.wishes)
    co_await grant(asker, command.line, wish);
  if (const Found found = find(asker, command.line)) weigh(*found.room);
  co_return Done{};
}

Task<void> MediaRooms::grant(Asker asker, std::string line, MediaWish wish) {
  const auto wanted = [&]() -> MediaInput* {
    const Found found = find(asker, line);
    if (!found) return nullptr;
    const auto input = found.way->received.find(wish.consumer_id);
    return input == found.way->received.end() ? nullptr : &input->second;
  };
  MediaInput* const input = wanted();
  if (input == nullptr) co_return;
  input->paused = wish.paused;
  input->spatial = wish.spatial.value_or(input->spatial);
  const auto consumer = [&]() -> media::Consumer* {
    MediaInput* still = wanted();
    return still == nullptr ? nullptr : &still->consumer;
  };
  media::Consumer* one = consumer();
  if (one != nullptr && one->kind() == media::Kind::video && wish.spatial) {
    (void)co_await one->prefer_layers(static_cast<std::uint8_t>(*wish.spatial),
                                      static_cast<std::uint8_t>(wish.temporal.value_or(2)));
    one = consumer();
  }
  if (one != nullptr && wish.priority) {
    (void)co_await one->set_priority(static_cast<std::uint8_t>(*wish.priority));
    one = consumer();
  }
  if (one == nullptr) co_return;
  if (wish.paused) {
    (void)co_await one->pause();
  } else {
    (void)co_await one->resume();
  }
}

}  // namespace ling
