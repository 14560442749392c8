// Headers of pictures: no crash, no endless walk, and whatever is measured has sides.
#include "features/stickers/sticker_image.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto image = ling::measure_image({reinterpret_cast<const char*>(data), size});
  if (!image) return 0;
  if (image->width < 1 || image->height < 1) std::abort();
  return 0;
}
