// The process of an engine: started with two pipes, watched until it is gone.
#pragma once

#include "foundation/task.hpp"

#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <sys/types.h>

#include <string>
#include <utility>
#include <vector>

namespace ling::media {

class ChildProcess {
 public:
  /// Runs `command` (a path and its arguments) with one pipe to read from as 3 and one to write to as 4, nothing else
  /// open but its output, in a process group of its own, so that Ctrl-C in a terminal is not sent to it. Throws
  /// std::system_error.
  ChildProcess(Executor executor, const std::vector<std::string>& command);
  /// Kills it if it still runs. Blocks for the moment that takes.
  ~ChildProcess();
  ChildProcess(const ChildProcess&) = delete;

  /// Returns when it has ended; the status as of waitpid. The child must outlive the task.
  Task<int> ended();
  void kill(int signal) const;

  /// The ends of the pipes that are ours; whoever takes them closes them.
  [[nodiscard]] int take_input() { return std::exchange(input_, -1); }
  [[nodiscard]] int take_output() { return std::exchange(output_, -1); }
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  /// Waits for the end, once; the status.
  int reap();

  pid_t pid_ = -1;
  int input_ = -1, output_ = -1;
  bool reaped_ = false;
  int status_ = 0;
  asio::posix::basic_stream_descriptor<Executor> gone_;
};

}  // namespace ling::media
