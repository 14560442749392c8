// The same call in a room of Debian's Janus (VideoRoom plugin, https://janus.conf.meetecho.com/docs/), to compare: the
// real program as a child, signalling over its plain HTTP interface, one sender and watchers. Not for anything else.
#pragma once

#include "load/media/media_thread.hpp"
#include "tests/temporary_folder.hpp"

#include <boost/json/object.hpp>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <vector>

namespace ling::load {

class JanusRoom {
 public:
  static bool installed();

  /// Starts it and opens a room. Throws with a sentence when that fails.
  JanusRoom(MediaThread& threads, const Identity& identity);
  ~JanusRoom();
  JanusRoom(const JanusRoom&) = delete;

  [[nodiscard]] pid_t pid() const { return pid_; }
  /// One sends, at most one voice and one picture.
  MediaClient& send(const std::vector<Shape>& shapes);
  /// One more watches what is sent.
  MediaClient& watch();

 private:
  using Object = boost::json::object;

  void start();
  /// The answer to a request, `path` being below /janus.
  Object ask(const std::string& path, Object request);
  std::int64_t attach();
  /// Sends a message to a handle and waits for the event that answers it with a session description.
  Object negotiate(std::int64_t handle, Object body, Object description);
  void message(std::int64_t handle, Object body, Object description);
  Object event_of(std::int64_t handle);
  MediaClient& join(const std::string& description);

  MediaThread& threads_;
  const Identity& identity_;
  TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
  std::int64_t session_ = 0, feed_ = 0;
  int transactions_ = 0;
};

}  // namespace ling::load
