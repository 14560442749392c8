// The first bytes of a file: no crash, no endless walk, and whoever looks at them from two sides sees the same.
#include "features/accounts/image_probe.hpp"
#include "features/files/media_type.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const std::string_view type = ling::media_type(bytes);
  if (type.find('/') == std::string_view::npos) std::abort();
  // What follows the head changes nothing.
  if (ling::media_type(bytes.substr(0, ling::media_type_head)) != type) std::abort();
  const auto image = ling::probe_image(bytes);
  if (!image) return 0;
  if (image->width < 1 || image->height < 1 || image->type != type) std::abort();
  return 0;
}
