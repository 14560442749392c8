// The same call in a room of Debian's Janus (VideoRoom plugin, https://janus.conf.meetecho.com/docs/), to compare: the
// real program as a child, signalling over its plain HTTP interface, one sender and watchers. Not for anything else.
#pragma once

#include "load/media/media_thread.hpp"
#include "tests/temporary_folder.hpp"

#include <boost/json/object.hpp>
#include <sys/types.h>

#include <cstdint>
#include <string>
#include <string_view>
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
  /// Comes in and sends, at most one voice and one picture.
  void send(const std::vector<Shape>& shapes);
  /// Comes in to watch all who send by now, and is sent nothing yet.
  void come_to_watch();
  /// All who came to watch are sent it, at once; how long each took to the first whole picture, in ms.
  std::vector<double> watch();

  /// Of all who send.
  int key_frame_requests();
  [[nodiscard]] const std::vector<MediaClient*>& receivers() const { return receivers_; }

 private:
  using Object = boost::json::object;

  void start();
  /// The answer to a request, `path` being below /janus.
  Object ask(const std::string& path, Object request);
  std::int64_t attach();
  /// Sends a message to a handle and waits for the event that answers it with a session description.
  Object negotiate(std::int64_t handle, Object body, Object description);
  void message(std::int64_t handle, Object body, Object description);
  /// The next event of this kind that came for it, forgetting others.
  Object event_of(std::int64_t handle, std::string_view kind = "event");
  /// Waits for the event that says this of what the room was asked, without a session description.
  void wait_until_said(std::int64_t handle, std::string_view what);
  MediaClient& join(const std::string& description);

  MediaThread& threads_;
  const Identity& identity_;
  TemporaryFolder folder_;
  std::uint16_t port_ = 0;
  pid_t pid_ = -1;
  std::int64_t session_ = 0;
  std::vector<std::int64_t> feeds_, watchers_;  ///< Those who send; the handles of those who watch.
  std::vector<MediaClient*> senders_, receivers_;
  int transactions_ = 0;
};

}  // namespace ling::load
