#include "transport/loop.hpp"

#include "security/certificates.hpp"
#include "transport/http_connection.hpp"
#include "transport/session.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <ctime>

namespace ling {
namespace {

constexpr std::size_t read_buffer_bytes = 64 * 1024;
/// One TLS record: what is gathered in a turn goes out in as few writes as can be.
constexpr std::size_t write_buffer_bytes = 16 * 1024;

}  // namespace

Loop::Loop(std::uint32_t index, Shared& shared)
    : index_(index),
      shared_(shared),
      read_buffer_(read_buffer_bytes),
      write_buffer_(write_buffer_bytes),
      date_(http_date(std::time(nullptr))),
      began_(std::chrono::steady_clock::now()),
      timer_(context_) {}

Loop::~Loop() {
  stop_now();
}

void Loop::listen(UniqueFd socket, Door door) {
  listeners_.push_back(std::make_unique<Listener>(*this, std::move(socket), door));
}

void Loop::start() {
  for (const auto& listener : listeners_)
    listener->start();
  tick();
  thread_ = std::thread([this] { context_.run(); });
}

std::future<void> Loop::begin_stop() {
  std::future<void> drained = drained_.get_future();
  asio::post(context_, [this] {
    stopping_ = true;
    for (const auto& listener : listeners_)
      listener->stop();
    for (const auto& [number, session] : sessions_)
      session->close(CloseCode::restarting);
    deadlines_.close_idle();
    tell_if_drained();
  });
  return drained;
}

void Loop::stop_now() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

void Loop::deliver(std::vector<Outgoing> frames) {
  asio::post(context_, [this, frames = std::move(frames)]() mutable {
    for (Outgoing& frame : frames) {
      // The same text under a count that this thread alone touches: one that all loops share goes to and fro between
      // the processors, twice for every session.
      const auto kept = std::make_shared<const FrameBody>(std::move(frame.body));
      const FrameBody body(kept, kept->get());
      for (const Outgoing::Recipient& to : frame.recipients) {
        if (Session* session = find(to.session)) session->send_event(to.pts, body);
      }
    }
  });
}

void Loop::close(std::vector<std::uint64_t> sessions, CloseCode code) {
  asio::post(context_, [this, sessions = std::move(sessions), code] {
    for (const std::uint64_t number : sessions) {
      if (Session* session = find(number)) session->close(code);
    }
  });
}

std::uint64_t Loop::next_request_id() {
  return (std::uint64_t{index_} << 48) | ++last_request_;
}

void Loop::accept(int fd, const sockaddr_storage& address, Door door) {
  UniqueFd socket(fd);
  Peer peer = door == Door::control ? Peer{door, "local", true} : describe_peer(address, door);
  ConnectionLimits::Place place;
  if (door != Door::control) {
    place = shared_.limits.enter(network_of(peer.address));
    if (!place) return;
  }
  const auto tls = door == Door::https ? shared_.certificates.server_context() : nullptr;
  ByteStream stream(executor(), socket.release(), tls.get());
  counters_.connections_total.add();
  counters_.connections_open.add();
  serve_http(*this, std::move(stream), std::move(peer), std::move(place));
}

void Loop::connection_ended() {
  counters_.connections_open.subtract();
  tell_if_drained();
}

Session& Loop::adopt(NewSession made) {
  const std::uint64_t number = ++last_number_;
  auto session = std::make_unique<Session>(*this, number, std::move(made));
  Session& adopted = *session;
  sessions_.emplace(number, std::move(session));
  counters_.sessions_open.add();
  if (stopping_) adopted.close(CloseCode::restarting);
  return adopted;
}

Session* Loop::find(std::uint64_t number) {
  const auto found = sessions_.find(number);
  return found == sessions_.end() ? nullptr : found->second.get();
}

void Loop::needs_flush(Session& session) {
  if (session.queued_for_flush_) return;
  session.queued_for_flush_ = true;
  unflushed_.push_back(session.number());
  turn_ends_soon();
}

void Loop::retire(Session& session) {
  const auto found = sessions_.find(session.number());
  retired_.push_back(std::move(found->second));
  sessions_.erase(found);
  counters_.sessions_open.subtract();
  turn_ends_soon();
}

void Loop::turn_ends_soon() {
  if (turn_ending_) return;
  turn_ending_ = true;
  // Behind everything that is ready now, so that its frames are gathered too.
  asio::post(context_, [this] { end_turn(); });
}

void Loop::end_turn() {
  turn_ending_ = false;
  std::vector<std::uint64_t> due;
  due.swap(unflushed_);
  for (const std::uint64_t number : due) {
    Session* session = find(number);
    if (session == nullptr) continue;
    session->queued_for_flush_ = false;
    session->flush();
  }
  if (unflushed_.empty()) {
    due.clear();
    unflushed_.swap(due);
  }
  keep_within_budget();
  if (retired_.empty()) return;
  for (std::size_t i = 0; i < retired_.size(); ++i)
    counters_.connections_open.subtract();
  retired_.clear();
  tell_if_drained();
}

void Loop::tick() {
  timer_.expires_after(std::chrono::seconds(1));
  timer_.async_wait([this](const boost::system::error_code& error) {
    if (!error) run_tick();
  });
}

void Loop::run_tick() {
  const auto now = std::chrono::steady_clock::now();
  seconds_ = static_cast<std::uint32_t>(std::chrono::duration_cast<std::chrono::seconds>(now - began_).count());
  date_ = http_date(std::time(nullptr));
  deadlines_.expire(now);
  // A session may end in its tick, and then leaves the table.
  for (auto next = sessions_.begin(); next != sessions_.end();) {
    Session& session = *next->second;
    ++next;
    session.tick(seconds_);
  }
  tick();
}

void Loop::keep_within_budget() {
  while (outbox_total_.bytes > shared_.outbox_budget) {
    const auto biggest = std::max_element(sessions_.begin(), sessions_.end(), [](const auto& a, const auto& b) {
      return a.second->outbox_bytes() < b.second->outbox_bytes();
    });
    const std::size_t before = outbox_total_.bytes;
    if (biggest == sessions_.end()) return;
    biggest->second->drop_as_slow();
    // What remains cannot be dropped: frames already begun.
    if (outbox_total_.bytes >= before) return;
  }
}

void Loop::tell_if_drained() {
  if (!stopping_ || drained_told_ || counters_.connections_open.get() != 0) return;
  drained_told_ = true;
  drained_.set_value();
}

}  // namespace ling
