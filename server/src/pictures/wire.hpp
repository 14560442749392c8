// What passes between the server and the process that opens a picture: a request, the picture's bytes, an answer with
// two runs of bytes behind it. Both ends are one executable on one machine.
#pragma once

#include <cstdint>

namespace ling::pictures {

enum class Shape : std::uint32_t {
  whole,   ///< All of the picture.
  square,  ///< Its middle.
};

struct Request {
  std::uint64_t size = 0;   ///< Bytes that follow.
  std::uint32_t side = 0;   ///< What is drawn fits into a square of so many pixels.
  std::uint32_t shape = 0;  ///< A Shape.
};

struct Answer {
  static constexpr std::uint32_t mark = 0x676e694c;
  std::uint32_t begins = mark;
  std::uint32_t width = 0, height = 0;  ///< Of the picture, turned right.
  std::uint32_t hash_size = 0;          ///< ThumbHash, behind this.
  std::uint32_t preview_size = 0;       ///< WebP, behind that.
};

/// How the process ends; anything else is an accident.
enum Exit : int { made = 0, unreadable = 10, too_large = 11, no_decoder = 12 };

inline constexpr std::uint64_t most_bytes = 64ULL * 1024 * 1024;  ///< Of a picture that is opened.
inline constexpr std::uint64_t most_pixels = 100'000'000;         ///< Looked at before anything is decoded.
inline constexpr std::uint32_t most_preview_bytes = 4 * 1024 * 1024;
inline constexpr std::uint32_t most_square_bytes = 96 * 1024;
inline constexpr std::uint32_t most_hash_bytes = 32;

}  // namespace ling::pictures
