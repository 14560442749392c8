// One WebSocket: frames in become commands, answers and events become frames out. A state machine driven by its loop,
// not a coroutine, so that an idle session is this object and one pending wait.
// Owned by its loop; used on that thread only.
#pragma once

#include "dispatch/caller.hpp"
#include "hub/outlet.hpp"
#include "transport/byte_stream.hpp"
#include "transport/command_frame.hpp"
#include "transport/connection_limits.hpp"
#include "transport/outbox.hpp"
#include "transport/websocket_frame.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ling {

class Loop;

/// What an upgraded HTTP connection hands over.
struct NewSession {
  ByteStream stream;
  ConnectionLimits::Place place;
  Caller caller;
  std::string early_input;  ///< Bytes that came together with the upgrade request.
};

class Session {
 public:
  Session(Loop& loop, std::uint64_t number, NewSession made);
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] std::uint64_t number() const { return number_; }
  [[nodiscard]] std::size_t outbox_bytes() const { return outbox_.bytes(); }

  /// Puts the hello before all events that have come since the hub knows this session, and begins to read.
  void greet(std::string hello);
  void send_event(Pts pts, FrameBody body);
  /// Ends the session in order: what waits is written, then the close frame; the peer has a few seconds to answer.
  void close(CloseCode code);
  /// The peer does not read, or too much waits for too many: what waits is dropped, it will come again on resume.
  void drop_as_slow();
  /// Writes what waits, as far as the socket takes it.
  void flush();
  void tick(std::uint32_t now);

 private:
  enum class State : std::uint8_t {
    greeting,  ///< Known to the hub, but nothing may be written before the hello.
    open,
    closing,  ///< A close frame is in the outbox or was written; commands are no longer taken.
    ended,    ///< The socket is closed; destroyed soon.
  };

  void read_on();
  void wait_to_read(IoState wanted);
  /// Returns how many bytes at the end it left for later.
  std::size_t take_input(std::span<char> input);
  void take_kept_input();
  [[nodiscard]] bool must_pause() const;
  void resume();

  void on_frame(const Incoming& frame);
  void on_text(std::string_view text);
  void on_peer_close(std::uint16_t code);
  static Task<void> run_command(Loop& loop, std::uint64_t number, Caller caller, CommandFrame frame);
  void command_done(std::optional<std::int64_t> id, const Answer& answer);
  void answer(std::string frame);

  void start_closing(std::uint16_t code);
  void all_written();
  void wait_to_write(IoState wanted);
  void end();

  Loop& loop_;
  const std::uint64_t number_;
  ByteStream stream_;
  ConnectionLimits::Place place_;
  Caller caller_;
  FrameReader reader_;
  Outbox outbox_;
  std::string unsent_;      ///< Taken from the outbox, offered to the socket, and to be offered again.
  std::string kept_input_;  ///< Read, but not looked at while too much is in flight.
  std::size_t kept_used_ = 0;
  std::uint32_t last_heard_;
  std::uint32_t last_ping_;
  std::uint32_t closing_since_ = 0;
  std::uint16_t commands_in_flight_ = 0;
  State state_ = State::greeting;
  bool waiting_to_read_ = false;
  bool waiting_to_write_ = false;
  bool resuming_ = false;
  bool deaf_ = false;         ///< The input broke the rules; it is read and thrown away.
  bool peer_closed_ = false;  ///< The peer's close frame has come.
  bool queued_for_flush_ = false;

  friend class Loop;
};

}  // namespace ling
