// Tells whoever asks by STUN under which address they are seen. Runs on the loop it was given; UDP, without any state but
// the limit on how often one network is answered.
#pragma once

#include "dispatch/rate_limits.hpp"
#include "foundation/task.hpp"
#include "transport/unique_fd.hpp"

#include <boost/asio/posix/stream_descriptor.hpp>

#include <cstdint>
#include <memory>
#include <vector>

namespace ling {

class StunResponder {
 public:
  /// `sockets` are bound. The loop must outlive this, and be stopped before this goes.
  StunResponder(Executor loop, std::vector<UniqueFd> sockets);

  void start();

 private:
  using Descriptor = asio::posix::basic_stream_descriptor<Executor>;
  void wait(Descriptor& socket);
  void answer_waiting(int socket);

  std::vector<std::unique_ptr<Descriptor>> sockets_;
  RateLimits limits_{RateTable{}};
};

}  // namespace ling
