#include "media/events_wire.hpp"

namespace ling::media {
namespace {

using Kind = FBS::Notification::Event;

IceState from_wire(FBS::WebRtcTransport::IceState state) {
  switch (state) {
    case FBS::WebRtcTransport::IceState::NEW:
      return IceState::fresh;
    case FBS::WebRtcTransport::IceState::CONNECTED:
      return IceState::connected;
    case FBS::WebRtcTransport::IceState::COMPLETED:
      return IceState::completed;
    case FBS::WebRtcTransport::IceState::DISCONNECTED:
      return IceState::disconnected;
  }
  return IceState::disconnected;
}

DtlsState from_wire(FBS::WebRtcTransport::DtlsState state) {
  switch (state) {
    case FBS::WebRtcTransport::DtlsState::NEW:
      return DtlsState::fresh;
    case FBS::WebRtcTransport::DtlsState::CONNECTING:
      return DtlsState::connecting;
    case FBS::WebRtcTransport::DtlsState::CONNECTED:
      return DtlsState::connected;
    case FBS::WebRtcTransport::DtlsState::FAILED:
      return DtlsState::failed;
    case FBS::WebRtcTransport::DtlsState::CLOSED:
      return DtlsState::closed;
  }
  return DtlsState::failed;
}

std::optional<Event> scores(const std::string& id, const FBS::Producer::ScoreNotification& body) {
  ProducerScored scored{id, {}};
  for (const auto* score : *body.scores())
    scored.scores.push_back(score->score());
  return scored;
}

std::optional<Event> layers(const std::string& id, const FBS::Consumer::LayersChangeNotification& body) {
  LayersChanged changed{id, {}, {}};
  if (body.layers() != nullptr) {
    changed.spatial = body.layers()->spatialLayer();
    if (body.layers()->temporalLayer().has_value()) changed.temporal = *body.layers()->temporalLayer();
  }
  return changed;
}

std::optional<Event> volumes(const std::string& id, const FBS::AudioLevelObserver::VolumesNotification& body) {
  Volumes all{id, {}};
  for (const auto* one : *body.volumes())
    all.loudest.push_back({one->producerId()->str(), one->volume()});
  return all;
}

std::optional<Event> path(const std::string& id, const FBS::WebRtcTransport::IceSelectedTupleChangeNotification& body) {
  const auto* tuple = body.tuple();
  return PathChanged{id, tuple->protocol() == FBS::Transport::Protocol::TCP,
                     tuple->remoteIp() == nullptr ? "" : tuple->remoteIp()->str(), tuple->remotePort()};
}

}  // namespace

std::optional<Event> event_from_wire(const FBS::Notification::Notification& notification) {
  const std::string id = notification.handlerId()->str();
  // A body that does not fit the event is as good as none.
  switch (notification.event()) {
    case Kind::WEBRTCTRANSPORT_ICE_STATE_CHANGE:
      if (const auto* body = notification.body_as_WebRtcTransport_IceStateChangeNotification()) {
        return IceChanged{id, from_wire(body->iceState())};
      }
      break;
    case Kind::WEBRTCTRANSPORT_DTLS_STATE_CHANGE:
      if (const auto* body = notification.body_as_WebRtcTransport_DtlsStateChangeNotification()) {
        return DtlsChanged{id, from_wire(body->dtlsState())};
      }
      break;
    case Kind::WEBRTCTRANSPORT_ICE_SELECTED_TUPLE_CHANGE:
      if (const auto* body = notification.body_as_WebRtcTransport_IceSelectedTupleChangeNotification()) {
        return path(id, *body);
      }
      break;
    case Kind::PRODUCER_SCORE:
      if (const auto* body = notification.body_as_Producer_ScoreNotification()) return scores(id, *body);
      break;
    case Kind::CONSUMER_SCORE:
      if (const auto* body = notification.body_as_Consumer_ScoreNotification()) {
        return ConsumerScored{id, body->score()->score(), body->score()->producerScore()};
      }
      break;
    case Kind::CONSUMER_LAYERS_CHANGE:
      if (const auto* body = notification.body_as_Consumer_LayersChangeNotification()) return layers(id, *body);
      break;
    case Kind::CONSUMER_PRODUCER_CLOSE:
      return ConsumerEnded{id};
    case Kind::CONSUMER_PRODUCER_PAUSE:
      return ProducerPaused{id, true};
    case Kind::CONSUMER_PRODUCER_RESUME:
      return ProducerPaused{id, false};
    case Kind::AUDIOLEVELOBSERVER_SILENCE:
      return Volumes{id, {}};
    case Kind::AUDIOLEVELOBSERVER_VOLUMES:
      if (const auto* body = notification.body_as_AudioLevelObserver_VolumesNotification()) return volumes(id, *body);
      break;
    case Kind::ACTIVESPEAKEROBSERVER_DOMINANT_SPEAKER:
      if (const auto* body = notification.body_as_ActiveSpeakerObserver_DominantSpeakerNotification()) {
        return SpeakerChanged{id, body->producerId()->str()};
      }
      break;
    default:
      break;  // The engine has more to say than anybody here asks for.
  }
  return std::nullopt;
}

}  // namespace ling::media
