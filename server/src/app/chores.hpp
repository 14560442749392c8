// What has to be done now and then while the server runs, on a thread of its own, one chore after the other. A chore that
// throws is logged and tried again at its next time.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

namespace ling {

struct Chore {
  std::string_view name;  ///< A literal, for the log.
  int minutes = 1;        ///< Between two times; the first is that long after the start.
  std::function<void()> work;
};

class Chores {
 public:
  explicit Chores(std::vector<Chore> chores);
  /// Waits for the chore that is being done.
  ~Chores();
  Chores(const Chores&) = delete;
  Chores& operator=(const Chores&) = delete;

 private:
  void run();

  std::vector<Chore> chores_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace ling
