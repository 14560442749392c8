// Configuration texts: taken, or refused with a sentence that names the file.
#include "app/config.hpp"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const ling::Config config = ling::parse_config({reinterpret_cast<const char*>(data), size}, "ling.toml");
    if (config.https_port < 0 || config.https_port > 65535 || config.http_port < 0 || config.http_port > 65535) {
      std::abort();
    }
  } catch (const std::runtime_error& refused) {
    if (std::string_view(refused.what()).find("ling.toml") == std::string_view::npos) std::abort();
  }
  return 0;
}
