// One room of the engine and the lines in it, as the server sees them: plain state, on the loop of the engine.
#pragma once

#include "features/media_lines/media_seat.hpp"
#include "ling/protocol/media.hpp"
#include "media/router.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace ling {

constexpr int best_layer = 2;

/// Something that a line sends.
struct MediaOutput {
  media::Producer producer;
  bool paused = false;
  int score = 10;           ///< As its room was told.
  int wanted = best_layer;  ///< The best layer that anybody wants, as its sender was told; -1: none.
  bool falling = false;     ///< It will soon be looked at whether less is wanted.
};

struct MediaInput {
  media::Consumer consumer;
  bool paused = true;
  int spatial = best_layer;  ///< The best layer wanted.
};

/// A window's way into the engine. What it holds is closed with it.
struct MediaWay {
  std::string line;
  MediaSeat seat;
  std::optional<media::Transport> send, receive;
  media::RtpCapabilities capabilities;
  std::map<MediaSource, MediaOutput> sent;
  std::map<std::string, MediaInput> received;  ///< By consumer_id.

  /// The transport of this id.
  media::Transport* transport(const std::string& id);
};

struct MediaRoom {
  std::string id;
  media::Router router;
  media::RtpObserver volumes, speaker;
  std::map<std::string, MediaWay> ways;  ///< By line.
  std::uint64_t looked = 0;              ///< Which look at the seats was applied last.

  /// What all but this line send.
  [[nodiscard]] std::vector<MediaSending> sending(const std::string& except_line) const;
};

/// The best layer of a producer that anybody in the room wants; -1: none.
int wanted_layer(const MediaRoom& room, const std::string& producer_id);
/// Whether nothing of this source is passed on.
bool is_off(const MediaSeat& seat, MediaSource source);
media::Kind kind_of(MediaSource source);

}  // namespace ling
