#include "media/rtp_parameters.hpp"

#include <boost/algorithm/string/predicate.hpp>

#include <algorithm>

namespace ling::media {

Kind Codec::kind() const {
  return boost::algorithm::istarts_with(mime_type, "video/") ? Kind::video : Kind::audio;
}

bool Codec::is_rtx() const {
  return boost::algorithm::iends_with(mime_type, "/rtx");
}

std::int32_t Codec::number(std::string_view name) const {
  const auto found = std::ranges::find(options, name, &CodecOption::name);
  if (found == options.end()) return 0;
  const auto* number = std::get_if<std::int32_t>(&found->value);
  return number == nullptr ? 0 : *number;
}

std::optional<std::uint8_t> Codec::repairs() const {
  const std::int32_t apt = number("apt");
  if (!is_rtx() || apt <= 0 || apt > 127) return std::nullopt;
  return static_cast<std::uint8_t>(apt);
}

}  // namespace ling::media
