#include "transport/session.hpp"

#include "foundation/log.hpp"
#include "transport/loop.hpp"

#include <boost/asio/post.hpp>

namespace ling {
namespace {

constexpr std::uint16_t max_commands_in_flight = 16;
/// So that one peer that never stops sending does not keep the loop from the others.
constexpr int reads_per_turn = 8;

}  // namespace

Session::Session(Loop& loop, std::uint64_t number, NewSession made)
    : loop_(loop),
      number_(number),
      stream_(std::move(made.stream)),
      place_(std::move(made.place)),
      caller_(std::move(made.caller)),
      reader_(loop.shared().config.max_frame_bytes),
      outbox_(loop.shared().config.outbox_bytes, loop.outbox_total()),
      kept_input_(std::move(made.early_input)),
      last_heard_(loop.seconds()),
      last_ping_(loop.seconds()) {}

void Session::greet(std::string hello) {
  if (state_ != State::greeting) return;
  state_ = State::open;
  outbox_.add_text_first(std::move(hello));
  loop_.needs_flush(*this);
  take_kept_input();
  if (state_ == State::open && !must_pause()) read_on();
}

void Session::send_event(Pts pts, FrameBody body) {
  if (state_ >= State::closing) return;
  if (!outbox_.add_event(pts, std::move(body))) return drop_as_slow();
  loop_.counters().frames_out.add();
  if (state_ == State::open) loop_.needs_flush(*this);
}

void Session::answer(std::string frame) {
  if (state_ != State::open) return;
  if (!outbox_.add_text(std::move(frame))) return drop_as_slow();
  loop_.counters().frames_out.add();
  loop_.needs_flush(*this);
}

void Session::drop_as_slow() {
  if (state_ >= State::closing) return;
  outbox_.drop_unstarted();
  loop_.counters().slow_readers.add();
  log::info("session.slow_reader", {{"user", caller_.identity->user_id}, {"session", number_}});
  start_closing(static_cast<std::uint16_t>(CloseCode::slow_reader));
}

void Session::close(CloseCode code) {
  if (state_ >= State::closing) return;
  // Before the hello a client understands nothing but the close.
  if (state_ == State::greeting) outbox_.clear();
  start_closing(static_cast<std::uint16_t>(code));
}

void Session::start_closing(std::uint16_t code) {
  loop_.shared().callbacks.hub->detach({loop_.index(), number_});
  state_ = State::closing;
  closing_since_ = loop_.seconds();
  outbox_.add_control(close_frame(code));
  loop_.needs_flush(*this);
  // Reading may have paused; now only the peer's close frame is waited for.
  if (!waiting_to_read_) resume();
}

void Session::tick(std::uint32_t now) {
  const TransportTimes& times = loop_.shared().config.times;
  const auto since = [now](std::uint32_t then) { return std::chrono::seconds(now - then); };
  if (state_ == State::ended) return;
  if (state_ == State::closing) {
    if (since(closing_since_) >= times.close_grace) end();
    return;
  }
  // While our own work is what keeps us from reading, silence says nothing about the peer.
  if (commands_in_flight_ >= max_commands_in_flight) last_heard_ = now;
  if (since(last_heard_) > times.silence) return close(CloseCode::silent);
  if (state_ == State::open && since(last_ping_) >= times.ping_every) {
    last_ping_ = now;
    outbox_.add_control(ping_frame());
    loop_.needs_flush(*this);
  }
}

// ---- reading

bool Session::must_pause() const {
  if (state_ != State::open) return false;
  return commands_in_flight_ >= max_commands_in_flight || outbox_.bytes() > loop_.shared().config.outbox_bytes / 2;
}

void Session::read_on() {
  for (int i = 0; i < reads_per_turn; ++i) {
    if (state_ == State::ended || must_pause() || !kept_input_.empty()) return;
    const std::span<char> buffer = loop_.read_buffer();
    const IoResult result = stream_.read(buffer);
    switch (result.state) {
      case IoState::done:
        break;
      case IoState::wants_read:
      case IoState::wants_write:
        return wait_to_read(result.state);
      case IoState::closed:
      case IoState::failed:
        return end();
    }
    last_heard_ = loop_.seconds();
    loop_.counters().bytes_in.add(result.size);
    const std::span<char> input = buffer.first(result.size);
    const std::size_t left = take_input(input);
    kept_input_.assign(input.last(left).data(), left);
    if (state_ == State::ended) return;
    // A wait is answered at once when the socket holds more, so no read is spent on finding it empty.
    if (!stream_.has_buffered_input()) {
      if (!must_pause() && kept_input_.empty()) wait_to_read(IoState::wants_read);
      return;
    }
  }
  resume();
}

void Session::wait_to_read(IoState wanted) {
  if (waiting_to_read_) return;
  waiting_to_read_ = true;
  stream_.when_ready(wanted, [&loop = loop_, number = number_](bool ready) {
    Session* session = loop.find(number);
    if (session == nullptr) return;
    session->waiting_to_read_ = false;
    if (ready) session->read_on();
  });
}

/// Reads on in a turn of its own: whoever calls this may be in the middle of something.
void Session::resume() {
  if (resuming_ || state_ == State::ended) return;
  resuming_ = true;
  asio::post(loop_.executor(), [&loop = loop_, number = number_] {
    Session* session = loop.find(number);
    if (session == nullptr) return;
    session->resuming_ = false;
    session->take_kept_input();
    if (!session->waiting_to_read_) session->read_on();
  });
}

void Session::take_kept_input() {
  if (kept_input_.empty() || must_pause()) return;
  const std::size_t left = take_input(std::span<char>(kept_input_).subspan(kept_used_));
  kept_used_ = kept_input_.size() - left;
  if (left > 0) return;
  kept_input_ = {};
  kept_used_ = 0;
}

std::size_t Session::take_input(std::span<char> input) {
  while (state_ != State::ended && !deaf_ && !must_pause()) {
    const Incoming frame = reader_.next(input);
    if (frame.kind == Incoming::Kind::nothing) break;
    on_frame(frame);
  }
  return state_ == State::ended || deaf_ ? 0 : input.size();
}

void Session::on_frame(const Incoming& frame) {
  switch (frame.kind) {
    case Incoming::Kind::nothing:
    case Incoming::Kind::pong:
      return;
    case Incoming::Kind::text:
      return on_text(frame.payload);
    case Incoming::Kind::ping:
      if (state_ != State::open) return;
      // RFC 6455 section 5.5.3: "identical 'Application data'".
      outbox_.add_control(pong_frame(frame.payload));
      return loop_.needs_flush(*this);
    case Incoming::Kind::close:
      return on_peer_close(frame.close_code);
    case Incoming::Kind::violation:
      deaf_ = true;
      return close(frame.refusal);
  }
}

void Session::on_peer_close(std::uint16_t code) {
  // RFC 6455 section 5.5.1: after a close frame, nothing more is sent by the peer.
  peer_closed_ = true;
  deaf_ = true;
  if (state_ == State::open) {
    // "typically echos the status code it received"; 1005 stands for none and is never sent.
    start_closing(code == 1005 ? static_cast<std::uint16_t>(CloseCode::normal) : code);
  } else if (outbox_.empty() && unsent_.empty()) {
    end();
  }
}

void Session::on_text(std::string_view text) {
  if (state_ != State::open) return;
  loop_.counters().frames_in.add();
  CommandFrame frame = read_command_frame(text);
  if (!frame.problem.empty()) {
    return answer(
        failure_frame(frame.id, {.code = ErrorCode::bad_request, .detail = frame.problem, .retry_after_ms = {}}));
  }
  ++commands_in_flight_;
  Caller caller = caller_;
  caller.request_id = loop_.next_request_id();
  // The task begins within this call, so commands enter the dispatcher in the order of their frames.
  spawn(loop_.executor(), "session.command", run_command(loop_, number_, std::move(caller), std::move(frame)));
}

Task<void> Session::run_command(Loop& loop, std::uint64_t number, Caller caller, CommandFrame frame) {
  const Answer answer = co_await loop.shared().callbacks.dispatcher->run(std::move(caller), std::move(frame.command),
                                                                         std::move(frame.params));
  if (Session* session = loop.find(number)) session->command_done(frame.id, answer);
}

void Session::command_done(std::optional<std::int64_t> id, const Answer& answer) {
  const bool paused = must_pause();
  --commands_in_flight_;
  this->answer(answer_frame(id, answer));
  if (paused && !must_pause()) resume();
}

// ---- writing

void Session::flush() {
  if (state_ == State::greeting || state_ == State::ended || waiting_to_write_) return;
  const bool paused = must_pause();
  for (;;) {
    if (unsent_.empty() && outbox_.empty()) break;
    const bool fresh = unsent_.empty();
    const std::span<char> buffer = loop_.write_buffer();
    const std::string_view chunk = fresh ? std::string_view(buffer.data(), outbox_.take(buffer)) : unsent_;
    const IoResult result = stream_.write(chunk);
    switch (result.state) {
      case IoState::done:
        loop_.counters().bytes_out.add(result.size);
        if (!fresh) {
          unsent_.erase(0, result.size);
        } else if (result.size < chunk.size()) {
          unsent_ = chunk.substr(result.size);
        }
        break;
      case IoState::wants_read:
      case IoState::wants_write:
        if (fresh) unsent_ = chunk;
        return wait_to_write(result.state);
      case IoState::closed:
      case IoState::failed:
        return end();
    }
  }
  unsent_ = {};
  if (paused && !must_pause()) resume();
  if (state_ == State::closing) all_written();
}

void Session::wait_to_write(IoState wanted) {
  waiting_to_write_ = true;
  stream_.when_ready(wanted, [&loop = loop_, number = number_](bool ready) {
    Session* session = loop.find(number);
    if (session == nullptr) return;
    session->waiting_to_write_ = false;
    // Room came because the peer acknowledged something: it lives, even if its pong has to wait behind all this.
    session->last_heard_ = loop.seconds();
    if (ready) session->flush();
  });
}

void Session::all_written() {
  // RFC 6455 section 7.1.1: the server closes first, once both close frames have gone.
  if (peer_closed_) return end();
  // A peer that broke the rules may be in the middle of sending: reading on until it ends keeps the close frame from
  // being lost to a reset.
  if (deaf_) stream_.end_writing();
}

void Session::end() {
  if (state_ == State::ended) return;
  if (state_ != State::closing) loop_.shared().callbacks.hub->detach({loop_.index(), number_});
  state_ = State::ended;
  if (peer_closed_) stream_.end_writing();
  stream_.close();
  outbox_.clear();
  loop_.retire(*this);
}

}  // namespace ling
