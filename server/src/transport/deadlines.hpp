// Time limits of the HTTP connections of one loop, looked through once a second: no timer per connection.
// Owned by one loop.
#pragma once

#include "transport/byte_stream.hpp"

#include <boost/intrusive/list.hpp>

#include <chrono>

namespace ling {

/// One connection's limit: past it, the connection is closed. Belongs to the coroutine that serves the connection.
class Deadline : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
 public:
  explicit Deadline(ByteStream& stream) : stream_(stream) {}

  /// Waiting for a request that need not come: may be closed early when the server stops.
  void idle(std::chrono::seconds limit) { set(limit, true); }
  void busy(std::chrono::seconds limit) { set(limit, false); }
  /// The server itself is at work: no limit.
  void none() {
    at_ = Clock::time_point::max();
    is_idle_ = false;
  }

 private:
  friend class Deadlines;
  using Clock = std::chrono::steady_clock;

  void set(std::chrono::seconds limit, bool is_idle) {
    at_ = Clock::now() + limit;
    is_idle_ = is_idle;
  }

  ByteStream& stream_;
  Clock::time_point at_ = Clock::time_point::max();
  bool is_idle_ = false;
};

class Deadlines {
 public:
  void watch(Deadline& deadline) { all_.push_back(deadline); }
  void expire(std::chrono::steady_clock::time_point now) {
    close_if([now](const Deadline& deadline) { return deadline.at_ <= now; });
  }
  void close_idle() {
    close_if([](const Deadline& deadline) { return deadline.is_idle_; });
  }
  [[nodiscard]] bool empty() const { return all_.empty(); }

 private:
  template <class Condition>
  void close_if(Condition condition) {
    for (Deadline& deadline : all_) {
      if (condition(deadline)) deadline.stream_.close();
    }
  }

  boost::intrusive::list<Deadline, boost::intrusive::constant_time_size<false>> all_;
};

}  // namespace ling
