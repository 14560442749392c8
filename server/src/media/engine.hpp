// Keeps an engine running: starts the worker, notices when it dies, starts another one, and tells its owner, who then
// builds again what was in it. Everything on the loop it was made with; others hop there:
//   co_await asio::co_spawn(engine.executor(), engine.create_router(), use_task)
#pragma once

#include "foundation/alarm.hpp"
#include "media/worker.hpp"

#include <functional>
#include <memory>

namespace ling::media {

class Engine {
 public:
  struct Listener {
    std::function<void(const Event&)> on_event;
    std::function<void()> on_up;    ///< A worker listens, with nothing in it.
    std::function<void()> on_down;  ///< It died, and all that was in it. Let go of it; it will be up again.
  };

  Engine(Executor executor, WorkerSettings settings, Listener listener);
  Engine(const Engine&) = delete;

  /// Begins. The engine must live until `stop` has returned, or the loop ends.
  void start();
  /// No more workers; on_down is not called.
  Task<void> stop();

  /// From now on it listens at these. When they are others than before, the worker is ended and another one started, as
  /// after a death.
  void move_to(std::vector<std::string> addresses);

  /// busy while no worker listens.
  Task<Result<Router>> create_router();
  /// nullptr while none listens.
  [[nodiscard]] const std::shared_ptr<Worker>& worker() const { return worker_; }
  [[nodiscard]] Executor executor() const { return executor_; }

 private:
  Task<void> keep_running();
  Task<void> run_once();

  Executor executor_;
  WorkerSettings settings_;
  Listener listener_;
  std::shared_ptr<Worker> worker_;
  Alarm woken_;  ///< Rings when the worker dies or all is to stop.
  Alarm ended_;  ///< Rings when keep_running has ended.
  bool stopping_ = false, running_ = false, dead_ = false;
};

}  // namespace ling::media
