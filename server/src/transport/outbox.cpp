#include "transport/outbox.hpp"

#include "transport/websocket_frame.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace ling {
namespace {

/// `{"pts":N,` or `{`.
class EventHead {
 public:
  explicit EventHead(Pts pts) {
    constexpr std::string_view key = "{\"pts\":";
    if (pts == 0) {
      bytes_[0] = '{';
      size_ = 1;
      return;
    }
    char* end = std::copy(key.begin(), key.end(), bytes_.begin());
    end = std::to_chars(end, bytes_.data() + bytes_.size() - 1, pts).ptr;
    *end++ = ',';
    size_ = static_cast<std::size_t>(end - bytes_.data());
  }
  [[nodiscard]] std::string_view bytes() const { return {bytes_.data(), size_}; }

 private:
  std::array<char, 32> bytes_{};
  std::size_t size_ = 0;
};

/// Copies the pieces of one frame, without the `skip` bytes that are on the wire already.
class Copier {
 public:
  Copier(std::span<char> into, std::size_t skip) : into_(into), skip_(skip) {}
  void add(std::string_view piece) {
    const std::size_t skipped = std::min(skip_, piece.size());
    skip_ -= skipped;
    piece.remove_prefix(skipped);
    const std::size_t count = std::min(piece.size(), into_.size() - copied_);
    std::memcpy(into_.data() + copied_, piece.data(), count);
    copied_ += count;
  }
  [[nodiscard]] std::size_t copied() const { return copied_; }

 private:
  std::span<char> into_;
  std::size_t skip_;
  std::size_t copied_ = 0;
};

}  // namespace

bool Outbox::add_event(Pts pts, FrameBody body) {
  Item item(std::move(body), pts, Kind::event);
  if (bytes_ + item.wire_size > limit_) return false;
  push(std::move(item));
  return true;
}

bool Outbox::add_text(std::string text) {
  if (bytes_ > limit_) return false;
  push(Item(std::make_shared<const std::string>(std::move(text)), 0, Kind::text));
  return true;
}

void Outbox::add_control(std::string frame) {
  push(Item(std::make_shared<const std::string>(std::move(frame)), 0, Kind::control));
}

void Outbox::add_text_first(std::string text) {
  Item item(std::make_shared<const std::string>(std::move(text)), 0, Kind::text);
  count(item.wire_size);
  items_.insert(items_.begin(), std::move(item));
}

std::size_t Outbox::take(std::span<char> into) {
  std::size_t taken = 0;
  while (!empty() && taken < into.size()) {
    const Item& item = items_[next_];
    Copier copier(into.subspan(taken), started_);
    switch (item.kind) {
      case Kind::event: {
        const EventHead head(item.pts);
        copier.add(FrameHeader::text(head.bytes().size() + item.body->size() + 1).bytes());
        copier.add(head.bytes());
        copier.add(*item.body);
        copier.add("}");
        break;
      }
      case Kind::text:
        copier.add(FrameHeader::text(item.body->size()).bytes());
        copier.add(*item.body);
        break;
      case Kind::control:
        copier.add(*item.body);
        break;
    }
    taken += copier.copied();
    started_ += copier.copied();
    uncount(copier.copied());
    if (started_ < item.wire_size) break;
    items_[next_].body.reset();
    ++next_;
    started_ = 0;
  }
  if (empty()) {
    items_ = {};
    next_ = 0;
  } else if (next_ >= 64 && next_ * 2 >= items_.size()) {
    items_.erase(items_.begin(), items_.begin() + static_cast<std::ptrdiff_t>(next_));
    next_ = 0;
  }
  return taken;
}

void Outbox::drop_unstarted() {
  const std::size_t keep = started_ > 0 ? next_ + 1 : next_;
  for (std::size_t i = keep; i < items_.size(); ++i)
    uncount(items_[i].wire_size);
  items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(keep), items_.end());
}

void Outbox::clear() {
  uncount(bytes_);
  items_ = {};
  next_ = 0;
  started_ = 0;
}

Outbox::Item::Item(FrameBody given, Pts place, Kind what) : body(std::move(given)), pts(place), kind(what) {
  std::size_t payload = body->size();
  if (kind == Kind::event) payload += EventHead(pts).bytes().size() + 1;
  const std::size_t header = kind == Kind::control ? 0 : FrameHeader::text(payload).bytes().size();
  wire_size = static_cast<std::uint32_t>(header + payload);
}

void Outbox::push(Item item) {
  count(item.wire_size);
  items_.push_back(std::move(item));
}

void Outbox::count(std::size_t added) {
  bytes_ += added;
  total_.bytes += added;
}

void Outbox::uncount(std::size_t removed) {
  bytes_ -= removed;
  total_.bytes -= removed;
}

}  // namespace ling
