// Cookie headers: no crash, and what is found is a part of the header that holds no divider.
#include "transport/cookies.hpp"

#include <cstdint>
#include <cstdlib>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view header(reinterpret_cast<const char*>(data), size);
  const auto found = ling::find_cookie(header, "__Host-ling");
  if (!found) return 0;
  if (found->find(';') != std::string_view::npos) std::abort();
  if (found->data() < header.data() || found->data() + found->size() > header.data() + header.size()) std::abort();
  if (header.find("__Host-ling=") == std::string_view::npos) std::abort();
  return 0;
}
