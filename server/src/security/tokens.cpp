#include "security/tokens.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>

namespace ling {
namespace {

std::string hex_hash(std::string_view bytes, std::size_t size) {
  std::array<unsigned char, 32> digest{};
  crypto_generichash(digest.data(), size, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(), nullptr,
                     0);
  std::string hex(size * 2 + 1, '\0');
  sodium_bin2hex(hex.data(), hex.size(), digest.data(), size);
  hex.pop_back();
  return hex;
}

}  // namespace

std::string random_token() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(text.find('\0'));
  return text;
}

std::string random_code() {
  // Crockford's alphabet: no I, L, O, U.
  static constexpr std::string_view alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  std::string code;
  for (int i = 0; i < 16; ++i) {
    if (i > 0 && i % 4 == 0) code += '-';
    code += alphabet[randombytes_uniform(static_cast<std::uint32_t>(alphabet.size()))];
  }
  return code;
}

std::string secret_hash(std::string_view secret) {
  return hex_hash(secret, 32);
}

std::string content_hash(std::string_view bytes) {
  return hex_hash(bytes, 20);
}

std::string normalized_code(std::string_view typed) {
  std::string code;
  for (char c : typed) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
    if (c == 'O') c = '0';
    if (c == 'I' || c == 'L') c = '1';
    if ((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')) code += c;
  }
  return code;
}

bool decode_base64(std::string_view text, std::string& out) {
  // libsodium 1.0.18 takes bytes above 0x7F for digits.
  const auto is_ascii = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (!std::all_of(text.begin(), text.end(), is_ascii)) return false;
  while (!text.empty() && text.back() == '=')
    text.remove_suffix(1);
  out.resize(text.size() / 4 * 3 + 3);
  std::size_t size = 0;
  if (sodium_base642bin(reinterpret_cast<unsigned char*>(out.data()), out.size(), text.data(), text.size(), nullptr,
                        &size, nullptr, sodium_base64_VARIANT_ORIGINAL_NO_PADDING) != 0) {
    return false;
  }
  out.resize(size);
  return true;
}

}  // namespace ling
