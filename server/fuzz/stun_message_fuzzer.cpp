// STUN datagrams: no crash, and whatever is answered is a whole message to the same transaction, hardly longer.
#include "transport/stun_message.hpp"

#include <netinet/in.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto request = ling::stun::parse_request({data, size});
  if (!request) return 0;
  if (std::memcmp(request->transaction.data(), data + 8, 12) != 0) std::abort();
  const sockaddr_in6 source{.sin6_family = AF_INET6, .sin6_port = 80};
  sockaddr_storage storage{};
  std::memcpy(&storage, &source, sizeof source);
  const auto answer = ling::stun::answer(*request, storage);
  if (answer.size() < 20 || answer.size() > size + 60 || answer.size() % 4 != 0) std::abort();
  if (std::memcmp(answer.data() + 8, data + 8, 12) != 0) std::abort();
  if (static_cast<std::size_t>((answer[2] << 8) | answer[3]) != answer.size() - 20) std::abort();
  return 0;
}
