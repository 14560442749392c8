// How rooms follow the seats, and what they tell of what happens in them.
#include "features/media_lines/media_rooms.hpp"

#include <algorithm>
#include <cstdlib>

namespace ling {
namespace {

/// A score that differs less from what was told is not worth telling, unless it is good again.
constexpr int worth_telling = 2;
constexpr int best_score = 10;

}  // namespace

Task<void> MediaRooms::follow() {
  std::vector<MediaPlace> places;
  for (const auto& [place, room] : rooms_)
    places.push_back(place);
  for (const MediaPlace& place : places)
    co_await check(place);
}

Task<void> MediaRooms::check(MediaPlace place) {
  const std::uint64_t asked = ++asked_;
  auto find_seats = [&](Tx& tx) { return seats_(tx, place); };
  const std::vector<MediaSeat> seats = co_await database_.read(find_seats);
  const auto found = rooms_.find(place);
  if (found == rooms_.end()) co_return;
  MediaRoom& room = found->second;
  // Another look, begun later, was faster: what this one saw is old.
  if (asked < room.looked) co_return;
  room.looked = asked;
  std::vector<std::string> here, gone;
  for (auto& [line, way] : room.ways) {
    const MediaSeat& mine = way.seat;
    const auto seat = std::ranges::find_if(
        seats, [&](const MediaSeat& one) { return one.is_of(mine.user_id, mine.device_id, mine.endpoint); });
    if (seat == seats.end()) {
      gone.push_back(line);
    } else {
      way.seat = *seat;
      here.push_back(line);
    }
  }
  for (const std::string& line : gone)
    end_line(room, line, MediaEnding::seat);
  if (room.ways.empty()) {
    rooms_.erase(found);
    co_return;
  }
  if (!gone.empty()) weigh(room);
  for (const std::string& line : here)
    co_await match(line);
}

Task<void> MediaRooms::match(std::string line) {
  for (;;) {
    const Found found = find(line);
    if (!found) co_return;
    const auto differs = [&](const auto& entry) { return entry.second.paused != is_off(found.way->seat, entry.first); };
    const auto output = std::ranges::find_if(found.way->sent, differs);
    if (output == found.way->sent.end()) co_return;
    output->second.paused = !output->second.paused;
    tell_sending(*found.room, *found.way, output->first);
    const MediaSource source = output->first;
    Result<void> done;
    if (output->second.paused) {
      done = co_await output->second.producer.pause();
    } else {
      done = co_await output->second.producer.resume();
    }
    if (done) continue;
    // Whoever is shown as muted must not be heard: rather nothing of it than that.
    if (const Found still = find(line)) end_output(*still.room, *still.way, source);
  }
}

void MediaRooms::end_line(MediaRoom& room, const std::string& line, MediaEnding why) {
  const auto found = room.ways.find(line);
  if (found == room.ways.end()) return;
  while (!found->second.sent.empty())
    end_output(room, found->second, found->second.sent.begin()->first);
  tell(found->second, MediaEnded{line, why});
  room.ways.erase(found);
}

void MediaRooms::end_output(MediaRoom& room, MediaWay& way, MediaSource source) {
  const auto found = way.sent.find(source);
  if (found == way.sent.end()) return;
  const std::string producer_id = found->second.producer.id();
  // Before the producer: with it the engine ends them by itself, and would not know them any more.
  for (auto& [line, other] : room.ways)
    std::erase_if(other.received,
                  [&](const auto& entry) { return entry.second.consumer.producer_id() == producer_id; });
  way.sent.erase(found);
  tell_all(room, MediaStopped{room.id, producer_id}, way.line);
}

void MediaRooms::tell_sending(const MediaRoom& room, const MediaWay& way, MediaSource source) {
  const MediaOutput& output = way.sent.at(source);
  const MediaSending sending{output.producer.id(), way.seat.user_id, source, output.paused};
  tell_all(room, MediaSent{room.id, sending}, way.line);
}

void MediaRooms::engine_gone() {
  for (const auto& [place, room] : rooms_) {
    for (const auto& [line, way] : room.ways)
      tell(way, MediaEnded{line, MediaEnding::engine});
  }
  rooms_.clear();
}

void MediaRooms::clear() {
  rooms_.clear();
}

void MediaRooms::take(const media::Event& event) {
  std::visit(
      [this]<class One>(const One& one) {
        if constexpr (requires { this->heard(one); }) this->heard(one);
      },
      event);
}

void MediaRooms::heard(const media::Volumes& volumes) {
  for (auto& [place, room] : rooms_) {
    if (room.volumes.id() != volumes.observer_id) continue;
    MediaHeard event{room.id, {}};
    for (const media::Volumes::One& one : volumes.loudest) {
      if (const Found sender = sender_of(room, one.producer_id))
        event.voices.push_back({sender.way->seat.user_id, one.dbov});
    }
    tell_all(room, event);
  }
}

void MediaRooms::heard(const media::SpeakerChanged& changed) {
  for (auto& [place, room] : rooms_) {
    if (room.speaker.id() != changed.observer_id) continue;
    if (const Found sender = sender_of(room, changed.producer_id))
      tell_all(room, MediaSpeaker{room.id, sender.way->seat.user_id});
  }
}

void MediaRooms::heard(const media::ProducerScored& scored) {
  if (scored.scores.empty()) return;
  // Of a simulcast those layers have none that are not sent.
  const int score = *std::ranges::max_element(scored.scores);
  for (auto& [place, room] : rooms_) {
    const Found sender = sender_of(room, scored.producer_id);
    if (!sender) continue;
    for (auto& [source, output] : sender.way->sent) {
      if (output.producer.id() != scored.producer_id) continue;
      const bool recovered = score == best_score && output.score != best_score;
      if (std::abs(score - output.score) < worth_telling && !recovered) continue;
      output.score = score;
      tell_all(room, MediaScored{room.id, sender.way->seat.user_id, source, score});
    }
  }
}

void MediaRooms::heard(const media::LayersChanged& changed) {
  for (auto& [place, room] : rooms_) {
    for (auto& [line, way] : room.ways) {
      if (!way.received.contains(changed.consumer_id)) continue;
      tell(way, MediaLayers{line, changed.consumer_id, changed.spatial, changed.temporal});
    }
  }
}

void MediaRooms::heard(const media::ConsumerEnded& ended) {
  for (auto& [place, room] : rooms_) {
    for (auto& [line, way] : room.ways)
      way.received.erase(ended.consumer_id);
  }
}

MediaRooms::Count MediaRooms::count() const {
  Count count{.rooms = rooms_.size()};
  for (const auto& [place, room] : rooms_) {
    count.lines += room.ways.size();
    for (const auto& [line, way] : room.ways) {
      count.producers += way.sent.size();
      count.consumers += way.received.size();
    }
  }
  return count;
}

}  // namespace ling
