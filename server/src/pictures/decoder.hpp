// libvips, found when the process runs: who does not have it has no previews by the server, and everything else. What is
// called of it is declared in the .cpp, since its interface is C and stable; no header of it is needed to build.
#pragma once

#include "pictures/wire.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <string>

extern "C" {
struct _VipsImage;
}

namespace ling::pictures {

struct Opened {
  std::uint32_t width = 0, height = 0;  ///< As it is seen, turned right.
  std::string hash;                     ///< ThumbHash; none of a square.
  std::string preview;                  ///< WebP without metadata, in sRGB.
};

class Decoder {
 public:
  /// nullptr: there is no libvips of the right kind. Opens JPEG, PNG, GIF, WebP, HEIC and AVIF, nothing else.
  static std::unique_ptr<Decoder> load();

  /// Exit::made and `into`, or why not.
  Exit open(std::span<char> bytes, std::uint32_t side, Shape shape, Opened& into);

 private:
  struct Functions;
  struct Free {
    void operator()(Functions* functions) const;
  };
  using Image = _VipsImage;
  explicit Decoder(std::unique_ptr<Functions, Free> functions) : call_(std::move(functions)) {}

  /// The preview, of at most so many bytes.
  Exit pack(Image* image, std::size_t most, Opened& into);
  Exit hash(Image* image, Opened& into);

  std::unique_ptr<Functions, Free> call_;
};

}  // namespace ling::pictures
