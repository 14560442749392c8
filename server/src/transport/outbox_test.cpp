#include "transport/outbox.hpp"

#include "transport/websocket_frame.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

FrameBody body(std::string text) {
  return std::make_shared<const std::string>(std::move(text));
}

/// All that is in the outbox, taken in pieces of `step`.
std::string drain(Outbox& outbox, std::size_t step) {
  std::string wire;
  std::string piece(step, '\0');
  while (!outbox.empty())
    wire += piece.substr(0, outbox.take(piece));
  return wire;
}

struct Boxes {
  OutboxTotal total;
  Outbox outbox{1000, total};
};

TEST(Outbox, puts_pts_around_a_shared_body) {
  for (const std::size_t step : {1UL, 2UL, 5UL, 1000UL}) {
    Boxes boxes;
    ASSERT_TRUE(boxes.outbox.add_event(12, body("\"event\":\"a.b\"")));
    ASSERT_TRUE(boxes.outbox.add_event(0, body("\"event\":\"c.d\"")));
    ASSERT_TRUE(boxes.outbox.add_text("{\"id\":1}"));
    boxes.outbox.add_control(ping_frame());
    EXPECT_EQ(drain(boxes.outbox, step), text_frame("{\"pts\":12,\"event\":\"a.b\"}") +
                                             text_frame("{\"event\":\"c.d\"}") + text_frame("{\"id\":1}") +
                                             ping_frame());
    EXPECT_EQ(boxes.outbox.bytes(), 0U);
    EXPECT_EQ(boxes.total.bytes, 0U);
  }
}

TEST(Outbox, gathers_many_frames_into_one_piece) {
  Boxes boxes;
  for (int i = 0; i < 10; ++i)
    ASSERT_TRUE(boxes.outbox.add_text("x"));
  std::string piece(1000, '\0');
  EXPECT_EQ(boxes.outbox.take(piece), 10 * text_frame("x").size());
  EXPECT_TRUE(boxes.outbox.empty());
}

TEST(Outbox, refuses_an_event_past_its_limit) {
  Boxes boxes;
  ASSERT_TRUE(boxes.outbox.add_event(1, body(std::string(900, 'x'))));
  EXPECT_FALSE(boxes.outbox.add_event(2, body(std::string(100, 'x'))));
  EXPECT_EQ(boxes.outbox.bytes(), boxes.total.bytes);
  drain(boxes.outbox, 100);
  EXPECT_TRUE(boxes.outbox.add_event(2, body(std::string(100, 'x'))));
}

TEST(Outbox, takes_one_answer_larger_than_its_limit_but_nothing_behind_it) {
  Boxes boxes;
  EXPECT_TRUE(boxes.outbox.add_text(std::string(5000, 'x')));
  EXPECT_FALSE(boxes.outbox.add_text("y"));
  EXPECT_FALSE(boxes.outbox.add_event(1, body("z")));
}

TEST(Outbox, puts_the_hello_first) {
  Boxes boxes;
  ASSERT_TRUE(boxes.outbox.add_event(7, body("\"a\":1")));
  boxes.outbox.add_text_first("{\"hello\":{}}");
  EXPECT_EQ(drain(boxes.outbox, 1000), text_frame("{\"hello\":{}}") + text_frame("{\"pts\":7,\"a\":1}"));
}

TEST(Outbox, finishes_a_begun_frame_when_the_rest_is_dropped) {
  Boxes boxes;
  ASSERT_TRUE(boxes.outbox.add_text("first"));
  ASSERT_TRUE(boxes.outbox.add_text("second"));
  ASSERT_TRUE(boxes.outbox.add_text("third"));
  std::string piece(10, '\0');
  const std::string begun = piece.substr(0, boxes.outbox.take(piece));
  boxes.outbox.drop_unstarted();
  boxes.outbox.add_control(close_frame(4008));
  EXPECT_EQ(boxes.outbox.bytes(), boxes.total.bytes);
  EXPECT_EQ(begun + drain(boxes.outbox, 1000), text_frame("first") + text_frame("second") + close_frame(4008));
  EXPECT_EQ(boxes.total.bytes, 0U);
}

TEST(Outbox, keeps_order_over_thousands_of_frames_written_in_small_pieces) {
  OutboxTotal total;
  Outbox outbox(1'000'000, total);
  std::string expected;
  std::string wire;
  std::string piece(37, '\0');
  for (int i = 0; i < 5000; ++i) {
    ASSERT_TRUE(outbox.add_text(std::to_string(i)));
    expected += text_frame(std::to_string(i));
    if (i % 3 == 0) wire += piece.substr(0, outbox.take(std::span<char>(piece).first(7)));
  }
  EXPECT_EQ(wire + drain(outbox, 37), expected);
  EXPECT_EQ(total.bytes, 0U);
}

TEST(Outbox, gives_its_bytes_back_when_it_goes) {
  OutboxTotal total;
  {
    Outbox outbox(1000, total);
    ASSERT_TRUE(outbox.add_text("x"));
    EXPECT_GT(total.bytes, 0U);
  }
  EXPECT_EQ(total.bytes, 0U);
}

}  // namespace
}  // namespace ling
