// The commands of media.hpp: windows that have a seat in a call send and receive over the engine. Any loop may call; the
// rooms live on one loop, the engine's.
#pragma once

#include "dispatch/dispatcher.hpp"
#include "features/media_lines/media_probes.hpp"
#include "features/media_lines/media_rooms.hpp"
#include "hub/hub.hpp"
#include "media/engine.hpp"
#include "storage/database.hpp"

#include <atomic>
#include <chrono>
#include <memory>
#include <optional>

namespace ling {

class MediaService {
 public:
  /// For the page of figures.
  struct Figures {
    std::size_t rooms = 0, lines = 0, producers = 0, consumers = 0;
    std::uint64_t engine_starts = 0;
    bool engine_up = false;
  };

  MediaService(MediaSeats seats, Database& database, Hub& hub) : rooms_(std::move(seats), database, hub) {}

  void bind(Dispatcher& dispatcher);
  /// The engine runs from here on, and is started again whenever it dies. `loop` must end before this does. Without
  /// this, there is no engine: media_off.
  void start(Executor loop, media::WorkerSettings settings);
  /// Ends the engine; blocks, not on the loop, for at most `patience`. The loop must still run.
  void stop(std::chrono::milliseconds patience);
  /// The machine is reached under these from now on: where they are others, the engine is started again there.
  void be_at(std::vector<std::string> addresses);
  [[nodiscard]] bool on() const { return on_; }

  /// Who sits where may have changed: the rooms are made to agree, soon.
  void follow();
  [[nodiscard]] Figures figures() const;

 private:
  template <class Command>
  void bind_one(Dispatcher& dispatcher,
                Task<Result<typename Command::Answer>> (MediaRooms::*act)(MediaRooms::Asker, Command),
                RateClass rate = RateClass::cheap);
  template <class Command>
  Task<Result<typename Command::Answer>> ask(
      Task<Result<typename Command::Answer>> (MediaRooms::*act)(MediaRooms::Asker, Command), MediaRooms::Asker asker,
      Command command);
  Task<Result<MediaProbe>> probe(DeviceId device_id);
  Task<void> keep_following();
  Task<void> end();
  void count();

  MediaRooms rooms_;
  MediaProbes probes_;
  std::optional<Executor> loop_;
  std::unique_ptr<media::Engine> engine_;
  std::atomic<bool> on_ = false, engine_up_ = false;
  std::atomic<std::uint64_t> engine_starts_ = 0;
  std::atomic<std::size_t> room_count_ = 0, line_count_ = 0, producer_count_ = 0, consumer_count_ = 0;
  bool following_ = false, follow_again_ = false;  ///< On the loop.
};

}  // namespace ling
