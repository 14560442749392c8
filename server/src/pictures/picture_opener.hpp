// Makes small pictures of pictures without opening any in this process: each is given to a process of its own
// (`ling picture-worker`), which is confined, bounded in memory and time, and gone afterwards. What it answers is checked.
// open() blocks, so it belongs on a thread for work that does; several may call at once.
#pragma once

#include "pictures/wire.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <span>
#include <string>

namespace ling::pictures {

struct Picture {
  int width = 0, height = 0;  ///< As it is seen, turned right.
  std::string thumbhash;      ///< Raw bytes.
  std::string preview;        ///< WebP in sRGB, without metadata; never larger than asked for.
};

/// What is drawn of a picture: never larger than it is.
struct Wanted {
  std::uint32_t side = 0;  ///< Of the square that it fits into, in pixels.
  Shape shape = Shape::whole;
};

enum class Outcome {
  made,
  unreadable,   ///< Also when the process crashed, was killed, or took too long.
  too_large,    ///< More bytes or pixels than are opened (wire.hpp).
  unavailable,  ///< Nothing here can open pictures.
};

class PictureOpener {
 public:
  struct Settings {
    std::string program = "/proc/self/exe";  ///< The executable, which `picture-worker` is added to.
    std::chrono::milliseconds patience = std::chrono::seconds{10};
  };
  /// Gives the next bytes; 0: there are no more.
  using Read = std::function<std::size_t(std::span<char>)>;

  explicit PictureOpener(Settings settings);
  ~PictureOpener();
  PictureOpener(const PictureOpener&) = delete;

  /// A picture of `size` bytes. Throws Unavailable once stop() was called.
  Outcome open(std::uint64_t size, Wanted wanted, const Read& read, Picture& into) const;
  /// From now on nothing is opened: who waits for a picture is told so at once, and its process ends. Any thread.
  void stop();

 private:
  Settings settings_;
  int stopped_ = -1;  ///< An eventfd, readable for ever once it is so.
};

}  // namespace ling::pictures
