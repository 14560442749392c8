#include "media/engine.hpp"

#include "foundation/log.hpp"

#include <algorithm>
#include <chrono>

namespace ling::media {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds first_pause{100};
constexpr std::chrono::milliseconds longest_pause{5000};
/// Whoever lived that long is not one of those that die at once.
constexpr std::chrono::seconds healthy{30};

}  // namespace

Engine::Engine(Executor executor, WorkerSettings settings, Listener listener)
    : executor_(executor), settings_(std::move(settings)), listener_(std::move(listener)) {}

void Engine::start() {
  running_ = true;
  spawn(executor_, "media.engine", keep_running());
}

Task<void> Engine::keep_running() {
  std::chrono::milliseconds pause = first_pause;
  while (!stopping_) {
    const auto began = Clock::now();
    co_await run_once();
    if (Clock::now() - began > healthy) pause = first_pause;
    if (stopping_) break;
    const auto again = Clock::now() + pause;
    pause = std::min(pause * 2, longest_pause);
    co_await woken_.wait_until(again);
  }
  running_ = false;
  ended_.ring();
}

Task<void> Engine::run_once() {
  dead_ = false;
  Worker::Listener heard;
  heard.on_event = listener_.on_event;
  heard.on_death = [this](std::string_view why) {
    log::warning("media.worker_died", {{"why", why}});
    dead_ = true;
    woken_.ring();
  };
  auto started = co_await Worker::start(executor_, settings_, std::move(heard));
  if (!started) {
    log::warning("media.worker_does_not_start", {{"why", started.error().detail}});
    co_return;
  }
  if (stopping_) {
    co_await (*started)->stop();
    co_return;
  }
  worker_ = *started;
  log::info("media.worker_listens", {{"pid", worker_->pid()}});
  listener_.on_up();
  while (!dead_ && !stopping_)
    co_await woken_.wait_until(Clock::time_point::max());
  const std::shared_ptr<Worker> gone = std::exchange(worker_, nullptr);
  if (stopping_) {
    co_await gone->stop();
  } else {
    listener_.on_down();
  }
}

void Engine::move_to(std::vector<std::string> addresses) {
  if (addresses == settings_.addresses) return;
  settings_.addresses = std::move(addresses);
  if (!worker_) return;
  log::info("media.addresses_changed");
  dead_ = true;
  woken_.ring();
}

Task<void> Engine::stop() {
  stopping_ = true;
  woken_.ring();
  if (running_) co_await ended_.wait_until(Clock::time_point::max());
}

Task<Result<Router>> Engine::create_router() {
  const std::shared_ptr<Worker> worker = worker_;
  if (!worker) co_return refuse(ErrorCode::busy, "the media engine is being restarted");
  co_return co_await worker->create_router();
}

}  // namespace ling::media
