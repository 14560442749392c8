// Sound and picture through the server's media engine, for calls of groups and for those between two that found no
// direct way. Who may speak where is decided by the seats of the calls alone; the engine follows them.
//
// A window that has a seat:
//   1. media.enter gives it a *line*. All other commands name the line; a line that is no more is not_found.
//   2. new mediasoup Device, load(rtp_capabilities).
//   3. media.open once for sending, once for receiving; media.connect when mediasoup asks for it.
//   4. media.send for each thing it sends; media.receive for what it wants of the others (MediaLine.sending, later
//      media.sending), then media.want, since everything begins paused.
// When the line ends (media.ended, or not_found), all that went over it is gone: begin again at 1. It answers busy until
// the engine runs again, which takes a second or so. After the connection to the server was lost and came back,
// media.look tells what the window missed. Texts in JSON are those of mediasoup-client.
#pragma once

#include "ling/protocol/declaration.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>
#include <string>
#include <vector>

namespace ling {

enum class MediaSource { microphone, camera, screen, screen_sound };
BOOST_DESCRIBE_ENUM(MediaSource, microphone, camera, screen, screen_sound)

/// Something that somebody in the room sends.
struct MediaSending {
  std::string producer_id;
  UserId user_id;
  MediaSource source = MediaSource::microphone;
  bool paused = false;  ///< Nothing of it is passed on at the moment.
};
BOOST_DESCRIBE_STRUCT(MediaSending, (), (producer_id, user_id, source, paused))

struct MediaLine {
  std::string line;
  std::string room;                   ///< What events call the room in which the line is.
  std::string rtp_capabilities;       ///< JSON: routerRtpCapabilities of Device.load.
  std::vector<MediaSending> sending;  ///< By the others.
};
BOOST_DESCRIBE_STRUCT(MediaLine, (), (line, room, rtp_capabilities, sending))

struct EnterMedia {
  static constexpr CommandInfo command{
      "media.enter", Access::signed_in,
      "A line for my window, which has a seat in a call: in one of a group, or in one between two that goes over the "
      "server. An earlier line of mine ends. Refuses with not_found, busy (the engine is not there yet: try again), "
      "media_off (this server has none)."};
  using Answer = MediaLine;
  std::optional<GroupCallId> group_call_id;  ///< One of the two.
  std::optional<CallId> call_id;
  std::string endpoint;
};
BOOST_DESCRIBE_STRUCT(EnterMedia, (), (group_call_id, call_id, endpoint))

struct MediaPicture {
  std::vector<MediaSending> sending;  ///< By the others.
};
BOOST_DESCRIBE_STRUCT(MediaPicture, (), (sending))

struct LookAtMedia {
  static constexpr CommandInfo command{"media.look", Access::signed_in, "What the others in the room send right now."};
  using Answer = MediaPicture;
  std::string line;
};
BOOST_DESCRIBE_STRUCT(LookAtMedia, (), (line))

enum class MediaDirection { send, receive };
BOOST_DESCRIBE_ENUM(MediaDirection, send, receive)

struct MediaTransport {
  std::string transport_id;
  std::string parameters;  ///< JSON: what createSendTransport and createRecvTransport take.
};
BOOST_DESCRIBE_STRUCT(MediaTransport, (), (transport_id, parameters))

struct OpenMedia {
  static constexpr CommandInfo command{"media.open", Access::signed_in,
                                       "A transport of this direction. An earlier one is closed, with all that went "
                                       "over it."};
  using Answer = MediaTransport;
  std::string line;
  MediaDirection direction = MediaDirection::send;
  std::optional<std::string> rtp_capabilities;  ///< JSON, to receive: Device.rtpCapabilities.
};
BOOST_DESCRIBE_STRUCT(OpenMedia, (), (line, direction, rtp_capabilities))

struct ConnectMedia {
  static constexpr CommandInfo command{"media.connect", Access::signed_in,
                                       "My end of a transport, once: on its event \"connect\"."};
  using Answer = Done;
  std::string line;
  std::string transport_id;
  std::string dtls_parameters;  ///< JSON.
};
BOOST_DESCRIBE_STRUCT(ConnectMedia, (), (line, transport_id, dtls_parameters))

struct MediaIce {
  std::string ice_parameters;  ///< JSON: what transport.restartIce takes.
};
BOOST_DESCRIBE_STRUCT(MediaIce, (), (ice_parameters))

struct RestartMedia {
  static constexpr CommandInfo command{"media.restart", Access::signed_in,
                                       "My network changed: find the way anew, with the same transport."};
  using Answer = MediaIce;
  std::string line;
  std::string transport_id;
};
BOOST_DESCRIBE_STRUCT(RestartMedia, (), (line, transport_id))

struct MediaProducer {
  std::string producer_id;
};
BOOST_DESCRIBE_STRUCT(MediaProducer, (), (producer_id))

struct SendMedia {
  static constexpr CommandInfo command{
      "media.send", Access::signed_in,
      "Send something over my transport: on its event \"produce\". One of each source; "
      "what was sent before as the same source ends."};
  using Answer = MediaProducer;
  std::string line;
  MediaSource source = MediaSource::microphone;  ///< As appData; the kind follows from it.
  std::string rtp_parameters;                    ///< JSON.
};
BOOST_DESCRIBE_STRUCT(SendMedia, (), (line, source, rtp_parameters))

struct StopMedia {
  static constexpr CommandInfo command{"media.stop", Access::signed_in, "Send this no longer."};
  using Answer = Done;
  std::string line;
  MediaSource source = MediaSource::microphone;
};
BOOST_DESCRIBE_STRUCT(StopMedia, (), (line, source))

struct MediaConsumer {
  std::string consumer_id;
  std::string producer_id;
  std::string parameters;  ///< JSON: what transport.consume takes.
};
BOOST_DESCRIBE_STRUCT(MediaConsumer, (), (consumer_id, producer_id, parameters))

struct MediaConsumers {
  std::vector<MediaConsumer> consumers;
};
BOOST_DESCRIBE_STRUCT(MediaConsumers, (), (consumers))

struct ReceiveMedia {
  static constexpr CommandInfo command{"media.receive", Access::signed_in,
                                       "Receive what others in the room send. All begins paused: media.want. What has "
                                       "ended meanwhile, or cannot be received by this browser, is left out; what is "
                                       "received already is answered again."};
  using Answer = MediaConsumers;
  std::string line;
  std::vector<std::string> producer_ids;  ///< 1 to 64.
};
BOOST_DESCRIBE_STRUCT(ReceiveMedia, (), (line, producer_ids))

struct MediaWish {
  std::string consumer_id;
  bool paused = false;
  std::optional<int> spatial;   ///< Of simulcast the best layer wanted: 0 is the smallest, 2 the largest.
  std::optional<int> temporal;  ///< Frames: 0 a quarter, 2 all.
  std::optional<int>
      priority;  ///< 1 to 255: who gets layers first when there is not room for all. Sound is always first.
};
BOOST_DESCRIBE_STRUCT(MediaWish, (), (consumer_id, paused, spatial, temporal, priority))

struct WantMedia {
  static constexpr CommandInfo command{
      "media.want", Access::signed_in,
      "What I want of what I receive, by the size at which it is drawn. Consumers that "
      "have ended are passed over."};
  using Answer = Done;
  std::string line;
  std::vector<MediaWish> wishes;  ///< 1 to 64.
};
BOOST_DESCRIBE_STRUCT(WantMedia, (), (line, wishes))

struct MediaProbe {
  std::string parameters;  ///< JSON, as those of media.open.
};
BOOST_DESCRIBE_STRUCT(MediaProbe, (), (parameters))

struct ProbeMedia {
  static constexpr CommandInfo command{
      "media.probe", Access::signed_in,
      "A way to the media engine over which nothing goes, to see whether my device reaches it: no call is needed. It "
      "answers checks of ICE for 30 seconds, or until my device asks for the next one. Refuses with busy (try again), "
      "media_off (this server has no engine)."};
  using Answer = MediaProbe;
};
BOOST_DESCRIBE_STRUCT(ProbeMedia, (), ())

using MediaCommands = CommandList<EnterMedia, LookAtMedia, OpenMedia, ConnectMedia, RestartMedia, SendMedia, StopMedia,
                                  ReceiveMedia, WantMedia, ProbeMedia>;

// All events go to the devices that have a line in the room, and are for the window that has it.

struct MediaSent {
  static constexpr EventInfo event{"media.sending", Durability::fleeting,
                                   "Somebody else sends something, or it was paused, or goes on: take it whole."};
  std::string room;
  MediaSending sending;
};
BOOST_DESCRIBE_STRUCT(MediaSent, (), (room, sending))

struct MediaStopped {
  static constexpr EventInfo event{"media.stopped", Durability::fleeting, "Somebody sends this no longer."};
  std::string room;
  std::string producer_id;
};
BOOST_DESCRIBE_STRUCT(MediaStopped, (), (room, producer_id))

struct MediaVoice {
  UserId user_id;
  int dbov = 0;  ///< 0 is as loud as it gets, -127 silence.
};
BOOST_DESCRIBE_STRUCT(MediaVoice, (), (user_id, dbov))

struct MediaHeard {
  static constexpr EventInfo event{"media.heard", Durability::fleeting,
                                   "How loud the loudest are, twice a second while anybody is; empty: all are silent."};
  std::string room;
  std::vector<MediaVoice> voices;  ///< Loudest first, at most 8.
};
BOOST_DESCRIBE_STRUCT(MediaHeard, (), (room, voices))

struct MediaSpeaker {
  static constexpr EventInfo event{"media.speaker", Durability::fleeting, "Somebody else has the word."};
  std::string room;
  UserId user_id;
};
BOOST_DESCRIBE_STRUCT(MediaSpeaker, (), (room, user_id))

struct MediaScored {
  static constexpr EventInfo event{"media.scored", Durability::fleeting,
                                   "How well what somebody sends arrives at the server, when that changed."};
  std::string room;
  UserId user_id;
  MediaSource source = MediaSource::microphone;
  int score = 0;  ///< 0 to 10.
};
BOOST_DESCRIBE_STRUCT(MediaScored, (), (room, user_id, source, score))

struct MediaLayers {
  static constexpr EventInfo event{
      "media.layers", Durability::fleeting,
      "What I am sent of a simulcast now; null: nothing, since there is no room for it, or "
      "it is paused."};
  std::string line;
  std::string consumer_id;
  std::optional<int> spatial;
  std::optional<int> temporal;
};
BOOST_DESCRIBE_STRUCT(MediaLayers, (), (line, consumer_id, spatial, temporal))

struct MediaWanted {
  static constexpr EventInfo event{"media.wanted", Durability::fleeting,
                                   "The best layer that anybody wants of what I send: the ones above need not be sent. "
                                   "-1: nobody wants any."};
  std::string line;
  MediaSource source = MediaSource::camera;
  int spatial = 2;
};
BOOST_DESCRIBE_STRUCT(MediaWanted, (), (line, source, spatial))

enum class MediaEnding {
  engine,  ///< The engine is gone and will be back: enter again.
  seat,    ///< The window has no seat in the call any more, or entered again.
};
BOOST_DESCRIBE_ENUM(MediaEnding, engine, seat)

struct MediaEnded {
  static constexpr EventInfo event{"media.ended", Durability::fleeting, "A line of mine ended."};
  std::string line;
  MediaEnding why = MediaEnding::engine;
};
BOOST_DESCRIBE_STRUCT(MediaEnded, (), (line, why))

using MediaEvents =
    EventList<MediaSent, MediaStopped, MediaHeard, MediaSpeaker, MediaScored, MediaLayers, MediaWanted, MediaEnded>;

}  // namespace ling
