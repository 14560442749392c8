// Range: no crash, and never a byte that the file does not have. The first eight bytes of the input are the size of the
// file, the rest the header.
#include "features/files/byte_range.hpp"

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::uint64_t file = 0;
  if (size < sizeof file) return 0;
  std::memcpy(&file, data, sizeof file);
  const std::string_view header(reinterpret_cast<const char*>(data) + sizeof file, size - sizeof file);
  const ling::AskedRange asked = ling::read_range(header, file);
  if (!asked.range) return 0;
  if (!asked.satisfiable || asked.range->length == 0) std::abort();
  if (asked.range->first >= file || asked.range->length > file - asked.range->first) std::abort();
  return 0;
}
