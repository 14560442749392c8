// RFC 6455 framing for the server's side, without any I/O: bytes in, frames out. Never throws on input.
#pragma once

#include "ling/protocol/close_code.hpp"

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace ling {

/// What a client sent: a whole text (its fragments joined) or a control frame.
struct Incoming {
  enum class Kind {
    nothing,  ///< The input is used up; more is needed.
    text,
    ping,
    pong,
    close,      ///< `close_code` is the peer's, 1005 when it gave none (RFC 6455 section 7.1.5).
    violation,  ///< The connection must end with `refusal`; nothing more can be read.
  };
  Kind kind = Kind::nothing;
  std::string_view payload;  ///< Valid until the next call; may point into the input.
  std::uint16_t close_code = 0;
  CloseCode refusal = CloseCode::protocol_error;
};

/// Cuts a stream of bytes into frames. Between frames it holds no heap memory.
class FrameReader {
 public:
  explicit FrameReader(std::size_t max_text_bytes) : max_text_bytes_(max_text_bytes) {}

  /// Takes one frame from the front of `input`, unmasking it in place, and shortens `input` by what was used.
  Incoming next(std::span<char>& input);

 private:
  /// Whose memory the last answer points into.
  enum class Given : std::uint8_t { none, text, control };

  void release_given();
  /// Returns false while the header is incomplete. Sets `failed_` when it breaks a rule.
  bool take_header(std::span<char>& input);
  void check_header();
  [[nodiscard]] std::size_t header_size() const;
  void refuse(CloseCode code);
  Incoming finish(std::string_view payload);
  Incoming finish_close(std::string_view payload) const;
  void unmask(std::span<char> bytes);

  std::size_t max_text_bytes_;
  std::string text_;             ///< Text so far, when it came in pieces.
  std::string control_;          ///< A control frame so far, when it came in pieces: at most 125 bytes.
  std::uint64_t remaining_ = 0;  ///< Payload bytes of this frame that have not come.
  std::array<unsigned char, 14> header_{};
  std::array<unsigned char, 4> mask_{};
  std::uint8_t header_filled_ = 0;
  std::uint8_t mask_offset_ = 0;
  bool in_payload_ = false;
  bool in_text_ = false;  ///< A text has begun and its last fragment has not ended.
  Given given_ = Given::none;
  bool failed_ = false;
  CloseCode refusal_ = CloseCode::protocol_error;
};

/// The head of an unmasked frame from the server.
class FrameHeader {
 public:
  /// RFC 6455 section 5.1: "A server MUST NOT mask any frames that it sends to the client."
  static FrameHeader text(std::size_t payload_size) { return {0x1, payload_size}; }
  static FrameHeader control(std::uint8_t opcode, std::size_t payload_size) { return {opcode, payload_size}; }
  [[nodiscard]] std::string_view bytes() const { return {bytes_.data(), size_}; }

 private:
  FrameHeader(std::uint8_t opcode, std::size_t payload_size);

  std::array<char, 10> bytes_{};
  std::uint8_t size_ = 0;
};

/// Whole frames, ready for the wire. Control payloads are at most 125 bytes.
std::string text_frame(std::string_view payload);
std::string ping_frame();
std::string pong_frame(std::string_view payload);
std::string close_frame(std::uint16_t code);

}  // namespace ling
