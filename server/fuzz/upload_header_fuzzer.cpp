// Headers of tus: no crash, and what is taken is what it says. The first line of the input is the key that is looked for,
// the rest the header.
#include "features/files/tus.hpp"
#include "foundation/text.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input(reinterpret_cast<const char*>(data), size);
  const auto line = input.find('\n');
  if (line == std::string_view::npos) return 0;
  const std::string_view key = input.substr(0, line), header = input.substr(line + 1);
  if (const auto number = ling::tus::number(header)) {
    const std::string written = std::to_string(*number);
    if (!header.ends_with(written) || header.find_first_not_of("0123456789") != std::string_view::npos) std::abort();
  }
  if (const auto value = ling::tus::metadata(header, key)) {
    // It stands there, or its padding was left out, or it is the empty one of a key alone.
    const std::string written = ling::text::base64(*value);
    if (header.find(written.substr(0, written.find('='))) == std::string_view::npos) std::abort();
  }
  if (const auto checksum = ling::tus::checksum(header)) {
    const bool is_sha1 = checksum->kind == ling::ContentHasher::Kind::sha1;
    if (checksum->digest.size() != (is_sha1 ? 20 : 32)) std::abort();
  }
  return 0;
}
