#include "load/media/synthetic_call.hpp"

#include <algorithm>
#include <string_view>
#include <type_traits>

namespace ling::load {
namespace {

using media::Kind;

constexpr std::string_view transport_wide = "http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01";

template <class T>
T given(Result<T> result) {
  if (!result) throw std::runtime_error("the media engine refuses: " + result.error().detail);
  if constexpr (!std::is_void_v<T>) return std::move(*result);
}

media::RtpParameters parameters_of(const Shape& shape, std::size_t mid) {
  media::RtpParameters parameters;
  parameters.mid = std::to_string(mid);
  if (shape.video) {
    parameters.codecs = {{"video/VP8",
                          Sender::picture_payload,
                          90'000,
                          std::nullopt,
                          {},
                          {{"nack", ""}, {"nack", "pli"}, {"ccm", "fir"}, {"transport-cc", ""}}}};
  } else {
    parameters.codecs = {{"audio/opus", Sender::voice_payload, 48'000, 2, {}, {{"transport-cc", ""}}}};
  }
  parameters.header_extensions = {{std::string(transport_wide), Sender::transport_extension}};
  parameters.encodings.emplace_back();
  parameters.encodings[0].ssrc = shape.ssrc;
  parameters.cname = "bench";
  return parameters;
}

}  // namespace

SyntheticCall::SyntheticCall() : router_(given(loop().run(engine_.engine.create_router()))), threads_(1) {}

std::vector<media::Source> SyntheticCall::send(const std::vector<Shape>& shapes) {
  Way& way = come_in();
  MediaClient* client = way.client;
  senders_.push_back(client);
  std::vector<media::Source> sources;
  for (const Shape& shape : shapes) {
    const Kind kind = shape.video ? Kind::video : Kind::audio;
    producers_.push_back(
        given(loop().run(way.transport.produce(kind, parameters_of(shape, producers_.size()), false))));
    sources.push_back(producers_.back().source());
  }
  threads_.run([&] {
    for (const Shape& shape : shapes)
      client->senders.push_back(std::make_unique<Sender>(client->link, shape));
  });
  return sources;
}

void SyntheticCall::come_to_watch(const std::vector<media::Source>& sources) {
  Way& way = come_in();
  MediaClient* client = way.client;
  const auto capabilities = media::read_rtp_capabilities(router_.capabilities()).value();
  std::uint8_t extension = 0;
  for (const media::Source& source : sources) {
    consumers_.push_back(given(loop().run(way.transport.consume(source, capabilities, true))));
    waiting_.push_back(consumers_.size() - 1);
    for (const auto& one : consumers_.back().parameters().header_extensions) {
      if (one.uri == transport_wide) extension = one.id;
    }
  }
  threads_.run([&] { client->receiver = std::make_unique<Receiver>(client->link, extension); });
  receivers_.push_back(client);
}

std::vector<double> SyntheticCall::watch() {
  const Nanoseconds asked = now_ns();
  for (const std::size_t one : waiting_)
    given(loop().run(consumers_[one].resume()));
  waiting_.clear();
  wait_for([&] { return all_see(receivers_); });
  return threads_.run([&] { return first_frames_ms(receivers_, asked); });
}

int SyntheticCall::key_frame_requests() {
  return threads_.run([&] { return load::key_frame_requests(senders_); });
}

std::uint64_t SyntheticCall::packets_received() {
  return threads_.run([&] {
    std::uint64_t count = 0;
    for (const MediaClient* client : receivers_)
      count += client->receiver->packets();
    return count;
  });
}

media::Transport SyntheticCall::open_way() {
  return given(loop().run(router_.create_transport()));
}

FarEnd SyntheticCall::far_end_of(const media::Transport& way) {
  const auto& facts = way.facts();
  const auto udp = std::ranges::find(facts.candidates, false, &media::IceCandidate::tcp);
  return {udp->address, udp->port, facts.ice.username_fragment, facts.ice.password};
}

void SyntheticCall::expect(media::Transport& way, const std::string& fingerprint) {
  media::DtlsParameters theirs{media::DtlsParameters::Role::client, {{"sha-256", fingerprint}}};
  given(loop().run(way.connect(std::move(theirs))));
}

SyntheticCall::Way& SyntheticCall::come_in() {
  media::Transport way = open_way();
  MediaClient& client = threads_.add(far_end_of(way), identity_);
  expect(way, identity_.fingerprint());
  wait_for([&] { return client.link.up(); });
  ways_.push_back({std::move(way), &client});
  return ways_.back();
}

}  // namespace ling::load
