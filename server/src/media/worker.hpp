// One engine process that runs, with its one port. What it makes (rooms, transports, streams) dies with it: a worker
// holds no truth. Everything on the loop it was started on.
#pragma once

#include "foundation/result.hpp"
#include "foundation/task.hpp"
#include "media/channel.hpp"
#include "media/child_process.hpp"
#include "media/events.hpp"
#include "media/router.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ling::media {

struct WorkerSettings {
  /// The executable, which `media-worker` and the engine's options are added to.
  std::string program = "/proc/self/exe";
  /// Where media is received, over UDP and TCP at the same number. Each is offered to clients; IPv4 or IPv6, no names.
  std::vector<std::string> addresses;
  /// 0: any free one, and not the same for every address.
  std::uint16_t port = 0;
  /// Offered besides, with `port`: an address of somebody else (a home router) who forwards the port to us. "" = none.
  std::string public_address;
};

class Worker {
 public:
  struct Listener {
    std::function<void(const Event&)> on_event;
    std::function<void(std::string_view why)> on_death;  ///< Once, unless it was stopped. Do not destroy it in there.
  };

  /// Starts the process and waits until it listens. busy: it does not start, or the port is taken; detail says which.
  static Task<Result<std::shared_ptr<Worker>>> start(Executor executor, WorkerSettings settings, Listener listener);
  ~Worker();
  Worker(const Worker&) = delete;

  /// A room. It is closed with the Router.
  Task<Result<Router>> create_router();

  /// Ends the process: asks, and after 2 seconds insists. on_death is not called.
  Task<void> stop();

  /// Processor time used and memory, as the kernel counts.
  struct Usage {
    std::uint64_t cpu_ms = 0, resident_kib = 0;
  };
  Task<Result<Usage>> usage();

  [[nodiscard]] pid_t pid() const { return child_->pid(); }
  [[nodiscard]] bool alive() const { return channel_->open(); }

 private:
  Worker(Executor executor, WorkerSettings settings, Listener listener);
  Task<Result<void>> listen();
  Task<void> watch(std::shared_ptr<ChildProcess> child);
  void died(std::string_view why);

  Executor executor_;
  WorkerSettings settings_;
  Listener listener_;
  std::string server_id_;
  std::shared_ptr<ChildProcess> child_;
  std::shared_ptr<Channel> channel_;
  std::shared_ptr<bool> still_here_ = std::make_shared<bool>(true);  ///< Cleared with it, for who waits.
  bool told_ = false;
};

}  // namespace ling::media
