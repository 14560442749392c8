#include "transport/websocket_frame.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace ling {
namespace {

using Kind = Incoming::Kind;

std::string bytes(std::initializer_list<int> values) {
  std::string text;
  for (const int value : values)
    text += static_cast<char>(value);
  return text;
}

/// A masked frame as a browser sends it. `head` is the first byte: FIN, reserved bits, opcode.
std::string client_frame(int head, std::string payload, std::string mask = "\x12\x34\x56\x78") {
  std::string frame(1, static_cast<char>(head));
  const auto size = payload.size();
  if (size <= 125) {
    frame += static_cast<char>(0x80 | size);
  } else if (size <= 0xffff) {
    frame += bytes({0x80 | 126, static_cast<int>(size >> 8), static_cast<int>(size & 0xff)});
  } else {
    frame += static_cast<char>(0x80 | 127);
    for (int shift = 56; shift >= 0; shift -= 8)
      frame += static_cast<char>((size >> shift) & 0xff);
  }
  frame += mask;
  for (std::size_t i = 0; i < size; ++i)
    payload[i] = static_cast<char>(payload[i] ^ mask[i % 4]);
  return frame + payload;
}

constexpr int fin_text = 0x81;
constexpr int fin_close = 0x88;
constexpr int fin_ping = 0x89;
constexpr int fin_pong = 0x8a;

struct Seen {
  Kind kind;
  std::string payload;
  int code = 0;
  bool operator==(const Seen&) const = default;
  friend void PrintTo(const Seen& seen, std::ostream* out) {
    *out << static_cast<int>(seen.kind) << " \"" << seen.payload.substr(0, 40) << "\" " << seen.code;
  }
};

/// Everything that comes out when the bytes arrive `step` at a time.
std::vector<Seen> read_all(std::string wire, std::size_t step, std::size_t limit = 1000) {
  FrameReader reader(limit);
  std::vector<Seen> seen;
  for (std::size_t at = 0; at < wire.size(); at += step) {
    std::span<char> input(wire.data() + at, std::min(step, wire.size() - at));
    for (;;) {
      const Incoming frame = reader.next(input);
      if (frame.kind == Kind::nothing) break;
      const int code = frame.kind == Kind::violation ? static_cast<int>(frame.refusal) : frame.close_code;
      seen.push_back({frame.kind, std::string(frame.payload), code});
      if (frame.kind == Kind::violation) return seen;
    }
    EXPECT_TRUE(input.empty());
  }
  return seen;
}

struct Case {
  std::string name;
  std::string wire;
  std::vector<Seen> expected;
};

class Frames : public testing::TestWithParam<Case> {};

TEST_P(Frames, come_out_the_same_however_the_bytes_are_cut) {
  for (const std::size_t step : {1UL, 2UL, 3UL, 7UL, 100UL, 1'000'000UL}) {
    EXPECT_EQ(read_all(GetParam().wire, step), GetParam().expected) << "in steps of " << step;
  }
}

const std::string long_text(1000, 'x');
const Seen protocol_error{Kind::violation, "", 1002};

INSTANTIATE_TEST_SUITE_P(
    Rfc6455, Frames,
    testing::Values(
        Case{"nothing", "", {}},
        // Section 5.7 gives this one.
        Case{"masked_hello",
             bytes({0x81, 0x85, 0x37, 0xfa, 0x21, 0x3d, 0x7f, 0x9f, 0x4d, 0x51, 0x58}),
             {{Kind::text, "Hello"}}},
        Case{"empty_text", client_frame(fin_text, ""), {{Kind::text, ""}}},
        Case{"han", client_frame(fin_text, "你好"), {{Kind::text, "你好"}}},
        Case{"two_texts",
             client_frame(fin_text, "one") + client_frame(fin_text, "two"),
             {{Kind::text, "one"}, {Kind::text, "two"}}},
        Case{"sixteen_bit_length", client_frame(fin_text, long_text), {{Kind::text, long_text}}},
        Case{"three_fragments",
             client_frame(0x01, "a") + client_frame(0x00, "b") + client_frame(0x80, "c"),
             {{Kind::text, "abc"}}},
        Case{"empty_fragments",
             client_frame(0x01, "") + client_frame(0x00, "") + client_frame(0x80, ""),
             {{Kind::text, ""}}},
        Case{"character_cut_by_fragments",
             client_frame(0x01, "\xe4\xbd") + client_frame(0x80, "\xa0"),
             {{Kind::text, "你"}}},
        Case{"control_between_fragments",
             client_frame(0x01, "a") + client_frame(fin_ping, "p") + client_frame(0x80, "b"),
             {{Kind::ping, "p"}, {Kind::text, "ab"}}},
        Case{"text_after_fragments",
             client_frame(0x01, "a") + client_frame(0x80, "b") + client_frame(fin_text, "c"),
             {{Kind::text, "ab"}, {Kind::text, "c"}}},
        Case{"ping_of_125", client_frame(fin_ping, std::string(125, 'p')), {{Kind::ping, std::string(125, 'p')}}},
        Case{"pong", client_frame(fin_pong, ""), {{Kind::pong, ""}}},
        Case{"close_without_code", client_frame(fin_close, ""), {{Kind::close, "", 1005}}},
        Case{"close_with_code",
             client_frame(fin_close,
                          "\x03\xe8"
                          "bye"),
             {{Kind::close, "", 1000}}},
        Case{"close_with_own_code", client_frame(fin_close, "\x0f\xa0"), {{Kind::close, "", 4000}}},
        Case{"close_of_one_byte", client_frame(fin_close, "\x03"), {protocol_error}},
        Case{"close_with_1005", client_frame(fin_close, "\x03\xed"), {protocol_error}},
        Case{"close_with_1006", client_frame(fin_close, "\x03\xee"), {protocol_error}},
        Case{"close_with_999", client_frame(fin_close, "\x03\xe7"), {protocol_error}},
        Case{"close_with_5000", client_frame(fin_close, "\x13\x88"), {protocol_error}},
        Case{"close_reason_not_utf8", client_frame(fin_close, "\x03\xe8\xff"), {{Kind::violation, "", 1007}}},
        Case{"unmasked", bytes({0x81, 0x01, 'a'}), {protocol_error}},
        Case{"reserved_bit_1", client_frame(0xc1, "a"), {protocol_error}},
        Case{"reserved_bit_2", client_frame(0xa1, "a"), {protocol_error}},
        Case{"reserved_bit_3", client_frame(0x91, "a"), {protocol_error}},
        Case{"opcode_3", client_frame(0x83, "a"), {protocol_error}},
        Case{"opcode_b", client_frame(0x8b, "a"), {protocol_error}},
        Case{"binary", client_frame(0x82, "a"), {{Kind::violation, "", 1003}}},
        Case{"fragmented_ping", client_frame(0x09, "a"), {protocol_error}},
        Case{"ping_of_126", client_frame(fin_ping, std::string(126, 'p')), {protocol_error}},
        Case{"continuation_of_nothing", client_frame(0x80, "a"), {protocol_error}},
        Case{"text_within_fragments", client_frame(0x01, "a") + client_frame(fin_text, "b"), {protocol_error}},
        Case{"text_good_before_bad",
             client_frame(fin_text, "a") + client_frame(0x83, ""),
             {{Kind::text, "a"}, protocol_error}},
        Case{
            "length_not_minimal_16", bytes({0x81, 0xfe, 0, 125, 0, 0, 0, 0}) + std::string(125, 'a'), {protocol_error}},
        Case{"length_not_minimal_64", bytes({0x81, 0xff, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 0, 0, 0, 0}), {protocol_error}},
        Case{"length_with_top_bit", bytes({0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}), {protocol_error}},
        Case{"length_of_all_memory",
             bytes({0x81, 0xff, 0x7f, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0}),
             {{Kind::violation, "", 1009}}},
        Case{"one_byte_too_many", client_frame(fin_text, long_text + "x"), {{Kind::violation, "", 1009}}},
        Case{"one_byte_too_many_in_fragments",
             client_frame(0x01, long_text) + client_frame(0x80, "x"),
             {{Kind::violation, "", 1009}}},
        Case{"not_utf8", client_frame(fin_text, "\xff"), {{Kind::violation, "", 1007}}},
        Case{"surrogate", client_frame(fin_text, "\xed\xa0\x80"), {{Kind::violation, "", 1007}}},
        Case{"text_ends_in_a_character", client_frame(fin_text, "\xe4\xbd"), {{Kind::violation, "", 1007}}}),
    [](const testing::TestParamInfo<Case>& info) { return info.param.name; });

TEST(FrameReader, announces_no_memory_for_a_length_that_only_the_header_claims) {
  FrameReader reader(1 << 20);
  std::string wire = client_frame(fin_text, std::string(1 << 20, 'x')).substr(0, 20);
  std::span<char> input(wire);
  EXPECT_EQ(reader.next(input).kind, Kind::nothing);
  EXPECT_TRUE(input.empty());
}

TEST(FrameReader, stays_refused_after_a_violation) {
  FrameReader reader(1000);
  std::string wire = client_frame(0x83, "") + client_frame(fin_text, "a");
  std::span<char> input(wire);
  EXPECT_EQ(reader.next(input).kind, Kind::violation);
  EXPECT_EQ(reader.next(input).kind, Kind::violation);
}

TEST(FrameWriter, uses_the_shortest_length_and_no_mask) {
  EXPECT_EQ(text_frame("Hello"), bytes({0x81, 5}) + "Hello");
  EXPECT_EQ(text_frame(std::string(125, 'a')).substr(0, 2), bytes({0x81, 125}));
  EXPECT_EQ(text_frame(std::string(126, 'a')).substr(0, 4), bytes({0x81, 126, 0, 126}));
  EXPECT_EQ(text_frame(std::string(65535, 'a')).substr(0, 4), bytes({0x81, 126, 0xff, 0xff}));
  EXPECT_EQ(text_frame(std::string(65536, 'a')).substr(0, 10), bytes({0x81, 127, 0, 0, 0, 0, 0, 1, 0, 0}));
  EXPECT_EQ(ping_frame(), bytes({0x89, 0}));
  EXPECT_EQ(pong_frame("x"), bytes({0x8a, 1, 'x'}));
  EXPECT_EQ(close_frame(4008), bytes({0x88, 2, 0x0f, 0xa8}));
}

}  // namespace
}  // namespace ling
