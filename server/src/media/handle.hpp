// Something inside an engine that is closed when its owner here lets go of it.
#pragma once

#include "media/channel.hpp"

#include <memory>
#include <string>
#include <utility>

namespace ling::media {

/// Destroyed on the loop of its worker. Closing is a request that nobody waits for; when the engine is gone, so is the
/// thing, and nothing happens.
class Handle {
 public:
  /// Builds the request that closes `id`, in what is called `parent`.
  using Close = void (*)(Channel& channel, const std::string& parent, const std::string& id);

  /// Holds nothing.
  Handle() = default;
  Handle(std::shared_ptr<Channel> channel, std::string parent, std::string id, Close close)
      : channel_(std::move(channel)), parent_(std::move(parent)), id_(std::move(id)), close_(close) {}
  Handle(Handle&&) noexcept = default;
  Handle& operator=(Handle&& other) noexcept {
    std::swap(channel_, other.channel_);
    std::swap(parent_, other.parent_);
    std::swap(id_, other.id_);
    std::swap(close_, other.close_);
    return *this;
  }
  ~Handle() {
    if (channel_) close_(*channel_, parent_, id_);
  }

  [[nodiscard]] const std::string& id() const { return id_; }
  /// The engine that it lives in still runs.
  [[nodiscard]] bool alive() const { return channel_ && channel_->open(); }

 protected:
  [[nodiscard]] const std::shared_ptr<Channel>& channel() const { return channel_; }

 private:
  std::shared_ptr<Channel> channel_;
  std::string parent_, id_;
  Close close_ = nullptr;
};

/// A request without a body about `id`, answered with nothing.
Task<Result<void>> simply(std::shared_ptr<Channel> channel, FBS::Request::Method method, std::string id);

}  // namespace ling::media
