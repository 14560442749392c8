#include "media/router.hpp"

#include "media/ids.hpp"
#include "media/rtp_matching.hpp"

#include <boost/json/object.hpp>

#include <algorithm>

namespace ling::media {
namespace {

using Method = FBS::Request::Method;
using Body = FBS::Request::Body;

/// How long a browser may be silent before its transport counts as disconnected, seconds.
constexpr std::uint8_t consent_timeout = 20;
constexpr std::uint32_t sctp_sizes = 256 * 1024;

void close_transport(Channel& channel, const std::string& parent, const std::string& id) {
  WireBuilder builder;
  const auto body = FBS::Router::CreateCloseTransportRequestDirect(builder, id.c_str());
  channel.tell(Method::ROUTER_CLOSE_TRANSPORT, parent, builder, Body::Router_CloseTransportRequest, body.Union());
}

void close_observer(Channel& channel, const std::string& parent, const std::string& id) {
  WireBuilder builder;
  const auto body = FBS::Router::CreateCloseRtpObserverRequestDirect(builder, id.c_str());
  channel.tell(Method::ROUTER_CLOSE_RTPOBSERVER, parent, builder, Body::Router_CloseRtpObserverRequest, body.Union());
}

std::string algorithm_name(FBS::WebRtcTransport::FingerprintAlgorithm algorithm) {
  switch (algorithm) {
    case FBS::WebRtcTransport::FingerprintAlgorithm::SHA1:
      return "sha-1";
    case FBS::WebRtcTransport::FingerprintAlgorithm::SHA224:
      return "sha-224";
    case FBS::WebRtcTransport::FingerprintAlgorithm::SHA256:
      return "sha-256";
    case FBS::WebRtcTransport::FingerprintAlgorithm::SHA384:
      return "sha-384";
    case FBS::WebRtcTransport::FingerprintAlgorithm::SHA512:
      return "sha-512";
  }
  return "";
}

Transport::Facts facts_of(const FBS::WebRtcTransport::DumpResponse& dump, const std::string& public_address) {
  Transport::Facts facts;
  facts.ice = {dump.iceParameters()->usernameFragment()->str(), dump.iceParameters()->password()->str()};
  for (const auto* candidate : *dump.iceCandidates()) {
    facts.candidates.push_back({candidate->foundation()->str(), candidate->address()->str(), candidate->priority(),
                                candidate->port(), candidate->protocol() == FBS::Transport::Protocol::TCP});
  }
  // Who forwards packets from the public address sends them to one of ours, so that the engine need not know of it.
  if (!public_address.empty()) {
    for (const bool tcp : {false, true}) {
      const auto first = std::ranges::find(facts.candidates, tcp, &IceCandidate::tcp);
      if (first == facts.candidates.end()) continue;
      IceCandidate outside = *first;
      outside.foundation = tcp ? "publictcp" : "publicudp";
      outside.address = public_address;
      outside.priority -= 1;
      facts.candidates.push_back(std::move(outside));
    }
  }
  for (const auto* fingerprint : *dump.dtlsParameters()->fingerprints()) {
    facts.fingerprints.push_back({algorithm_name(fingerprint->algorithm()), fingerprint->value()->str()});
  }
  return facts;
}

}  // namespace

boost::json::object Router::capabilities() const {
  return to_json(room_capabilities());
}

Task<Result<Transport>> Router::create_transport(std::uint32_t first_bitrate) {
  namespace wire = FBS::WebRtcTransport;
  const auto channel = this->channel();
  const std::string router_id = id(), transport_id = new_id(), public_address = public_address_;
  WireBuilder builder;
  const auto base =
      FBS::Transport::CreateOptions(builder, false, flatbuffers::nullopt, first_bitrate, false,
                                    FBS::SctpParameters::CreateNumSctpStreams(builder), sctp_sizes, sctp_sizes, false);
  const auto listen = wire::CreateListenServerDirect(builder, server_id_.c_str());
  const auto options = wire::CreateWebRtcTransportOptions(builder, base, wire::Listen::ListenServer, listen.Union(),
                                                          true, true, true, false, consent_timeout);
  const auto body = FBS::Router::CreateCreateWebRtcTransportRequestDirect(builder, transport_id.c_str(), options);
  const auto answer = co_await channel->request(Method::ROUTER_CREATE_WEBRTCTRANSPORT_WITH_SERVER, router_id, builder,
                                                Body::Router_CreateWebRtcTransportRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  const auto* dump = answer->body<wire::DumpResponse>();
  if (dump == nullptr) co_return refuse(ErrorCode::internal, "no transport in the answer");
  Handle handle(channel, router_id, transport_id, close_transport);
  co_return Transport(std::move(handle), facts_of(*dump, public_address));
}

Task<Result<RtpObserver>> Router::observe_volumes(std::uint16_t most, std::int8_t threshold,
                                                  std::uint16_t interval_ms) {
  const auto channel = this->channel();
  const std::string router_id = id(), observer_id = new_id();
  WireBuilder builder;
  const auto options = FBS::AudioLevelObserver::CreateAudioLevelObserverOptions(builder, most, threshold, interval_ms);
  const auto body = FBS::Router::CreateCreateAudioLevelObserverRequestDirect(builder, observer_id.c_str(), options);
  const auto answer = co_await channel->request(Method::ROUTER_CREATE_AUDIOLEVELOBSERVER, router_id, builder,
                                                Body::Router_CreateAudioLevelObserverRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  co_return RtpObserver(channel, router_id, observer_id, close_observer);
}

Task<Result<RtpObserver>> Router::observe_speaker(std::uint16_t interval_ms) {
  const auto channel = this->channel();
  const std::string router_id = id(), observer_id = new_id();
  WireBuilder builder;
  const auto options = FBS::ActiveSpeakerObserver::CreateActiveSpeakerObserverOptions(builder, interval_ms);
  const auto body = FBS::Router::CreateCreateActiveSpeakerObserverRequestDirect(builder, observer_id.c_str(), options);
  const auto answer = co_await channel->request(Method::ROUTER_CREATE_ACTIVESPEAKEROBSERVER, router_id, builder,
                                                Body::Router_CreateActiveSpeakerObserverRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  co_return RtpObserver(channel, router_id, observer_id, close_observer);
}

}  // namespace ling::media
