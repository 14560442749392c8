// Drives the media clients of a bench: a thread of its own, so that signalling may wait meanwhile.
#pragma once

#include "load/media/media_link.hpp"
#include "load/media/receiver.hpp"
#include "load/media/sender.hpp"

#include <atomic>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

namespace ling::load {

/// One way to the engine and what goes over it.
struct MediaClient {
  MediaClient(const FarEnd& far_end, const Identity& identity) : link(far_end, identity) {}

  MediaLink link;
  std::vector<std::unique_ptr<Sender>> senders;
  std::unique_ptr<Receiver> receiver;
};

// Of these clients together; on their thread.
/// Each has been shown a picture.
bool all_see(const std::vector<MediaClient*>& receivers);
/// Milliseconds from `asked` until each saw its first picture.
std::vector<double> first_frames_ms(const std::vector<MediaClient*>& receivers, Nanoseconds asked);
int key_frame_requests(const std::vector<MediaClient*>& senders);

class MediaThread {
 public:
  /// Runs on this processor alone, where there are several.
  explicit MediaThread(unsigned processor);
  ~MediaThread();
  MediaThread(const MediaThread&) = delete;

  /// Lives as long as the thread; touch it only in `run`.
  MediaClient& add(const FarEnd& far_end, const Identity& identity);

  /// Does something on the thread and waits for it. Rethrows what the thread threw, now or earlier.
  template <class Work>
  auto run(Work work) {
    std::packaged_task<decltype(work())()> task(std::move(work));
    auto done = task.get_future();
    post([&task] { task(); });
    return done.get();
  }

 private:
  void post(std::function<void()> work);
  void loop(unsigned processor);
  void turn();

  std::mutex mutex_;
  std::vector<std::function<void()>> posted_;
  std::exception_ptr failed_;
  std::atomic<bool> stopping_ = false;
  int epoll_ = -1;
  std::vector<std::unique_ptr<MediaClient>> clients_;
  std::thread thread_;
};

}  // namespace ling::load
