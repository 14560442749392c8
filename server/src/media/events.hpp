// What an engine tells by itself. Ids are those of the objects that were made: a Transport, a Producer and so on.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace ling::media {

/// completed: packets flow both ways and a pair was chosen. disconnected: nothing came for a while; it may come back.
enum class IceState : std::uint8_t { fresh, connected, completed, disconnected };
enum class DtlsState : std::uint8_t { fresh, connecting, connected, failed, closed };

struct IceChanged {
  std::string transport_id;
  IceState state = IceState::fresh;
};
struct DtlsChanged {
  std::string transport_id;
  DtlsState state = DtlsState::fresh;
};
/// The way the packets take now.
struct PathChanged {
  std::string transport_id;
  bool tcp = false;
  std::string remote_address;
  std::uint16_t remote_port = 0;
};
/// How well the streams of a producer arrive: 0 to 10 for each.
struct ProducerScored {
  std::string producer_id;
  std::vector<std::uint8_t> scores;
};
struct ConsumerScored {
  std::string consumer_id;
  std::uint8_t score = 0, producer_score = 0;
};
/// What a receiver is sent of a simulcast now; nullopt: nothing.
struct LayersChanged {
  std::string consumer_id;
  std::optional<std::uint8_t> spatial, temporal;
};
/// Its producer is gone, and with it the consumer.
struct ConsumerEnded {
  std::string consumer_id;
};
struct ProducerPaused {
  std::string consumer_id;
  bool paused = false;
};
/// The loudest of the observed, dBov (0 is as loud as it gets); empty: all are silent.
struct Volumes {
  struct One {
    std::string producer_id;
    int dbov = 0;
  };
  std::string observer_id;
  std::vector<One> loudest;
};
struct SpeakerChanged {
  std::string observer_id, producer_id;
};

using Event = std::variant<IceChanged, DtlsChanged, PathChanged, ProducerScored, ConsumerScored, LayersChanged,
                           ConsumerEnded, ProducerPaused, Volumes, SpeakerChanged>;

}  // namespace ling::media
