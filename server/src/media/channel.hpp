// The control channel of one engine process: flatbuffers over two pipes, each message behind its length.
//   Questions are answered in any order; what the engine says by itself comes as notifications, in order, and after the
//   answers that came before them.
// Everything on the loop it was made with. What the engine sends is checked before it is read: the engine parses
// packets of strangers, so it is not trusted. Nonsense, a message too long, or no answer within `patience` breaks the
// channel; then every waiting and every later request is refused with `busy`, and on_broken is called once.
#pragma once

#include "foundation/result.hpp"
#include "foundation/task.hpp"

#include <FBS/message.h>
#include <boost/asio/posix/basic_stream_descriptor.hpp>
#include <boost/asio/steady_timer.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace ling::media {

using WireBuilder = flatbuffers::FlatBufferBuilder;
using LoopTimer =
    asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

/// What the engine answered, with the bytes it lives in.
class Answer {
 public:
  /// `message` was verified, holds a response, and has its length in front.
  explicit Answer(std::vector<std::uint8_t> message) : message_(std::move(message)) {}

  /// The body, if it is a Body; nullptr when it is not.
  template <class Body>
  [[nodiscard]] const Body* body() const {
    return response().body_as<Body>();
  }
  [[nodiscard]] const FBS::Response::Response& response() const {
    return *FBS::Message::GetSizePrefixedMessage(message_.data())->data_as_Response();
  }

 private:
  std::vector<std::uint8_t> message_;
};

class Channel : public std::enable_shared_from_this<Channel> {
 public:
  static constexpr std::size_t longest_message = 4 * 1024 * 1024;  ///< The engine's own bound.
  static constexpr std::size_t most_waiting = 4096;                ///< Requests; beyond that they are refused: busy.
  /// Of what needs no answer; the end of one large call is some thousands, all in one turn of the loop.
  static constexpr std::size_t most_told = 65'536;

  struct Listener {
    std::function<void(const FBS::Notification::Notification&)> on_notification;  ///< Valid during the call.
    std::function<void(std::string_view)> on_log;                                 ///< First letter: D, W, E or X.
    std::function<void(std::string_view why)> on_broken;
  };

  /// Takes the two pipes: one written to, one read from.
  Channel(Executor executor, int to_engine, int from_engine, Listener listener,
          std::chrono::milliseconds patience = std::chrono::seconds{5});

  /// Begins to read. The channel lives as long as it reads.
  void start();

  /// `body` is the last thing that was built in `builder`; 0 with Body::NONE. Refusals: what the engine refuses is
  /// bad_request with its reason, a channel that is broken or full is busy.
  Task<Result<Answer>> request(FBS::Request::Method method, const std::string& handler_id, WireBuilder& builder,
                               FBS::Request::Body type = FBS::Request::Body::NONE, flatbuffers::Offset<void> body = 0);

  /// A request whose answer nobody waits for: closing what is no longer needed.
  void tell(FBS::Request::Method method, const std::string& handler_id, WireBuilder& builder, FBS::Request::Body type,
            flatbuffers::Offset<void> body);

  /// Ends it without on_broken. Safe to call more than once.
  void close();
  [[nodiscard]] bool open() const { return open_; }

 private:
  struct Waiting {
    explicit Waiting(Executor executor) : timer(executor) {}
    LoopTimer timer;
    std::vector<std::uint8_t> answer;
  };

  std::uint32_t send(FBS::Request::Method method, const std::string& handler_id, WireBuilder& builder,
                     FBS::Request::Body type, flatbuffers::Offset<void> body);
  Task<void> read_loop();
  Task<void> write_loop();
  /// Takes every whole message from the front of the buffer.
  void take_messages();
  void take(std::vector<std::uint8_t> message);
  void fail(std::string_view why);
  void end();

  Executor executor_;
  asio::posix::basic_stream_descriptor<Executor> to_engine_, from_engine_;
  Listener listener_;
  std::chrono::milliseconds patience_;
  bool open_ = true, writing_ = false;
  std::uint32_t last_id_ = 0;
  std::map<std::uint32_t, std::shared_ptr<Waiting>> waiting_;
  std::deque<std::vector<std::uint8_t>> outgoing_;
  std::vector<std::uint8_t> incoming_;
};

}  // namespace ling::media
