#include "media/transport.hpp"

#include "media/ids.hpp"
#include "media/rtp_matching.hpp"
#include "media/rtp_wire.hpp"

namespace ling::media {
namespace {

using Method = FBS::Request::Method;
using Body = FBS::Request::Body;
namespace wire = FBS::WebRtcTransport;

/// The least time between two requests for a whole picture that are passed on to one sender, ms: with many who join at
/// once it makes one picture for all of them.
constexpr std::uint32_t key_frame_interval = 500;

void close_producer(Channel& channel, const std::string& parent, const std::string& id) {
  WireBuilder builder;
  const auto body = FBS::Transport::CreateCloseProducerRequestDirect(builder, id.c_str());
  channel.tell(Method::TRANSPORT_CLOSE_PRODUCER, parent, builder, Body::Transport_CloseProducerRequest, body.Union());
}

void close_consumer(Channel& channel, const std::string& parent, const std::string& id) {
  WireBuilder builder;
  const auto body = FBS::Transport::CreateCloseConsumerRequestDirect(builder, id.c_str());
  channel.tell(Method::TRANSPORT_CLOSE_CONSUMER, parent, builder, Body::Transport_CloseConsumerRequest, body.Union());
}

wire::DtlsRole to_wire(DtlsParameters::Role role) {
  switch (role) {
    case DtlsParameters::Role::automatic:
      return wire::DtlsRole::AUTO;
    case DtlsParameters::Role::client:
      return wire::DtlsRole::CLIENT;
    case DtlsParameters::Role::server:
      return wire::DtlsRole::SERVER;
  }
  return wire::DtlsRole::AUTO;
}

wire::FingerprintAlgorithm algorithm_named(const std::string& name) {
  if (name == "sha-512") return wire::FingerprintAlgorithm::SHA512;
  if (name == "sha-384") return wire::FingerprintAlgorithm::SHA384;
  return wire::FingerprintAlgorithm::SHA256;
}

}  // namespace

Task<Result<void>> Transport::connect(DtlsParameters theirs) {
  const auto channel = this->channel();
  WireBuilder builder;
  std::vector<flatbuffers::Offset<wire::Fingerprint>> fingerprints;
  for (const Fingerprint& one : theirs.fingerprints) {
    fingerprints.push_back(wire::CreateFingerprintDirect(builder, algorithm_named(one.algorithm), one.value.c_str()));
  }
  const auto parameters = wire::CreateDtlsParametersDirect(builder, &fingerprints, to_wire(theirs.role));
  const auto body = wire::CreateConnectRequest(builder, parameters);
  const auto answer = co_await channel->request(Method::WEBRTCTRANSPORT_CONNECT, id(), builder,
                                                Body::WebRtcTransport_ConnectRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  co_return Result<void>{};
}

Task<Result<IceParameters>> Transport::restart_ice() {
  const auto channel = this->channel();
  WireBuilder builder;
  const auto answer = co_await channel->request(Method::TRANSPORT_RESTART_ICE, id(), builder);
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  const auto* fresh = answer->body<FBS::Transport::RestartIceResponse>();
  if (fresh == nullptr) co_return refuse(ErrorCode::internal, "no ICE parameters in the answer");
  IceParameters parameters{fresh->usernameFragment()->str(), fresh->password()->str()};
  co_return parameters;
}

Task<Result<Producer>> Transport::produce(Kind kind, RtpParameters parameters, bool paused) {
  const auto channel = this->channel();
  const std::string transport_id = id(), producer_id = new_id();
  // One name for all that this browser sends, so that receivers keep its voice and its picture together.
  parameters.cname = transport_id.substr(0, 8);
  const RtpCapabilities& room = room_capabilities();
  const auto mapping = map_to_room(kind, parameters, room);
  if (!mapping) co_return tl::unexpected<Refusal>(mapping.error());
  WireBuilder builder;
  const auto sent = media::to_wire(builder, parameters);
  const auto mapped = media::to_wire(builder, *mapping);
  const auto body = FBS::Transport::CreateProduceRequestDirect(builder, producer_id.c_str(), media::to_wire(kind), sent,
                                                               mapped, key_frame_interval, paused);
  const auto answer = co_await channel->request(Method::TRANSPORT_PRODUCE, transport_id, builder,
                                                Body::Transport_ProduceRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  const auto* made = answer->body<FBS::Transport::ProduceResponse>();
  if (made == nullptr) co_return refuse(ErrorCode::internal, "no producer in the answer");
  Source source{producer_id, kind, made->type(), consumable(kind, parameters, room, *mapping)};
  Handle handle(channel, transport_id, producer_id, close_producer);
  co_return Producer(std::move(handle), std::move(source));
}

Task<Result<Consumer>> Transport::consume(Source source, RtpCapabilities receiver, bool paused) {
  const auto channel = this->channel();
  const std::string transport_id = id(), consumer_id = new_id();
  auto parameters = for_receiver(source.consumable, receiver);
  if (!parameters) co_return tl::unexpected<Refusal>(parameters.error());
  parameters->mid = std::to_string(next_mid_++);
  WireBuilder builder;
  const auto sent = media::to_wire(builder, *parameters);
  const auto encodings = media::to_wire(builder, source.consumable.encodings);
  const auto body =
      FBS::Transport::CreateConsumeRequestDirect(builder, consumer_id.c_str(), source.producer_id.c_str(),
                                                 media::to_wire(source.kind), sent, source.type, &encodings, paused);
  const auto answer = co_await channel->request(Method::TRANSPORT_CONSUME, transport_id, builder,
                                                Body::Transport_ConsumeRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  Handle handle(channel, transport_id, consumer_id, close_consumer);
  co_return Consumer(std::move(handle), source.producer_id, source.kind, std::move(*parameters));
}

Task<Result<void>> Transport::limit_incoming(std::uint32_t bits_per_second) {
  const auto channel = this->channel();
  WireBuilder builder;
  const auto body = FBS::Transport::CreateSetMaxIncomingBitrateRequest(builder, bits_per_second);
  const auto answer = co_await channel->request(Method::TRANSPORT_SET_MAX_INCOMING_BITRATE, id(), builder,
                                                Body::Transport_SetMaxIncomingBitrateRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  co_return Result<void>{};
}

Task<Result<Transport::Stats>> Transport::stats() {
  const auto channel = this->channel();
  WireBuilder builder;
  const auto answer = co_await channel->request(Method::TRANSPORT_GET_STATS, id(), builder);
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  const auto* its = answer->body<wire::GetStatsResponse>();
  if (its == nullptr) co_return refuse(ErrorCode::internal, "no figures in the answer");
  const auto* base = its->base();
  Stats stats;
  stats.bytes_received = base->bytesReceived();
  stats.bytes_sent = base->bytesSent();
  stats.available_outgoing = base->availableOutgoingBitrate().value_or(0);
  stats.loss_received = base->rtpPacketLossReceived().value_or(0);
  stats.loss_sent = base->rtpPacketLossSent().value_or(0);
  stats.connected = its->dtlsState() == wire::DtlsState::CONNECTED;
  const auto* tuple = its->iceSelectedTuple();
  stats.tcp = tuple != nullptr && tuple->protocol() == FBS::Transport::Protocol::TCP;
  co_return stats;
}

}  // namespace ling::media
