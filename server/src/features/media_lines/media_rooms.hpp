// All rooms of the engine and what is asked of them. Everything on the loop of the engine; whatever is awaited, the room or
// the line may be gone afterwards, so both are looked up again.
#pragma once

#include "features/media_lines/media_room.hpp"
#include "foundation/result.hpp"
#include "foundation/task.hpp"
#include "hub/hub.hpp"
#include "media/engine.hpp"
#include "storage/database.hpp"

#include <map>
#include <string>
#include <vector>

namespace ling {

class MediaRooms {
 public:
  /// Who asks.
  struct Asker {
    UserId user_id;
    DeviceId device_id;
  };
  struct Count {
    std::size_t rooms = 0, lines = 0, producers = 0, consumers = 0;
  };

  MediaRooms(MediaSeats seats, Database& database, Hub& hub)
      : seats_(std::move(seats)), database_(database), hub_(hub) {}

  /// Rooms are made in it from here on. It must live as long as the loop runs.
  void use(media::Engine& engine) { engine_ = &engine; }

  // What media.* asks for; refusals as ling/protocol/media.hpp has them. A line of somebody else is not_found.
  Task<Result<MediaLine>> enter(Asker asker, EnterMedia command);
  Task<Result<MediaPicture>> look(Asker asker, LookAtMedia command);
  Task<Result<MediaTransport>> open(Asker asker, OpenMedia command);
  Task<Result<Done>> connect(Asker asker, ConnectMedia command);
  Task<Result<MediaIce>> restart(Asker asker, RestartMedia command);
  Task<Result<MediaProducer>> send(Asker asker, SendMedia command);
  Task<Result<Done>> stop(Asker asker, StopMedia command);
  Task<Result<MediaConsumers>> receive(Asker asker, ReceiveMedia command);
  Task<Result<Done>> want(Asker asker, WantMedia command);

  /// Makes everything as the seats are now: who has none is out, and what is off is not passed on.
  Task<void> follow();
  /// The engine died, and all that was in it.
  void engine_gone();
  /// Lets go of everything; nobody is told.
  void clear();
  void take(const media::Event& event);

  [[nodiscard]] Count count() const;

 private:
  /// A line and the room that it is in. Both nullptr: not known, or not the asker's.
  struct Found {
    MediaRoom* room = nullptr;
    MediaWay* way = nullptr;
    explicit operator bool() const { return way != nullptr; }
  };
  Found find(const Asker& asker, const std::string& line);
  Found find(const std::string& line);
  /// The sender of a producer in the room.
  static Found sender_of(MediaRoom& room, const std::string& producer_id);

  Task<Result<void>> open_room(MediaPlace place);
  Task<void> check(MediaPlace place);
  /// Pauses and resumes what the line sends, as its seat is.
  Task<void> match(std::string line);
  Task<Result<MediaConsumer>> receive_one(Asker asker, std::string line, std::string producer_id);
  Task<void> grant(Asker asker, std::string line, MediaWish wish);
  /// Tells senders of pictures which layers are wanted: of more at once, of less after a while.
  void weigh(MediaRoom& room);
  Task<void> weigh_later(std::string line, MediaSource source);
  void end_line(MediaRoom& room, const std::string& line, MediaEnding why);
  void end_output(MediaRoom& room, MediaWay& way, MediaSource source);

  template <class Event>
  void tell(const MediaWay& way, const Event& event) {
    hub_.whisper_to_device(way.seat.user_id, way.seat.device_id, frame_body(event));
  }
  template <class Event>
  void tell_all(const MediaRoom& room, const Event& event, const std::string& except_line = {}) {
    const FrameBody body = frame_body(event);
    for (const auto& [line, way] : room.ways) {
      if (line != except_line) hub_.whisper_to_device(way.seat.user_id, way.seat.device_id, body);
    }
  }
  void tell_sending(const MediaRoom& room, const MediaWay& way, MediaSource source);

  void heard(const media::Volumes& volumes);
  void heard(const media::SpeakerChanged& changed);
  void heard(const media::ProducerScored& scored);
  void heard(const media::LayersChanged& changed);
  void heard(const media::ConsumerEnded& ended);

  std::uint64_t asked_ = 0;  ///< Looks at the seats begun.
  MediaSeats seats_;
  Database& database_;
  Hub& hub_;
  media::Engine* engine_ = nullptr;
  std::map<MediaPlace, MediaRoom> rooms_;
};

}  // namespace ling
