// The control channel against an engine that this test plays.
#include "media/channel.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <cstring>
#include <string>
#include <utility>
#include <vector>

namespace ling::media {
namespace {

using Method = FBS::Request::Method;

/// The channel on one side of two pipes, and on the other what a test writes and reads by hand.
class ChannelTest : public testing::Test {
 protected:
  static constexpr std::chrono::milliseconds patience{200};

  ChannelTest() {
    std::array<int, 2> to_engine{}, from_engine{};
    EXPECT_EQ(::pipe(to_engine.data()), 0);
    EXPECT_EQ(::pipe(from_engine.data()), 0);
    engine_reads_ = to_engine[0];
    engine_writes_ = from_engine[1];
    Channel::Listener listener;
    listener.on_notification = [this](const FBS::Notification::Notification& notification) {
      heard_.push_back("notification for " + notification.handlerId()->str());
    };
    listener.on_log = [this](std::string_view line) { heard_.emplace_back(line); };
    listener.on_broken = [this](std::string_view why) { broken_.emplace_back(why); };
    channel_ =
        std::make_shared<Channel>(loop_.get_executor(), to_engine[1], from_engine[0], std::move(listener), patience);
    channel_->start();
  }
  ~ChannelTest() override {
    channel_->close();
    loop_.poll();
    ::close(engine_reads_);
    if (engine_writes_ >= 0) ::close(engine_writes_);
  }

  /// Asks, and notes what came of it when it came.
  void ask(Method method, const std::string& about) {
    spawn(loop_.get_executor(), "test.ask", [](ChannelTest* self, Method what, std::string id) -> Task<void> {
      WireBuilder builder;
      const auto answer = co_await self->channel_->request(what, id, builder);
      self->heard_.push_back(id + (answer ? ": yes" : ": no, " + answer.error().detail));
    }(this, method, about));
    loop_.restart();
    loop_.poll();
  }

  /// The id of the request that the engine reads next.
  std::uint32_t read_request() {
    std::uint32_t length = 0;
    EXPECT_EQ(::read(engine_reads_, &length, sizeof length), static_cast<ssize_t>(sizeof length));
    std::vector<std::uint8_t> bytes(length);
    EXPECT_EQ(::read(engine_reads_, bytes.data(), length), static_cast<ssize_t>(length));
    return FBS::Message::GetMessage(bytes.data())->data_as_Request()->id();
  }

  void write(const void* bytes, std::size_t size) {
    EXPECT_EQ(::write(engine_writes_, bytes, size), static_cast<ssize_t>(size));
  }

  static std::vector<std::uint8_t> finished(WireBuilder& builder, FBS::Message::Body type,
                                            flatbuffers::Offset<void> body) {
    builder.FinishSizePrefixed(FBS::Message::CreateMessage(builder, type, body));
    return {builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize()};
  }

  static std::vector<std::uint8_t> response(std::uint32_t id, bool accepted) {
    WireBuilder builder;
    const auto body = FBS::Response::CreateResponseDirect(builder, id, accepted, FBS::Response::Body::NONE, 0,
                                                          accepted ? nullptr : "Error", accepted ? nullptr : "full");
    return finished(builder, FBS::Message::Body::Response, body.Union());
  }

  static std::vector<std::uint8_t> notification(const char* about) {
    WireBuilder builder;
    const auto body =
        FBS::Notification::CreateNotificationDirect(builder, about, FBS::Notification::Event::CONSUMER_PRODUCER_CLOSE);
    return finished(builder, FBS::Message::Body::Notification, body.Union());
  }

  void engine_says(const std::vector<std::uint8_t>& message) { write(message.data(), message.size()); }

  /// Lets the loop work until something more was heard or the channel broke.
  void until_heard(std::size_t count) {
    while (heard_.size() < count && broken_.empty() && loop_.run_one() > 0) {
    }
  }

  asio::io_context loop_{1};
  int engine_reads_ = -1, engine_writes_ = -1;
  std::shared_ptr<Channel> channel_;
  std::vector<std::string> heard_, broken_;
};

TEST_F(ChannelTest, answers_find_who_asked_whatever_their_order) {
  ask(Method::WORKER_DUMP, "first");
  ask(Method::WORKER_DUMP, "second");
  const std::uint32_t first = read_request(), second = read_request();
  engine_says(response(second, true));
  engine_says(response(first, false));
  until_heard(2);
  EXPECT_EQ(heard_, (std::vector<std::string>{"second: yes", "first: no, full"}));
}

TEST_F(ChannelTest, the_end_of_a_large_call_in_one_turn_is_no_fault) {
  for (int i = 0; i < 6000; ++i) {
    WireBuilder builder;
    channel_->tell(Method::TRANSPORT_CLOSE_CONSUMER, "a way", builder, FBS::Request::Body::NONE, 0);
  }
  EXPECT_TRUE(channel_->open());
  EXPECT_TRUE(broken_.empty());
}

TEST_F(ChannelTest, what_the_engine_says_comes_after_the_answers_before_it) {
  ask(Method::WORKER_DUMP, "asked");
  engine_says(response(read_request(), true));
  engine_says(notification("it"));
  until_heard(2);
  EXPECT_EQ(heard_, (std::vector<std::string>{"asked: yes", "notification for it"}));
}

TEST_F(ChannelTest, a_message_in_pieces_is_one_message) {
  const auto message = notification("it");
  for (const std::uint8_t byte : message) {
    write(&byte, 1);
    loop_.poll();
  }
  until_heard(1);
  EXPECT_EQ(heard_, std::vector<std::string>{"notification for it"});
}

TEST_F(ChannelTest, nonsense_breaks_it_and_whoever_waits_is_refused) {
  ask(Method::WORKER_DUMP, "asked");
  const std::uint32_t length = 64;
  std::vector<std::uint8_t> nonsense(sizeof length + length, 0xA5);
  std::memcpy(nonsense.data(), &length, sizeof length);
  engine_says(nonsense);
  while (heard_.empty() && loop_.run_one() > 0) {
  }
  EXPECT_EQ(broken_, std::vector<std::string>{"a message makes no sense"});
  EXPECT_EQ(heard_, std::vector<std::string>{"asked: no, the media engine is being restarted"});
  ask(Method::WORKER_DUMP, "later");
  EXPECT_EQ(heard_.back(), "later: no, the media engine is being restarted");
}

TEST_F(ChannelTest, a_length_beyond_all_bounds_breaks_it_at_once) {
  const std::uint32_t length = Channel::longest_message + 1;
  write(&length, sizeof length);
  while (broken_.empty() && loop_.run_one() > 0) {
  }
  EXPECT_EQ(broken_, std::vector<std::string>{"a message is too long"});
}

TEST_F(ChannelTest, an_engine_that_is_gone_breaks_it) {
  ask(Method::WORKER_DUMP, "asked");
  ::close(std::exchange(engine_writes_, -1));
  while (heard_.empty() && loop_.run_one() > 0) {
  }
  EXPECT_EQ(broken_, std::vector<std::string>{"its pipe is closed"});
  EXPECT_EQ(heard_, std::vector<std::string>{"asked: no, the media engine is being restarted"});
}

TEST_F(ChannelTest, an_engine_that_does_not_answer_breaks_it_after_a_while) {
  ask(Method::WORKER_DUMP, "asked");
  while (heard_.empty() && loop_.run_one() > 0) {
  }
  EXPECT_EQ(broken_, std::vector<std::string>{"no answer"});
}

}  // namespace
}  // namespace ling::media
