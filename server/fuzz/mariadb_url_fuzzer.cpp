// Addresses of a database: taken, or refused with a sentence; what is taken has all that is needed to go there.
#include "storage/mariadb/mariadb_address.hpp"

#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  try {
    const auto address = ling::storage::parse_mariadb_url({reinterpret_cast<const char*>(data), size});
    if (address.user.empty() || address.database.empty() || address.port == 0) std::abort();
    if (address.host.empty() && address.socket.empty()) std::abort();
    if (address.shown().empty()) std::abort();
  } catch (const std::runtime_error& refused) {
    if (std::string_view(refused.what()).find("mariadb://") == std::string_view::npos) std::abort();
  }
  return 0;
}
