#include "features/files/byte_range.hpp"

#include <algorithm>
#include <charconv>

namespace ling {
namespace {

std::optional<std::uint64_t> number(std::string_view digits) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

}  // namespace

AskedRange read_range(std::string_view header, std::uint64_t size) {
  constexpr std::string_view unit = "bytes=";
  if (!header.starts_with(unit)) return {};
  header.remove_prefix(unit.size());
  const std::size_t dash = header.find('-');
  // Section 14.2: a server may ignore Range; several ranges nobody of ours asks for.
  if (dash == std::string_view::npos || header.find(',') != std::string_view::npos) return {};
  const std::string_view from = header.substr(0, dash), to = header.substr(dash + 1);
  const auto last = number(to);
  if (from.empty()) {
    if (!last) return {};
    if (*last == 0 || size == 0) return {.satisfiable = false, .range = {}};
    const std::uint64_t length = std::min(*last, size);
    return {.satisfiable = true, .range = ByteRange{size - length, length}};
  }
  const auto first = number(from);
  if (!first || (!to.empty() && (!last || *last < *first))) return {};
  if (*first >= size) return {.satisfiable = false, .range = {}};
  const std::uint64_t end = last ? std::min(*last, size - 1) : size - 1;
  return {.satisfiable = true, .range = ByteRange{*first, end - *first + 1}};
}

}  // namespace ling
