#include "features/media_lines/media_room.hpp"

#include <algorithm>

namespace ling {

media::Transport* MediaWay::transport(const std::string& id) {
  for (auto* one : {&send, &receive}) {
    if (*one && (*one)->id() == id) return &**one;
  }
  return nullptr;
}

std::vector<MediaSending> MediaRoom::sending(const std::string& except_line) const {
  std::vector<MediaSending> all;
  for (const auto& [line, way] : ways) {
    if (line == except_line) continue;
    for (const auto& [source, output] : way.sent)
      all.push_back({output.producer.id(), way.seat.user_id, source, output.paused});
  }
  return all;
}

int wanted_layer(const MediaRoom& room, const std::string& producer_id) {
  int best = -1;
  for (const auto& [line, way] : room.ways) {
    for (const auto& [id, input] : way.received) {
      if (!input.paused && input.consumer.producer_id() == producer_id) best = std::max(best, input.spatial);
    }
  }
  return best;
}

bool is_off(const MediaSeat& seat, MediaSource source) {
  switch (source) {
    case MediaSource::microphone:
      return !seat.microphone;
    case MediaSource::camera:
      return !seat.camera;
    case MediaSource::screen:
    case MediaSource::screen_sound:
      return false;
  }
  return false;
}

media::Kind kind_of(MediaSource source) {
  switch (source) {
    case MediaSource::microphone:
    case MediaSource::screen_sound:
      return media::Kind::audio;
    case MediaSource::camera:
    case MediaSource::screen:
      return media::Kind::video;
  }
  return media::Kind::audio;
}

}  // namespace ling
