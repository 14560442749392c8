// WebP: no crash; what comes out is no longer than what went in, has a size that is its own, and is left as it is by a
// second time.
#include "pictures/webp.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view given(reinterpret_cast<const char*>(data), size);
  const std::string kept = ling::pictures::without_metadata(given);
  if (kept.empty()) return 0;
  if (kept.size() > given.size()) std::abort();
  std::size_t told = 0;
  for (std::size_t i = 4; i > 0; --i)
    told = told << 8 | static_cast<unsigned char>(kept[3 + i]);
  if (told != kept.size() - 8) std::abort();
  if (ling::pictures::without_metadata(kept) != kept) std::abort();
  return 0;
}
