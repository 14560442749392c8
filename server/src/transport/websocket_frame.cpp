#include "transport/websocket_frame.hpp"

#include "foundation/text.hpp"

#include <algorithm>
#include <cstring>

namespace ling {
namespace {

// RFC 6455 section 5.2: the opcodes.
constexpr unsigned opcode_continuation = 0x0;
constexpr unsigned opcode_text = 0x1;
constexpr unsigned opcode_binary = 0x2;
constexpr unsigned opcode_close = 0x8;
constexpr unsigned opcode_ping = 0x9;
constexpr unsigned opcode_pong = 0xa;

// RFC 6455 section 5.5: "All control frames MUST have a payload length of 125 bytes or less".
constexpr std::uint64_t max_control_bytes = 125;

// RFC 6455 section 7.1.5: "no status code was actually present".
constexpr std::uint16_t no_code = 1005;

constexpr bool is_control(unsigned opcode) {
  return (opcode & 0x8U) != 0;
}

// RFC 6455 section 7.4: what an endpoint may send. 1004 to 1006 and 1015 never stand in a frame.
constexpr bool is_sendable(std::uint16_t code) {
  return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) || (code >= 3000 && code <= 4999);
}

std::uint64_t big_endian(const unsigned char* bytes, std::size_t count) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < count; ++i)
    value = (value << 8) | bytes[i];
  return value;
}

}  // namespace

Incoming FrameReader::next(std::span<char>& input) {
  release_given();
  for (;;) {
    if (!failed_ && !in_payload_ && !take_header(input)) return {};
    if (failed_) return {.kind = Incoming::Kind::violation, .refusal = refusal_};

    const std::size_t available = static_cast<std::size_t>(std::min<std::uint64_t>(remaining_, input.size()));
    const std::span<char> piece = input.first(available);
    input = input.subspan(available);
    unmask(piece);
    remaining_ -= available;

    const bool control = is_control(header_[0] & 0x0fU);
    std::string& partial = control ? control_ : text_;
    const bool whole = remaining_ == 0;
    const bool final = (header_[0] & 0x80U) != 0;
    const std::string_view bytes(piece.data(), piece.size());
    if (whole) in_payload_ = false;
    if (whole && final && partial.empty()) return finish(bytes);
    // Memory grows with what has come, never with what a header announces.
    partial += bytes;
    if (!whole) return {};
    if (final) return finish(partial);
  }
}

void FrameReader::release_given() {
  if (given_ == Given::text) text_ = {};
  if (given_ == Given::control) control_ = {};
  given_ = Given::none;
}

std::size_t FrameReader::header_size() const {
  if (header_filled_ < 2) return 2;
  // RFC 6455 section 5.2: 126 is followed by 16 bits of length, 127 by 64; then come 4 bytes of mask.
  const unsigned length = header_[1] & 0x7fU;
  const std::size_t extended = length == 126 ? 2 : length == 127 ? 8 : 0;
  const std::size_t mask = (header_[1] & 0x80U) != 0 ? 4 : 0;
  return 2 + extended + mask;
}

bool FrameReader::take_header(std::span<char>& input) {
  for (;;) {
    const std::size_t wanted = header_size();
    if (header_filled_ >= 2 && header_filled_ == wanted) break;
    if (input.empty()) return false;
    const std::size_t count = std::min<std::size_t>(wanted - header_filled_, input.size());
    std::memcpy(header_.data() + header_filled_, input.data(), count);
    header_filled_ = static_cast<std::uint8_t>(header_filled_ + count);
    input = input.subspan(count);
  }
  check_header();
  header_filled_ = 0;
  in_payload_ = true;
  return true;
}

void FrameReader::check_header() {
  const unsigned opcode = header_[0] & 0x0fU;
  const bool final = (header_[0] & 0x80U) != 0;
  const unsigned short_length = header_[1] & 0x7fU;

  // Section 5.2: reserved bits "MUST be 0 unless an extension is negotiated"; none ever is.
  if ((header_[0] & 0x70U) != 0) return refuse(CloseCode::protocol_error);
  // Section 5.1: "The server MUST close the connection upon receiving a frame that is not masked."
  if ((header_[1] & 0x80U) == 0) return refuse(CloseCode::protocol_error);

  remaining_ = short_length;
  std::size_t mask_at = 2;
  if (short_length == 126) {
    remaining_ = big_endian(header_.data() + 2, 2);
    mask_at = 4;
  } else if (short_length == 127) {
    remaining_ = big_endian(header_.data() + 2, 8);
    mask_at = 10;
  }
  // Section 5.2: "the minimal number of bytes MUST be used", "the most significant bit MUST be 0".
  if (short_length == 126 && remaining_ < 126) return refuse(CloseCode::protocol_error);
  if (short_length == 127 && (remaining_ <= 0xffff || (remaining_ >> 63) != 0))
    return refuse(CloseCode::protocol_error);
  std::copy_n(header_.begin() + static_cast<std::ptrdiff_t>(mask_at), mask_.size(), mask_.begin());
  mask_offset_ = 0;

  switch (opcode) {
    case opcode_text:
      // Section 5.4: fragments of one message are not interleaved with those of another.
      if (in_text_) return refuse(CloseCode::protocol_error);
      in_text_ = !final;
      break;
    case opcode_continuation:
      if (!in_text_) return refuse(CloseCode::protocol_error);
      in_text_ = !final;
      break;
    case opcode_binary:
      return refuse(CloseCode::not_text);
    case opcode_close:
    case opcode_ping:
    case opcode_pong:
      // Section 5.5: control frames "MUST NOT be fragmented".
      if (!final || remaining_ > max_control_bytes) return refuse(CloseCode::protocol_error);
      return;
    default:
      // Section 5.2: "If an unknown opcode is received, the receiving endpoint MUST fail the connection".
      return refuse(CloseCode::protocol_error);
  }
  if (remaining_ > max_text_bytes_ - std::min(max_text_bytes_, text_.size())) refuse(CloseCode::frame_too_large);
}

void FrameReader::refuse(CloseCode code) {
  failed_ = true;
  refusal_ = code;
  text_ = {};
  control_ = {};
}

Incoming FrameReader::finish(std::string_view payload) {
  const unsigned opcode = header_[0] & 0x0fU;
  if (is_control(opcode)) {
    Incoming frame;
    if (opcode == opcode_close) {
      frame = finish_close(payload);
    } else {
      frame.kind = opcode == opcode_ping ? Incoming::Kind::ping : Incoming::Kind::pong;
      frame.payload = payload;
    }
    given_ = Given::control;
    return frame;
  }
  // Section 8.1: a text that is not UTF-8 fails the connection.
  if (!text::is_utf8(payload)) {
    refuse(CloseCode::not_utf8);
    return {.kind = Incoming::Kind::violation, .refusal = refusal_};
  }
  given_ = Given::text;
  return {.kind = Incoming::Kind::text, .payload = payload};
}

Incoming FrameReader::finish_close(std::string_view payload) const {
  if (payload.empty()) return {.kind = Incoming::Kind::close, .close_code = no_code};
  Incoming violation{.kind = Incoming::Kind::violation, .refusal = CloseCode::protocol_error};
  // Section 5.5.1: "If there is a body, the first two bytes of the body MUST be a 2-byte unsigned integer".
  if (payload.size() < 2) return violation;
  const auto code =
      static_cast<std::uint16_t>(static_cast<unsigned char>(payload[0]) << 8 | static_cast<unsigned char>(payload[1]));
  if (!is_sendable(code)) return violation;
  if (!text::is_utf8(payload.substr(2))) {
    violation.refusal = CloseCode::not_utf8;
    return violation;
  }
  return {.kind = Incoming::Kind::close, .close_code = code};
}

// Section 5.3: octet i of the payload is XORed with octet (i mod 4) of the masking key.
void FrameReader::unmask(std::span<char> bytes) {
  std::array<unsigned char, 8> key;
  for (std::size_t i = 0; i < key.size(); ++i)
    key[i] = mask_[(mask_offset_ + i) % 4];
  std::uint64_t wide_key = 0;
  std::memcpy(&wide_key, key.data(), sizeof wide_key);

  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data() + i, sizeof word);
    word ^= wide_key;
    std::memcpy(bytes.data() + i, &word, sizeof word);
  }
  for (; i < bytes.size(); ++i)
    bytes[i] = static_cast<char>(static_cast<unsigned char>(bytes[i]) ^ key[i % 8]);
  mask_offset_ = static_cast<std::uint8_t>((mask_offset_ + bytes.size()) % 4);
}

FrameHeader::FrameHeader(std::uint8_t opcode, std::size_t payload_size) {
  const auto put = [this](std::uint64_t byte) { bytes_[size_++] = static_cast<char>(byte & 0xffU); };
  put(0x80U | opcode);
  if (payload_size <= 125) {
    put(payload_size);
  } else if (payload_size <= 0xffff) {
    put(126);
    put(payload_size >> 8);
    put(payload_size);
  } else {
    put(127);
    for (int shift = 56; shift >= 0; shift -= 8)
      put(static_cast<std::uint64_t>(payload_size) >> shift);
  }
}

namespace {

std::string control_frame(unsigned opcode, std::string_view payload) {
  std::string frame(FrameHeader::control(static_cast<std::uint8_t>(opcode), payload.size()).bytes());
  frame += payload;
  return frame;
}

}  // namespace

std::string text_frame(std::string_view payload) {
  std::string frame(FrameHeader::text(payload.size()).bytes());
  frame += payload;
  return frame;
}

std::string ping_frame() {
  return control_frame(opcode_ping, {});
}

std::string pong_frame(std::string_view payload) {
  return control_frame(opcode_pong, payload);
}

std::string close_frame(std::uint16_t code) {
  const char body[2] = {static_cast<char>(code >> 8), static_cast<char>(code & 0xff)};
  return control_frame(opcode_close, {body, 2});
}

}  // namespace ling
