#include "media/consumer.hpp"

#include <boost/json/object.hpp>

namespace ling::media {

using Method = FBS::Request::Method;
using Body = FBS::Request::Body;

boost::json::object Consumer::to_json() const {
  return {{"id", id()},
          {"producerId", producer_id_},
          {"kind", kind_ == Kind::video ? "video" : "audio"},
          {"rtpParameters", media::to_json(parameters_)}};
}

Task<Result<void>> Consumer::pause() {
  return simply(channel(), Method::CONSUMER_PAUSE, id());
}

Task<Result<void>> Consumer::resume() {
  return simply(channel(), Method::CONSUMER_RESUME, id());
}

Task<Result<void>> Consumer::request_key_frame() {
  return simply(channel(), Method::CONSUMER_REQUEST_KEY_FRAME, id());
}

Task<Result<void>> Consumer::prefer_layers(std::uint8_t spatial, std::uint8_t temporal) {
  const auto channel = this->channel();
  WireBuilder builder;
  const auto layers = FBS::Consumer::CreateConsumerLayers(builder, spatial, temporal);
  const auto body = FBS::Consumer::CreateSetPreferredLayersRequest(builder, layers);
  const auto answer = co_await channel->request(Method::CONSUMER_SET_PREFERRED_LAYERS, id(), builder,
                                                Body::Consumer_SetPreferredLayersRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  co_return Result<void>{};
}

Task<Result<void>> Consumer::set_priority(std::uint8_t priority) {
  const auto channel = this->channel();
  WireBuilder builder;
  const auto body = FBS::Consumer::CreateSetPriorityRequest(builder, priority);
  const auto answer = co_await channel->request(Method::CONSUMER_SET_PRIORITY, id(), builder,
                                                Body::Consumer_SetPriorityRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  co_return Result<void>{};
}

}  // namespace ling::media
