#include "media/channel.hpp"

#include <boost/asio/buffer.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/write.hpp>

#include <cstring>

namespace ling::media {
namespace {

constexpr std::size_t length_size = sizeof(std::uint32_t);
constexpr std::size_t read_at_once = 64 * 1024;

}  // namespace

Channel::Channel(Executor executor, int to_engine, int from_engine, Listener listener,
                 std::chrono::milliseconds patience)
    : executor_(executor),
      to_engine_(executor, to_engine),
      from_engine_(executor, from_engine),
      listener_(std::move(listener)),
      patience_(patience) {}

void Channel::start() {
  spawn(executor_, "media.channel.read",
        [](std::shared_ptr<Channel> self) -> Task<void> { co_await self->read_loop(); }(shared_from_this()));
}

std::uint32_t Channel::send(FBS::Request::Method method, const std::string& handler_id, WireBuilder& builder,
                            FBS::Request::Body type, flatbuffers::Offset<void> body) {
  if (++last_id_ == 0) ++last_id_;
  const auto request = FBS::Request::CreateRequestDirect(builder, last_id_, method, handler_id.c_str(), type, body);
  builder.FinishSizePrefixed(FBS::Message::CreateMessage(builder, FBS::Message::Body::Request, request.Union()));
  outgoing_.emplace_back(builder.GetBufferPointer(), builder.GetBufferPointer() + builder.GetSize());
  if (!writing_) {
    writing_ = true;
    spawn(executor_, "media.channel.write",
          [](std::shared_ptr<Channel> self) -> Task<void> { co_await self->write_loop(); }(shared_from_this()));
  }
  return last_id_;
}

Task<Result<Answer>> Channel::request(FBS::Request::Method method, const std::string& handler_id, WireBuilder& builder,
                                      FBS::Request::Body type, flatbuffers::Offset<void> body) {
  if (!open_) co_return refuse(ErrorCode::busy, "the media engine is being restarted");
  if (waiting_.size() >= most_waiting) co_return refuse(ErrorCode::busy, "the media engine has too much to do");
  const auto self = shared_from_this();
  const std::uint32_t id = send(method, handler_id, builder, type, body);
  auto waiting = std::make_shared<Waiting>(executor_);
  waiting_.emplace(id, waiting);
  waiting->timer.expires_after(patience_);
  boost::system::error_code cancelled;
  co_await waiting->timer.async_wait(asio::redirect_error(use_task, cancelled));
  waiting_.erase(id);
  if (waiting->answer.empty()) {
    if (open_ && !cancelled) fail("no answer");
    co_return refuse(ErrorCode::busy, "the media engine is being restarted");
  }
  Answer answer(std::move(waiting->answer));
  if (!answer.response().accepted()) {
    const auto* reason = answer.response().reason();
    co_return refuse(ErrorCode::bad_request, reason == nullptr ? "" : reason->str());
  }
  co_return answer;
}

void Channel::tell(FBS::Request::Method method, const std::string& handler_id, WireBuilder& builder,
                   FBS::Request::Body type, flatbuffers::Offset<void> body) {
  if (!open_) return;
  if (outgoing_.size() >= most_told) return fail("it does not read");
  send(method, handler_id, builder, type, body);
}

Task<void> Channel::write_loop() {
  boost::system::error_code failed;
  while (open_ && !outgoing_.empty() && !failed) {
    const std::vector<std::uint8_t> message = std::move(outgoing_.front());
    outgoing_.pop_front();
    co_await asio::async_write(to_engine_, asio::buffer(message), asio::redirect_error(use_task, failed));
  }
  writing_ = false;
  if (failed && open_) fail("its pipe is closed");
}

Task<void> Channel::read_loop() {
  std::vector<std::uint8_t> chunk(read_at_once);
  boost::system::error_code failed;
  while (open_) {
    const std::size_t size =
        co_await from_engine_.async_read_some(asio::buffer(chunk), asio::redirect_error(use_task, failed));
    if (failed || !open_) break;
    incoming_.insert(incoming_.end(), chunk.begin(), chunk.begin() + static_cast<std::ptrdiff_t>(size));
    take_messages();
  }
  if (open_) fail("its pipe is closed");
}

void Channel::take_messages() {
  std::size_t at = 0;
  while (open_ && incoming_.size() - at >= length_size) {
    std::uint32_t length = 0;
    std::memcpy(&length, incoming_.data() + at, length_size);  // Both ends are the same machine.
    if (length > longest_message) return fail("a message is too long");
    if (incoming_.size() - at - length_size < length) break;
    // With its length in front: the fields are aligned with it.
    const auto* first = incoming_.data() + at;
    at += length_size + length;
    take(std::vector<std::uint8_t>(first, first + length_size + length));
  }
  if (open_) incoming_.erase(incoming_.begin(), incoming_.begin() + static_cast<std::ptrdiff_t>(at));
}

void Channel::take(std::vector<std::uint8_t> message) {
  flatbuffers::Verifier verifier(message.data(), message.size());
  if (!FBS::Message::VerifySizePrefixedMessageBuffer(verifier)) return fail("a message makes no sense");
  const FBS::Message::Message* root = FBS::Message::GetSizePrefixedMessage(message.data());
  if (const auto* log = root->data_as_Log()) {
    listener_.on_log(log->data()->string_view());
  } else if (const auto* response = root->data_as_Response()) {
    const auto found = waiting_.find(response->id());
    if (found == waiting_.end()) return;  // Nobody waits: a `tell`.
    found->second->answer = std::move(message);
    found->second->timer.cancel();
  } else if (root->data_as_Notification() != nullptr) {
    // Posted, so that it comes after those who wait for the answers before it were resumed.
    asio::post(executor_, [self = shared_from_this(), message = std::move(message)] {
      if (self->open_) {
        self->listener_.on_notification(*FBS::Message::GetSizePrefixedMessage(message.data())->data_as_Notification());
      }
    });
  } else {
    fail("a message makes no sense");
  }
}

void Channel::fail(std::string_view why) {
  if (!open_) return;
  end();
  listener_.on_broken(why);
}

void Channel::close() {
  if (open_) end();
}

void Channel::end() {
  open_ = false;
  outgoing_.clear();
  incoming_.clear();
  boost::system::error_code ignored;
  to_engine_.close(ignored);
  from_engine_.close(ignored);
  for (const auto& [id, waiting] : waiting_)
    waiting->timer.cancel();
}

}  // namespace ling::media
