// Names of files: what is left is a label and no path, and the header that carries it cannot be broken out of.
#include "features/files/disposition.hpp"
#include "features/files/file_names.hpp"
#include "foundation/text.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view given(reinterpret_cast<const char*>(data), size);
  const std::string name = ling::clean_file_name(given);
  if (name.empty() || name.size() > ling::longest_file_name || name == "." || name == "..") std::abort();
  if (!ling::text::is_utf8(name) || ling::text::has_control(name) || !ling::text::has_visible(name)) std::abort();
  if (name.find_first_of("/\\") != std::string::npos) std::abort();

  const std::string header = ling::disposition("attachment", given);
  const auto printable = [](char c) { return c >= ' ' && c <= '~'; };
  if (!std::all_of(header.begin(), header.end(), printable)) std::abort();
  if (std::count(header.begin(), header.end(), '"') != 2 || std::count(header.begin(), header.end(), ';') != 2)
    std::abort();
  return 0;
}
