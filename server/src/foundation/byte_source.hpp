// Bytes that come piece by piece, so that what passes through needs no memory of its size. Used on one loop.
#pragma once

#include "foundation/task.hpp"

#include <cstddef>
#include <cstdint>
#include <span>

namespace ling {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  /// Waits for the next bytes and puts them to the front of `into`, which must stay until then. 0: nothing more comes.
  virtual Task<std::size_t> read(std::span<char> into) = 0;
  /// How many have not come yet. More than 0 after read() gave 0: it broke off.
  [[nodiscard]] virtual std::uint64_t remaining() const = 0;
};

}  // namespace ling
