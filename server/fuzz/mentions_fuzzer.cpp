// Mentions: no crash, and what is taken names stretches of the text that begin with '@' and follow each other. The input
// is the number of mentions, two bytes for each with its offset and length, and the text.
#include "features/chat/mentions.hpp"
#include "foundation/text.hpp"

#include <cstdint>
#include <cstdlib>
#include <span>
#include <string_view>
#include <vector>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::span<const std::uint8_t> input(data, size);
  if (input.empty() || input.size() < 1 + std::size_t{2} * input[0]) return 0;
  std::vector<ling::Mention> mentions(input[0]);
  for (std::size_t i = 0; i < mentions.size(); ++i) {
    // Of both signs: a client may send any number.
    mentions[i].offset = static_cast<std::int8_t>(input[1 + 2 * i]);
    mentions[i].length = static_cast<std::int8_t>(input[2 + 2 * i]);
  }
  const auto rest = input.subspan(1 + 2 * mentions.size());
  const std::string_view text(reinterpret_cast<const char*>(rest.data()), rest.size());
  if (!ling::text::is_utf8(text) || !ling::mentions::check(text, mentions)) return 0;
  std::size_t end = 0;
  for (const ling::Mention& one : mentions) {
    const auto offset = static_cast<std::size_t>(one.offset), length = static_cast<std::size_t>(one.length);
    const auto words = ling::text::utf16_slice(text, offset, length);
    if (offset < end || !words || !words->starts_with('@') || !ling::text::is_utf8(*words)) std::abort();
    end = offset + length;
  }
  return 0;
}
