// Who is connected, and how news reaches them. Knows users, devices, sessions and frames; no feature.
// Owned by one thread of its own; every public function may be called from any thread and returns at once,
// posting to that thread in call order, except attach(), which is awaited.
#pragma once

#include "foundation/task.hpp"
#include "hub/outlet.hpp"
#include "ling/protocol/close_code.hpp"
#include "ling/protocol/ids.hpp"

#include <boost/asio/executor_work_guard.hpp>

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

namespace ling {

class Hub {
 public:
  struct Options {
    std::size_t sessions_per_user = 100;
    bool thread = true;  ///< false: step() does the work.
  };
  /// Called on the hub's thread when a user's first session came or the last one went.
  using PresenceListener = std::function<void(UserId, bool online)>;

  explicit Hub(Options options);
  ~Hub();
  Hub(const Hub&) = delete;
  Hub& operator=(const Hub&) = delete;

  /// Once, before the first attach.
  void set_outlets(std::vector<Outlet*> outlets);
  void set_presence_listener(PresenceListener listener);

  /// From its return on, the session gets every event published for its user. false: the user has too many sessions.
  Task<bool> attach(SessionId session, UserId user_id, DeviceId device_id);
  void detach(SessionId session);

  /// Sends durable events; call after the commit that holds them, in commit order.
  void publish(std::vector<Delivery> deliveries);
  /// Sends a fleeting event to those of `users` who are connected.
  void whisper(std::vector<UserId> users, FrameBody body);
  /// The same to one device of a user.
  void whisper_to_device(UserId user_id, DeviceId device_id, FrameBody body);

  /// Closes the sessions of one device, or of all devices of a user but one.
  void close_device(UserId user_id, DeviceId device_id, CloseCode code);
  void close_other_devices(UserId user_id, DeviceId keep, CloseCode code);

  struct Online {
    std::vector<UserId> users;      ///< Those of the asked users who are connected.
    std::vector<DeviceId> devices;  ///< Their connected devices.
  };
  Task<Online> who_is_online(std::vector<UserId> users);

  /// Stops the thread after what was posted before. Outlets must live until then.
  void stop();

  /// Only without the thread, for tests that choose the order of everything: runs the oldest piece of posted work.
  /// false: there was none.
  bool step() { return context_.poll_one() > 0; }

 private:
  struct Connection {
    SessionId session;
    DeviceId device_id;
  };

  /// Frames of one batch, by the loop they go to.
  using Batches = std::vector<std::vector<Outgoing>>;
  void collect(Batches& batches, const Delivery& delivery) const;
  void hand_over(Batches batches);
  template <class Work>
  void on_thread(Work work);
  void remove(SessionId session);
  void close_matching(UserId user_id, const std::function<bool(DeviceId)>& matches, CloseCode code);

  Options options_;
  std::vector<Outlet*> outlets_;
  PresenceListener presence_listener_;
  std::unordered_map<UserId, std::vector<Connection>> users_;
  std::map<SessionId, UserId> sessions_;
  asio::io_context context_{1};
  asio::executor_work_guard<Executor> work_{context_.get_executor()};
  std::thread thread_;
};

}  // namespace ling
