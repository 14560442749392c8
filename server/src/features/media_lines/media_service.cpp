#include "features/media_lines/media_service.hpp"

#include "foundation/log.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_future.hpp>

#include <utility>

namespace ling {
namespace {

using namespace std::chrono_literals;

constexpr auto when_the_database_fails = 1s;

}  // namespace

template <class Command>
Task<Result<typename Command::Answer>> MediaService::ask(
    Task<Result<typename Command::Answer>> (MediaRooms::*act)(MediaRooms::Asker, Command), MediaRooms::Asker asker,
    Command command) {
  if (!on_) co_return refuse(ErrorCode::media_off);
  auto task = (rooms_.*act)(asker, std::move(command));
  auto answer = co_await asio::co_spawn(*loop_, std::move(task), use_task);
  asio::post(*loop_, [this] { count(); });
  co_return answer;
}

template <class Command>
void MediaService::bind_one(Dispatcher& dispatcher,
                            Task<Result<typename Command::Answer>> (MediaRooms::*act)(MediaRooms::Asker, Command),
                            RateClass rate) {
  dispatcher.on<Command>(rate, [this, act](Request& request, Command command) {
    return ask<Command>(act, {request.user(), request.device()}, std::move(command));
  });
}

void MediaService::bind(Dispatcher& dispatcher) {
  bind_one<EnterMedia>(dispatcher, &MediaRooms::enter, RateClass::sending);
  bind_one<LookAtMedia>(dispatcher, &MediaRooms::look);
  bind_one<OpenMedia>(dispatcher, &MediaRooms::open, RateClass::sending);
  bind_one<ConnectMedia>(dispatcher, &MediaRooms::connect);
  bind_one<RestartMedia>(dispatcher, &MediaRooms::restart, RateClass::sending);
  bind_one<SendMedia>(dispatcher, &MediaRooms::send, RateClass::sending);
  bind_one<StopMedia>(dispatcher, &MediaRooms::stop, RateClass::sending);
  bind_one<ReceiveMedia>(dispatcher, &MediaRooms::receive);
  bind_one<WantMedia>(dispatcher, &MediaRooms::want);
  dispatcher.on<ProbeMedia>(RateClass::cheap, [this](Request& request, ProbeMedia) { return probe(request.device()); });
}

Task<Result<MediaProbe>> MediaService::probe(DeviceId device_id) {
  if (!on_) co_return refuse(ErrorCode::media_off);
  auto task = probes_.open(device_id);
  co_return co_await asio::co_spawn(*loop_, std::move(task), use_task);
}

void MediaService::start(Executor loop, media::WorkerSettings settings) {
  loop_ = loop;
  media::Engine::Listener listener;
  listener.on_event = [this](const media::Event& event) { rooms_.take(event); };
  listener.on_up = [this] {
    engine_up_ = true;
    ++engine_starts_;
  };
  listener.on_down = [this] {
    engine_up_ = false;
    rooms_.engine_gone();
    probes_.clear();
    count();
  };
  engine_ = std::make_unique<media::Engine>(loop, std::move(settings), std::move(listener));
  rooms_.use(*engine_);
  probes_.use(*engine_);
  asio::post(loop, [this] { engine_->start(); });
  on_ = true;
}

void MediaService::be_at(std::vector<std::string> addresses) {
  if (!on_) return;
  asio::post(*loop_, [this, addresses = std::move(addresses)]() mutable { engine_->move_to(std::move(addresses)); });
}

void MediaService::stop(std::chrono::milliseconds patience) {
  if (!on_.exchange(false)) return;
  auto ended = asio::co_spawn(*loop_, end(), asio::use_future);
  if (ended.wait_for(patience) != std::future_status::ready) log::warning("media.does_not_stop", {});
}

Task<void> MediaService::end() {
  rooms_.clear();
  probes_.clear();
  co_await engine_->stop();
}

void MediaService::follow() {
  if (!on_) return;
  asio::post(*loop_, [this] {
    follow_again_ = true;
    // Set here, since what is spawned begins later: one follower at a time.
    if (!std::exchange(following_, true)) spawn(*loop_, "media.follow", keep_following());
  });
}

Task<void> MediaService::keep_following() {
  while (follow_again_) {
    follow_again_ = false;
    bool failed = false;
    try {
      co_await rooms_.follow();
    } catch (const std::exception& fault) {
      log::warning("media.follow", {{"fault", fault.what()}});
      failed = true;
    }
    count();
    if (!failed) continue;
    follow_again_ = true;
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor> again(
        *loop_, when_the_database_fails);
    boost::system::error_code cancelled;
    co_await again.async_wait(asio::redirect_error(use_task, cancelled));
  }
  following_ = false;
}

void MediaService::count() {
  const MediaRooms::Count now = rooms_.count();
  room_count_ = now.rooms;
  line_count_ = now.lines;
  producer_count_ = now.producers;
  consumer_count_ = now.consumers;
}

MediaService::Figures MediaService::figures() const {
  return {.rooms = room_count_,
          .lines = line_count_,
          .producers = producer_count_,
          .consumers = consumer_count_,
          .engine_starts = engine_starts_,
          .engine_up = engine_up_};
}

}  // namespace ling
