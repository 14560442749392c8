#include "features/media_lines/media_rooms.hpp"

#include "foundation/json_codec.hpp"
#include "media/ids.hpp"

#include <boost/json/serialize.hpp>

#include <algorithm>

namespace ling {
namespace {

constexpr std::size_t longest_json = 64 * 1024;
/// The most that one window may send, bit/s: a camera and a screen at their best, and sound.
constexpr std::uint32_t most_sent = 10'000'000;

/// The loudest of those louder than this, so often.
constexpr std::uint16_t most_voices = 8;
constexpr std::int8_t quiet = -60;
constexpr std::uint16_t volumes_ms = 500, speaker_ms = 300;

Result<boost::json::value> parse(const std::string& text, const char* what) {
  if (text.size() > longest_json) return refuse(ErrorCode::too_large, what);
  auto value = json::parse(text);
  if (!value) return refuse(ErrorCode::bad_request, std::string(what) + ": JSON expected");
  return std::move(*value);
}

std::string text_of(const boost::json::object& object) {
  return boost::json::serialize(object);
}

Result<MediaPlace> place_of(const EnterMedia& command) {
  if (command.call_id.has_value() == command.group_call_id.has_value())
    return refuse(ErrorCode::bad_request, "group_call_id or call_id: one of them expected");
  if (command.call_id) return MediaPlace(*command.call_id);
  return MediaPlace(*command.group_call_id);
}

const MediaSeat* seat_among(const std::vector<MediaSeat>& seats, UserId user_id, DeviceId device_id,
                            const std::string& endpoint) {
  const auto found =
      std::ranges::find_if(seats, [&](const MediaSeat& seat) { return seat.is_of(user_id, device_id, endpoint); });
  return found == seats.end() ? nullptr : &*found;
}

}  // namespace

MediaRooms::Found MediaRooms::find(const std::string& line) {
  for (auto& [place, room] : rooms_) {
    const auto found = room.ways.find(line);
    if (found != room.ways.end()) return {&room, &found->second};
  }
  return {};
}

MediaRooms::Found MediaRooms::find(const Asker& asker, const std::string& line) {
  const Found found = find(line);
  if (!found || found.way->seat.user_id != asker.user_id || found.way->seat.device_id != asker.device_id) return {};
  return found;
}

MediaRooms::Found MediaRooms::sender_of(MediaRoom& room, const std::string& producer_id) {
  for (auto& [line, way] : room.ways) {
    for (const auto& [source, output] : way.sent) {
      if (output.producer.id() == producer_id) return {&room, &way};
    }
  }
  return {};
}

Task<Result<MediaLine>> MediaRooms::enter(Asker asker, EnterMedia command) {
  const auto place = place_of(command);
  if (!place) co_return tl::unexpected(place.error());
  auto find_seats = [&](Tx& tx) { return seats_(tx, *place); };
  const std::vector<MediaSeat> seats = co_await database_.read(find_seats);
  const MediaSeat* seat = seat_among(seats, asker.user_id, asker.device_id, command.endpoint);
  if (seat == nullptr) co_return refuse(ErrorCode::not_found);
  if (auto opened = co_await open_room(*place); !opened) co_return tl::unexpected(opened.error());

  const auto entered = rooms_.find(*place);
  if (entered == rooms_.end()) co_return refuse(ErrorCode::busy, "the media engine is being restarted");
  std::vector<std::string> earlier;
  for (const auto& [line, way] : entered->second.ways) {
    if (way.seat.user_id == asker.user_id) earlier.push_back(line);
  }
  for (const std::string& line : earlier)
    end_line(entered->second, line, MediaEnding::seat);
  const std::string line = media::new_id();
  MediaWay& way = entered->second.ways[line];
  way.line = line;
  way.seat = *seat;
  // The seat may have been emptied before anybody could find this line.
  co_await check(*place);
  const Found found = find(asker, line);
  // Gone with the engine, or with the seat.
  if (!found) co_return refuse(engine_->worker() ? ErrorCode::not_found : ErrorCode::busy);
  co_return MediaLine{line, found.room->id, text_of(found.room->router.capabilities()), found.room->sending(line)};
}

Task<Result<void>> MediaRooms::open_room(MediaPlace place) {
  if (rooms_.contains(place)) co_return Result<void>{};
  MediaRoom room;
  room.id = media::new_id();
  auto router = co_await engine_->create_router();
  if (!router) co_return tl::unexpected(router.error());
  room.router = std::move(*router);
  auto volumes = co_await room.router.observe_volumes(most_voices, quiet, volumes_ms);
  if (!volumes) co_return tl::unexpected(volumes.error());
  room.volumes = std::move(*volumes);
  auto speaker = co_await room.router.observe_speaker(speaker_ms);
  if (!speaker) co_return tl::unexpected(speaker.error());
  room.speaker = std::move(*speaker);
  if (!room.router.alive()) co_return refuse(ErrorCode::busy, "the media engine is being restarted");
  // Somebody else may have been faster: then this one is closed again.
  rooms_.try_emplace(place, std::move(room));
  co_return Result<void>{};
}

Task<Result<MediaPicture>> MediaRooms::look(Asker asker, LookAtMedia command) {
  const Found found = find(asker, command.line);
  if (!found) co_return refuse(ErrorCode::not_found);
  co_return MediaPicture{found.room->sending(command.line)};
}

Task<Result<MediaTransport>> MediaRooms::open(Asker asker, OpenMedia command) {
  Found found = find(asker, command.line);
  if (!found) co_return refuse(ErrorCode::not_found);
  media::RtpCapabilities capabilities;
  if (command.direction == MediaDirection::receive) {
    const auto parsed = parse(command.rtp_capabilities.value_or(""), "rtp_capabilities");
    if (!parsed) co_return tl::unexpected(parsed.error());
    auto read = media::read_rtp_capabilities(*parsed);
    if (!read) co_return tl::unexpected(read.error());
    capabilities = std::move(*read);
  }
  auto made = co_await found.room->router.create_transport();
  if (!made) co_return tl::unexpected(made.error());
  if (command.direction == MediaDirection::send) {
    if (auto limited = co_await made->limit_incoming(most_sent); !limited) co_return tl::unexpected(limited.error());
  }
  found = find(asker, command.line);
  if (!found) co_return refuse(ErrorCode::not_found);
  MediaTransport answer{made->id(), text_of(made->to_json())};
  if (command.direction == MediaDirection::send) {
    while (!found.way->sent.empty())
      end_output(*found.room, *found.way, found.way->sent.begin()->first);
    found.way->send = std::move(*made);
  } else {
    found.way->received.clear();
    found.way->capabilities = std::move(capabilities);
    found.way->receive = std::move(*made);
  }
  co_return answer;
}

Task<Result<Done>> MediaRooms::connect(Asker asker, ConnectMedia command) {
  const Found found = find(asker, command.line);
  media::Transport* transport = found ? found.way->transport(command.transport_id) : nullptr;
  if (transport == nullptr) co_return refuse(ErrorCode::not_found);
  const auto parsed = parse(command.dtls_parameters, "dtls_parameters");
  if (!parsed) co_return tl::unexpected(parsed.error());
  auto theirs = media::read_dtls_parameters(*parsed);
  if (!theirs) co_return tl::unexpected(theirs.error());
  auto connected = co_await transport->connect(std::move(*theirs));
  if (!connected) co_return tl::unexpected(connected.error());
  co_return Done{};
}

Task<Result<MediaIce>> MediaRooms::restart(Asker asker, RestartMedia command) {
  const Found found = find(asker, command.line);
  media::Transport* transport = found ? found.way->transport(command.transport_id) : nullptr;
  if (transport == nullptr) co_return refuse(ErrorCode::not_found);
  const auto fresh = co_await transport->restart_ice();
  if (!fresh) co_return tl::unexpected(fresh.error());
  co_return MediaIce{text_of(media::to_json(*fresh))};
}

Task<Result<MediaProducer>> MediaRooms::send(Asker asker, SendMedia command) {
  Found found = find(asker, command.line);
  if (!found) co_return refuse(ErrorCode::not_found);
  if (!found.way->send) co_return refuse(ErrorCode::bad_request, "media.open comes first");
  const auto parsed = parse(command.rtp_parameters, "rtp_parameters");
  if (!parsed) co_return tl::unexpected(parsed.error());
  auto parameters = media::read_rtp_parameters(*parsed);
  if (!parameters) co_return tl::unexpected(parameters.error());
  const media::Kind kind = kind_of(command.source);
  for (const media::Codec& codec : parameters->codecs) {
    if (codec.kind() != kind) co_return refuse(ErrorCode::bad_request, "rtp_parameters: codecs of another kind");
  }
  end_output(*found.room, *found.way, command.source);
  const bool paused = is_off(found.way->seat, command.source);
  const std::string transport_id = found.way->send->id();
  auto made = co_await found.way->send->produce(kind, std::move(*parameters), paused);
  if (!made) co_return tl::unexpected(made.error());

  found = find(asker, command.line);
  if (!found || !found.way->send || found.way->send->id() != transport_id) co_return refuse(ErrorCode::not_found);
  const std::string producer_id = made->id();
  end_output(*found.room, *found.way, command.source);
  found.way->sent[command.source] = MediaOutput{std::move(*made), paused};
  tell_sending(*found.room, *found.way, command.source);
  weigh(*found.room);
  if (command.source == MediaSource::microphone) {
    (void)co_await found.room->volumes.add(producer_id);
    found = find(asker, command.line);
    if (!found) co_return refuse(ErrorCode::not_found);
    (void)co_await found.room->speaker.add(producer_id);
  }
  co_await match(command.line);
  co_return MediaProducer{producer_id};
}

Task<Result<Done>> MediaRooms::stop(Asker asker, StopMedia command) {
  const Found found = find(asker, command.line);
  if (!found) co_return refuse(ErrorCode::not_found);
  end_output(*found.room, *found.way, command.source);
  co_return Done{};
}

}  // namespace ling
