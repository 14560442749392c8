#include "load/media/ice_check.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <cstring>

namespace ling::load::ice {
namespace {

constexpr std::size_t header = 20;

void put16(std::vector<std::uint8_t>& out, std::size_t value) {
  out.push_back(static_cast<std::uint8_t>(value >> 8));
  out.push_back(static_cast<std::uint8_t>(value));
}

void attribute(std::vector<std::uint8_t>& out, std::uint16_t type, std::span<const std::uint8_t> value) {
  put16(out, type);
  put16(out, value.size());
  out.insert(out.end(), value.begin(), value.end());
  while (out.size() % 4 != 0)
    out.push_back(0);
}

/// The length in the header counts an attribute that is signed or summed before it stands there.
void set_length(std::vector<std::uint8_t>& out, std::size_t coming) {
  const std::size_t length = out.size() - header + coming;
  out[2] = static_cast<std::uint8_t>(length >> 8);
  out[3] = static_cast<std::uint8_t>(length);
}

std::uint32_t crc32(std::span<const std::uint8_t> bytes) {
  std::uint32_t crc = 0xffffffff;
  for (const std::uint8_t byte : bytes) {
    crc ^= byte;
    for (int bit = 0; bit < 8; ++bit)
      crc = (crc >> 1) ^ ((crc & 1U) != 0 ? 0xedb88320U : 0U);
  }
  return ~crc;
}

void sign(std::vector<std::uint8_t>& out, std::string_view password) {
  set_length(out, 24);
  std::array<std::uint8_t, 20> signature{};
  unsigned size = 0;
  HMAC(EVP_sha1(), password.data(), static_cast<int>(password.size()), out.data(), out.size(), signature.data(), &size);
  attribute(out, 0x0008, signature);
  set_length(out, 8);
  const std::uint32_t sum = crc32(out) ^ 0x5354554eU;
  const std::array<std::uint8_t, 4> fingerprint{static_cast<std::uint8_t>(sum >> 24),
                                                static_cast<std::uint8_t>(sum >> 16),
                                                static_cast<std::uint8_t>(sum >> 8), static_cast<std::uint8_t>(sum)};
  attribute(out, 0x8028, fingerprint);
}

}  // namespace

std::vector<std::uint8_t> check(std::string_view username, std::string_view password,
                                const std::array<std::uint8_t, 12>& transaction) {
  std::vector<std::uint8_t> out{0x00, 0x01, 0x00, 0x00, 0x21, 0x12, 0xa4, 0x42};
  out.insert(out.end(), transaction.begin(), transaction.end());
  attribute(out, 0x0006, {reinterpret_cast<const std::uint8_t*>(username.data()), username.size()});
  const std::array<std::uint8_t, 4> priority{0x6e, 0x7f, 0x1e, 0xff};
  attribute(out, 0x0024, priority);
  const std::array<std::uint8_t, 8> controlling{1, 2, 3, 4, 5, 6, 7, 8};
  attribute(out, 0x802a, controlling);
  attribute(out, 0x0025, {});  // USE-CANDIDATE
  sign(out, password);
  return out;
}

bool is_check(std::span<const std::uint8_t> datagram) {
  return datagram.size() >= header && datagram[0] == 0x00 && datagram[1] == 0x01;
}

std::vector<std::uint8_t> answer(std::span<const std::uint8_t> check, std::string_view password, std::uint32_t address,
                                 std::uint16_t port) {
  std::vector<std::uint8_t> out{0x01, 0x01, 0x00, 0x00};
  out.insert(out.end(), check.begin() + 4, check.begin() + header);
  std::array<std::uint8_t, 8> mapped{0x00, 0x01};
  std::memcpy(mapped.data() + 2, &port, sizeof port);
  std::memcpy(mapped.data() + 4, &address, sizeof address);
  // Hidden from routers that would rewrite it: the magic number over both.
  for (std::size_t i = 0; i < 2; ++i)
    mapped[2 + i] ^= out[4 + i];
  for (std::size_t i = 0; i < 4; ++i)
    mapped[4 + i] ^= out[4 + i];
  attribute(out, 0x0020, mapped);
  sign(out, password);
  return out;
}

bool is_success(std::span<const std::uint8_t> datagram) {
  return datagram.size() >= header && datagram[0] == 0x01 && datagram[1] == 0x01;
}

}  // namespace ling::load::ice
