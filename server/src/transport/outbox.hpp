// What waits to be written to one WebSocket: bounded in bytes, holding no memory when empty. Owned by one loop.
// Bodies are shared with every other outbox they wait in; frames are put together only when they are written.
#pragma once

#include "hub/outlet.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace ling {

/// Bytes waiting in all outboxes of one loop.
struct OutboxTotal {
  std::size_t bytes = 0;
};

class Outbox {
 public:
  Outbox(std::size_t limit_bytes, OutboxTotal& total) : limit_(limit_bytes), total_(total) {}
  ~Outbox() { clear(); }
  Outbox(const Outbox&) = delete;
  Outbox& operator=(const Outbox&) = delete;

  /// An event: {"pts":N,BODY}, or {BODY} for pts 0. false: it does not fit and was not taken.
  [[nodiscard]] bool add_event(Pts pts, FrameBody body);
  /// A whole text. It may go past the limit when little else waits, so that one large answer always fits.
  [[nodiscard]] bool add_text(std::string text);
  /// Bytes of a control frame as they go on the wire. Always taken.
  void add_control(std::string frame);
  /// Puts a text before everything else; only before the first take().
  void add_text_first(std::string text);

  /// Moves the next bytes for the wire into `into` and returns how many.
  std::size_t take(std::span<char> into);
  /// Drops everything but the rest of a frame that has been written in part.
  void drop_unstarted();
  void clear();

  [[nodiscard]] bool empty() const { return next_ == items_.size(); }
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  enum class Kind { event, text, control };
  struct Item {
    Item(FrameBody given, Pts place, Kind what);

    FrameBody body;
    Pts pts;
    std::uint32_t wire_size;  ///< Whole frame, header included.
    Kind kind;
  };

  void push(Item item);
  void count(std::size_t added);
  void uncount(std::size_t removed);

  std::vector<Item> items_;
  std::size_t next_ = 0;     ///< The first item not wholly taken.
  std::size_t started_ = 0;  ///< Bytes of it that were taken.
  std::size_t bytes_ = 0;
  std::size_t limit_;
  OutboxTotal& total_;
};

}  // namespace ling
