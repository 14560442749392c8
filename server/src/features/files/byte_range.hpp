// Range of RFC 9110 section 14, as far as it is of use: one range of bytes. Pure.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace ling {

struct ByteRange {
  std::uint64_t first = 0, length = 0;
  friend bool operator==(const ByteRange&, const ByteRange&) = default;
};

struct AskedRange {
  bool satisfiable = true;         ///< false: 416.
  std::optional<ByteRange> range;  ///< Without: everything, as the header is missing, malformed, or asks for several.
};

AskedRange read_range(std::string_view header, std::uint64_t size);

}  // namespace ling
