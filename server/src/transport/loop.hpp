// One event loop: a thread, its connections, its sessions. Everything in it is used on that thread alone, except where
// "any thread" is said. Connections stay on the loop that accepted them.
#pragma once

#include "hub/outlet.hpp"
#include "transport/counters.hpp"
#include "transport/deadlines.hpp"
#include "transport/listener.hpp"
#include "transport/outbox.hpp"
#include "transport/shared.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <future>
#include <memory>
#include <span>
#include <thread>
#include <unordered_map>
#include <vector>

namespace ling {

class Session;
struct NewSession;

class Loop final : public Outlet {
 public:
  Loop(std::uint32_t index, Shared& shared);
  ~Loop() override;
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Before start(): takes a listening socket over.
  void listen(UniqueFd socket, Door door);
  void start();
  /// Any thread. Stops accepting, ends what is idle, closes sessions with `restarting`. The future is ready when nothing
  /// is left.
  std::future<void> begin_stop();
  /// Any thread. Stops the thread, whatever is left.
  void stop_now();

  // Any thread.
  [[nodiscard]] Executor executor() { return context_.get_executor(); }
  [[nodiscard]] const LoopCounters& counters() const { return counters_; }
  void deliver(std::vector<Outgoing> frames) override;
  void close(std::vector<std::uint64_t> sessions, CloseCode code) override;

  // This loop's thread.
  [[nodiscard]] std::uint32_t index() const { return index_; }
  [[nodiscard]] Shared& shared() { return shared_; }
  [[nodiscard]] LoopCounters& counters() { return counters_; }
  [[nodiscard]] Deadlines& deadlines() { return deadlines_; }
  [[nodiscard]] OutboxTotal& outbox_total() { return outbox_total_; }
  [[nodiscard]] bool stopping() const { return stopping_; }
  [[nodiscard]] std::uint64_t next_request_id();
  /// Whole seconds since the loop was made, as of the last tick.
  [[nodiscard]] std::uint32_t seconds() const { return seconds_; }
  [[nodiscard]] std::string_view date() const { return date_; }

  /// Memory that all connections share between two turns: use what is in it before anything else runs.
  [[nodiscard]] std::span<char> read_buffer() { return read_buffer_; }
  [[nodiscard]] std::span<char> write_buffer() { return write_buffer_; }

  void accept(int fd, const sockaddr_storage& address, Door door);
  void connection_ended();

  Session& adopt(NewSession made);
  [[nodiscard]] Session* find(std::uint64_t number);
  /// Its outbox is written at the end of this turn, together with everybody else's.
  void needs_flush(Session& session);
  /// Called by a session that ended: it is destroyed once this turn is over.
  void retire(Session& session);

 private:
  void turn_ends_soon();
  void end_turn();
  void tick();
  void run_tick();
  void keep_within_budget();
  void tell_if_drained();

  const std::uint32_t index_;
  Shared& shared_;
  LoopCounters counters_;
  OutboxTotal outbox_total_;
  Deadlines deadlines_;
  std::vector<char> read_buffer_;
  std::vector<char> write_buffer_;
  std::uint64_t last_number_ = 0;
  std::uint64_t last_request_ = 0;
  std::uint32_t seconds_ = 0;
  std::string date_;
  std::chrono::steady_clock::time_point began_;
  bool stopping_ = false;
  bool turn_ending_ = false;
  std::vector<std::uint64_t> unflushed_;
  std::promise<void> drained_;
  bool drained_told_ = false;

  // Below here everything lives in the context, and so goes before it does.
  asio::io_context context_{1};
  asio::executor_work_guard<Executor> work_{context_.get_executor()};
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor> timer_;
  std::unordered_map<std::uint64_t, std::unique_ptr<Session>> sessions_;
  std::vector<std::unique_ptr<Session>> retired_;
  std::vector<std::unique_ptr<Listener>> listeners_;
  std::thread thread_;
};

}  // namespace ling
