#include "media/handle.hpp"

#include "media/producer.hpp"
#include "media/rtp_observer.hpp"

namespace ling::media {

using Method = FBS::Request::Method;
using Body = FBS::Request::Body;

Task<Result<void>> simply(std::shared_ptr<Channel> channel, Method method, std::string id) {
  WireBuilder builder;
  const auto answer = co_await channel->request(method, id, builder);
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  co_return Result<void>{};
}

Task<Result<void>> Producer::pause() {
  return simply(channel(), Method::PRODUCER_PAUSE, id());
}

Task<Result<void>> Producer::resume() {
  return simply(channel(), Method::PRODUCER_RESUME, id());
}

Task<Result<void>> RtpObserver::add(std::string producer_id) {
  const auto channel = this->channel();
  WireBuilder builder;
  const auto body = FBS::RtpObserver::CreateAddProducerRequestDirect(builder, producer_id.c_str());
  const auto answer = co_await channel->request(Method::RTPOBSERVER_ADD_PRODUCER, id(), builder,
                                                Body::RtpObserver_AddProducerRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  co_return Result<void>{};
}

Task<Result<void>> RtpObserver::remove(std::string producer_id) {
  const auto channel = this->channel();
  WireBuilder builder;
  const auto body = FBS::RtpObserver::CreateRemoveProducerRequestDirect(builder, producer_id.c_str());
  const auto answer = co_await channel->request(Method::RTPOBSERVER_REMOVE_PRODUCER, id(), builder,
                                                Body::RtpObserver_RemoveProducerRequest, body.Union());
  if (!answer) co_return tl::unexpected<Refusal>(answer.error());
  co_return Result<void>{};
}

}  // namespace ling::media
