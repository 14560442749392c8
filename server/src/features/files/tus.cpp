#include "features/files/tus.hpp"

#include "foundation/text.hpp"
#include "security/tokens.hpp"

#include <algorithm>
#include <charconv>

namespace ling::tus {

std::optional<std::uint64_t> number(std::string_view header) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(header.data(), header.data() + header.size(), value);
  if (header.empty() || error != std::errc{} || end != header.data() + header.size()) return std::nullopt;
  return value;
}

std::optional<std::string> metadata(std::string_view header, std::string_view key) {
  while (!header.empty()) {
    const std::size_t comma = std::min(header.find(','), header.size());
    const std::string_view pair = text::trimmed(header.substr(0, comma));
    header.remove_prefix(std::min(comma + 1, header.size()));
    const std::size_t space = std::min(pair.find(' '), pair.size());
    if (pair.substr(0, space) != key) continue;
    std::string value;
    if (!decode_base64(text::trimmed(pair.substr(space)), value)) return std::nullopt;
    return value;
  }
  return std::nullopt;
}

std::optional<Checksum> checksum(std::string_view header) {
  const std::size_t space = std::min(header.find(' '), header.size());
  const std::string_view name = header.substr(0, space);
  if (name != "sha1" && name != "sha256") return std::nullopt;
  Checksum checksum;
  checksum.kind = name == "sha1" ? ContentHasher::Kind::sha1 : ContentHasher::Kind::sha256;
  if (!decode_base64(text::trimmed(header.substr(space)), checksum.digest)) return std::nullopt;
  if (checksum.digest.size() != (name == "sha1" ? 20 : 32)) return std::nullopt;
  return checksum;
}

}  // namespace ling::tus
