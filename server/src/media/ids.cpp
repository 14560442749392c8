#include "media/ids.hpp"

#include <fmt/format.h>
#include <sys/random.h>

#include <array>
#include <cerrno>
#include <system_error>

namespace ling::media {

std::string new_id() {
  std::array<unsigned char, 16> bits{};
  if (::getrandom(bits.data(), bits.size(), 0) != static_cast<ssize_t>(bits.size())) {
    throw std::system_error(errno, std::generic_category(), "getrandom");
  }
  std::string id;
  for (const unsigned char byte : bits)
    id += fmt::format("{:02x}", byte);
  return id;
}

}  // namespace ling::media
