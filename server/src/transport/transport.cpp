#include "transport/transport.hpp"

#include "foundation/log.hpp"
#include "transport/control_socket.hpp"
#include "transport/loop.hpp"
#include "transport/session.hpp"
#include "transport/stun_responder.hpp"

#include <algorithm>
#include <future>
#include <system_error>
#include <thread>

namespace ling {
namespace {

std::size_t loop_count(int configured) {
  if (configured > 0) return static_cast<std::size_t>(configured);
  return std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

struct Transport::Impl {
  Impl(TransportConfig config, TransportCallbacks callbacks, Certificates& certificates)
      : shared(std::move(config), std::move(callbacks), certificates) {
    const std::size_t count = loop_count(shared.config.loops);
    shared.outbox_budget = shared.config.all_outboxes_bytes / count;
    for (std::size_t i = 0; i < count; ++i) {
      loops.push_back(std::make_unique<Loop>(static_cast<std::uint32_t>(i), shared));
    }
    https_port = listen(shared.config.https_port, Door::https, "server.https_port");
    http_port = listen(shared.config.http_port, Door::http, "server.http_port");
    auto datagrams = bind_for_stun();
    stun_port = port_of(datagrams.front().get());
    stun = std::make_unique<StunResponder>(loops.front()->executor(), std::move(datagrams));
    if (!shared.config.control_socket.empty()) {
      loops.front()->listen(listen_on_control_socket(shared.config.control_socket), Door::control);
    }
  }

  std::uint16_t listen(std::uint16_t port, Door door, std::string_view setting) {
    auto sockets = listen_everywhere(shared.config.listen_addresses, port, loops.size(), setting);
    const std::uint16_t chosen = port_of(sockets.front().front().get());
    for (std::size_t i = 0; i < loops.size(); ++i) {
      for (UniqueFd& socket : sockets[i])
        loops[i]->listen(std::move(socket), door);
    }
    return chosen;
  }

  std::vector<UniqueFd> bind_for_stun() {
    const auto& addresses = shared.config.listen_addresses;
    if (shared.config.stun_port != 0) return bind_datagrams(addresses, shared.config.stun_port, "server.stun_port");
    try {
      const auto beside = static_cast<std::uint16_t>(https_port + 1);
      return bind_datagrams(addresses, beside, "server.stun_port");
    } catch (const std::system_error& taken) {
      log::info("stun.elsewhere", {{"reason", taken.what()}});
      return bind_datagrams(addresses, 0, "server.stun_port");
    }
  }

  Shared shared;
  std::vector<std::unique_ptr<Loop>> loops;
  std::unique_ptr<StunResponder> stun;
  std::uint16_t https_port = 0;
  std::uint16_t http_port = 0;
  std::uint16_t stun_port = 0;
  bool started = false;
  bool stopped = false;
};

Transport::Transport(TransportConfig config, TransportCallbacks callbacks, Certificates& certificates)
    : impl_(std::make_unique<Impl>(std::move(config), std::move(callbacks), certificates)) {}

Transport::~Transport() {
  stop(std::chrono::milliseconds(0));
}

std::vector<Outlet*> Transport::outlets() {
  std::vector<Outlet*> outlets;
  for (const auto& loop : impl_->loops)
    outlets.push_back(loop.get());
  return outlets;
}

void Transport::start() {
  impl_->started = true;
  for (const auto& loop : impl_->loops)
    loop->start();
  impl_->stun->start();
}

void Transport::stop(std::chrono::milliseconds patience) {
  if (std::exchange(impl_->stopped, true)) return;
  const auto until = std::chrono::steady_clock::now() + patience;
  std::vector<std::future<void>> drained;
  for (const auto& loop : impl_->loops)
    drained.push_back(loop->begin_stop());
  for (const auto& loop : drained) {
    if (impl_->started) loop.wait_until(until);
  }
  for (const auto& loop : impl_->loops)
    loop->stop_now();
  // Only a server that listened has a socket file of its own.
  std::error_code ignored;
  if (!impl_->shared.config.control_socket.empty())
    std::filesystem::remove(impl_->shared.config.control_socket, ignored);
}

std::uint16_t Transport::https_port() const {
  return impl_->https_port;
}

std::uint16_t Transport::http_port() const {
  return impl_->http_port;
}

std::uint16_t Transport::stun_port() const {
  return impl_->stun_port;
}

Executor Transport::any_loop() {
  return impl_->loops.front()->executor();
}

Transport::Counters Transport::counters() const {
  Counters sum;
  for (const auto& loop : impl_->loops) {
    const LoopCounters& counters = static_cast<const Loop&>(*loop).counters();
    sum.connections_open += counters.connections_open.get();
    sum.sessions_open += counters.sessions_open.get();
    sum.connections_total += counters.connections_total.get();
    sum.frames_in += counters.frames_in.get();
    sum.frames_out += counters.frames_out.get();
    sum.bytes_in += counters.bytes_in.get();
    sum.bytes_out += counters.bytes_out.get();
    sum.slow_readers += counters.slow_readers.get();
    sum.handshake_failures += counters.handshake_failures.get();
    sum.accept_pauses += counters.accept_pauses.get();
  }
  return sum;
}

}  // namespace ling
