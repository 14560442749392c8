// What all loops of one transport read. Constant once the loops run, but for the limits, which guard themselves.
#pragma once

#include "transport/connection_limits.hpp"
#include "transport/static_files.hpp"
#include "transport/transport.hpp"

namespace ling {

struct Shared {
  Shared(TransportConfig with_config, TransportCallbacks with_callbacks, Certificates& with_certificates)
      : config(std::move(with_config)),
        callbacks(std::move(with_callbacks)),
        certificates(with_certificates),
        files(callbacks.files),
        limits(config.max_connections, config.max_unauthenticated_per_address) {}

  const TransportConfig config;
  const TransportCallbacks callbacks;
  Certificates& certificates;
  const StaticFiles files;
  ConnectionLimits limits;
  /// Of config.all_outboxes_bytes, one loop's part.
  std::size_t outbox_budget = 0;
};

}  // namespace ling
