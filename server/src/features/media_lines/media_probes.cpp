#include "features/media_lines/media_probes.hpp"

#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/json/serialize.hpp>

#include <chrono>

namespace ling {
namespace {

constexpr std::chrono::seconds kept_for{30};
/// Each takes some memory of the engine.
constexpr std::size_t most = 200;

using Timer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

}  // namespace

Task<Result<MediaProbe>> MediaProbes::open(DeviceId device_id) {
  if (ways_.size() >= most && !ways_.contains(device_id))
    co_return refuse(ErrorCode::busy, "too many look at the media engine at once");
  // The place is taken before anything is waited for: so the router is kept, and the bound holds.
  const std::uint64_t number = ++last_;
  ways_[device_id] = Way{number, {}};
  spawn(engine_->executor(), "media.probe", close_later(device_id, number));
  if (!router_.alive()) {
    auto router = co_await engine_->create_router();
    if (!router) co_return tl::unexpected(router.error());
    // Somebody else may have been faster: then this one is closed again.
    if (!router_.alive()) router_ = std::move(*router);
  }
  auto made = co_await router_.create_transport();
  if (!made) co_return tl::unexpected(made.error());
  const auto found = ways_.find(device_id);
  if (found == ways_.end() || found->second.number != number)
    co_return refuse(ErrorCode::busy, "the engine went away, or the device asked again");
  MediaProbe probe{boost::json::serialize(made->to_json())};
  found->second.transport = std::move(*made);
  co_return probe;
}

Task<void> MediaProbes::close_later(DeviceId device_id, std::uint64_t number) {
  Timer timer(engine_->executor(), kept_for);
  boost::system::error_code cancelled;
  co_await timer.async_wait(asio::redirect_error(use_task, cancelled));
  const auto found = ways_.find(device_id);
  if (found == ways_.end() || found->second.number != number) co_return;
  ways_.erase(found);
  // A router that nobody uses is not kept.
  if (ways_.empty()) router_ = {};
}

void MediaProbes::clear() {
  ways_.clear();
  router_ = {};
}

}  // namespace ling
