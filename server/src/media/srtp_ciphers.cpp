#include "media/srtp_ciphers.hpp"

#include <openssl/evp.h>
#include <srtp2/cipher.h>

#include <array>
#include <cstdint>
#include <limits>
#include <memory>
#include <new>

namespace ling::media {
namespace {

constexpr int salt_size = 12;
constexpr int iv_size = 12;
constexpr unsigned int text_size = 60, encrypted_size = text_size + 16;  // of the examples
constexpr int largest = std::numeric_limits<int>::max();

/// One direction of one key. libsrtp gives a nonce, then what is only signed, then what is encrypted, in this order.
struct Gcm {
  std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context{EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free};
  int tag_size = 0;
};

Gcm& gcm(void* state) {
  return *static_cast<Gcm*>(state);
}

srtp_err_status_t said(bool good, srtp_err_status_t otherwise) {
  return good ? srtp_err_status_ok : otherwise;
}

template <const srtp_cipher_type_t& Type>
srtp_err_status_t alloc(srtp_cipher_pointer_t* made, int key_size, int tag_size) {
  const bool known = key_size == Type.test_data->key_length_octets && (tag_size == 8 || tag_size == 16);
  if (!known) return srtp_err_status_bad_param;
  auto state = std::unique_ptr<Gcm>(new (std::nothrow) Gcm);
  if (!state || !state->context) return srtp_err_status_alloc_fail;
  state->tag_size = tag_size;
  auto* cipher = new (std::nothrow) srtp_cipher_t{&Type, state.get(), key_size, static_cast<int>(Type.id)};
  if (cipher == nullptr) return srtp_err_status_alloc_fail;
  (void)state.release();  // the cipher's from now on
  *made = cipher;
  return srtp_err_status_ok;
}

srtp_err_status_t dealloc(srtp_cipher_pointer_t cipher) {
  delete static_cast<Gcm*>(cipher->state);  // OpenSSL wipes the key
  delete cipher;
  return srtp_err_status_ok;
}

template <const EVP_CIPHER* (*Algorithm)()>
srtp_err_status_t init(void* state, const std::uint8_t* key) {
  // Nonces of GCM have 12 bytes unless one says otherwise, and so have those of SRTP (RFC 7714, section 8.1).
  return said(EVP_CipherInit_ex(gcm(state).context.get(), Algorithm(), nullptr, key, nullptr, 1) == 1,
              srtp_err_status_init_fail);
}

srtp_err_status_t set_iv(void* state, std::uint8_t* iv, srtp_cipher_direction_t direction) {
  const int encrypting = direction == srtp_direction_encrypt ? 1 : 0;
  return said(EVP_CipherInit_ex(gcm(state).context.get(), nullptr, nullptr, nullptr, iv, encrypting) == 1,
              srtp_err_status_cipher_fail);
}

srtp_err_status_t set_aad(void* state, const std::uint8_t* aad, std::uint32_t size) {
  if (size > largest) return srtp_err_status_bad_param;
  int done = 0;
  return said(EVP_CipherUpdate(gcm(state).context.get(), nullptr, &done, aad, static_cast<int>(size)) == 1,
              srtp_err_status_algo_fail);
}

srtp_err_status_t encrypt(void* state, std::uint8_t* bytes, unsigned int* size) {
  if (*size > largest) return srtp_err_status_bad_param;
  EVP_CIPHER_CTX* context = gcm(state).context.get();
  int done = 0, rest = 0;
  const bool good = EVP_EncryptUpdate(context, bytes, &done, bytes, static_cast<int>(*size)) == 1 &&
                    EVP_EncryptFinal_ex(context, bytes + done, &rest) == 1;
  return said(good, srtp_err_status_cipher_fail);
}

srtp_err_status_t get_tag(void* state, std::uint8_t* tag, std::uint32_t* size) {
  *size = static_cast<std::uint32_t>(gcm(state).tag_size);
  return said(EVP_CIPHER_CTX_ctrl(gcm(state).context.get(), EVP_CTRL_AEAD_GET_TAG, gcm(state).tag_size, tag) == 1,
              srtp_err_status_algo_fail);
}

/// The tag stands behind what it signs.
srtp_err_status_t decrypt(void* state, std::uint8_t* bytes, unsigned int* size) {
  EVP_CIPHER_CTX* context = gcm(state).context.get();
  const int tag_size = gcm(state).tag_size;
  if (*size > largest || static_cast<int>(*size) < tag_size) return srtp_err_status_bad_param;
  const int text = static_cast<int>(*size) - tag_size;
  int done = 0, rest = 0;
  if (EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, tag_size, bytes + text) != 1 ||
      EVP_DecryptUpdate(context, bytes, &done, bytes, text) != 1)
    return srtp_err_status_algo_fail;
  if (EVP_DecryptFinal_ex(context, bytes + done, &rest) != 1) return srtp_err_status_auth_fail;
  *size = static_cast<unsigned int>(text);
  return srtp_err_status_ok;
}

// The examples 4 and 16 of "The Galois/Counter Mode of Operation" (McGrew, Viega); libsrtp keeps the salt behind the key.
// clang-format off
constexpr std::array<std::uint8_t, 16 + salt_size> key_128{
    0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65, 0x73, 0x1c, 0x6d, 0x6a, 0x8f, 0x94, 0x67, 0x30, 0x83, 0x08};
constexpr std::array<std::uint8_t, 32 + salt_size> key_256{
    0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65, 0x73, 0x1c, 0x6d, 0x6a, 0x8f, 0x94, 0x67, 0x30, 0x83, 0x08,
    0xfe, 0xff, 0xe9, 0x92, 0x86, 0x65, 0x73, 0x1c, 0x6d, 0x6a, 0x8f, 0x94, 0x67, 0x30, 0x83, 0x08};
std::array<std::uint8_t, iv_size> example_iv{  // not const: libsrtp takes it so
    0xca, 0xfe, 0xba, 0xbe, 0xfa, 0xce, 0xdb, 0xad, 0xde, 0xca, 0xf8, 0x88};
constexpr std::array<std::uint8_t, 20> example_aad{
    0xfe, 0xed, 0xfa, 0xce, 0xde, 0xad, 0xbe, 0xef, 0xfe, 0xed, 0xfa, 0xce, 0xde, 0xad, 0xbe, 0xef,
    0xab, 0xad, 0xda, 0xd2};
constexpr std::array<std::uint8_t, text_size> example_text{
    0xd9, 0x31, 0x32, 0x25, 0xf8, 0x84, 0x06, 0xe5, 0xa5, 0x59, 0x09, 0xc5, 0xaf, 0xf5, 0x26, 0x9a,
    0x86, 0xa7, 0xa9, 0x53, 0x15, 0x34, 0xf7, 0xda, 0x2e, 0x4c, 0x30, 0x3d, 0x8a, 0x31, 0x8a, 0x72,
    0x1c, 0x3c, 0x0c, 0x95, 0x95, 0x68, 0x09, 0x53, 0x2f, 0xcf, 0x0e, 0x24, 0x49, 0xa6, 0xb5, 0x25,
    0xb1, 0x6a, 0xed, 0xf5, 0xaa, 0x0d, 0xe6, 0x57, 0xba, 0x63, 0x7b, 0x39};
constexpr std::array<std::uint8_t, encrypted_size> encrypted_128{
    0x42, 0x83, 0x1e, 0xc2, 0x21, 0x77, 0x74, 0x24, 0x4b, 0x72, 0x21, 0xb7, 0x84, 0xd0, 0xd4, 0x9c,
    0xe3, 0xaa, 0x21, 0x2f, 0x2c, 0x02, 0xa4, 0xe0, 0x35, 0xc1, 0x7e, 0x23, 0x29, 0xac, 0xa1, 0x2e,
    0x21, 0xd5, 0x14, 0xb2, 0x54, 0x66, 0x93, 0x1c, 0x7d, 0x8f, 0x6a, 0x5a, 0xac, 0x84, 0xaa, 0x05,
    0x1b, 0xa3, 0x0b, 0x39, 0x6a, 0x0a, 0xac, 0x97, 0x3d, 0x58, 0xe0, 0x91,
    0x5b, 0xc9, 0x4f, 0xbc, 0x32, 0x21, 0xa5, 0xdb, 0x94, 0xfa, 0xe9, 0x5a, 0xe7, 0x12, 0x1a, 0x47};
constexpr std::array<std::uint8_t, encrypted_size> encrypted_256{
    0x52, 0x2d, 0xc1, 0xf0, 0x99, 0x56, 0x7d, 0x07, 0xf4, 0x7f, 0x37, 0xa3, 0x2a, 0x84, 0x42, 0x7d,
    0x64, 0x3a, 0x8c, 0xdc, 0xbf, 0xe5, 0xc0, 0xc9, 0x75, 0x98, 0xa2, 0xbd, 0x25, 0x55, 0xd1, 0xaa,
    0x8c, 0xb0, 0x8e, 0x48, 0x59, 0x0d, 0xbb, 0x3d, 0xa7, 0xb0, 0x8b, 0x10, 0x56, 0x82, 0x88, 0x38,
    0xc5, 0xf6, 0x1e, 0x63, 0x93, 0xba, 0x7a, 0x0a, 0xbc, 0xc9, 0xf6, 0x62,
    0x76, 0xfc, 0x6e, 0xce, 0x0f, 0x4e, 0x17, 0x68, 0xcd, 0xdf, 0x88, 0x53, 0xbb, 0x2d, 0x55, 0x1b};
// clang-format on

template <std::size_t KeySize>
srtp_cipher_test_case_t example(const std::array<std::uint8_t, KeySize>& key,
                                const std::array<std::uint8_t, encrypted_size>& encrypted) {
  return {.key_length_octets = KeySize,
          .key = key.data(),
          .idx = example_iv.data(),
          .plaintext_length_octets = text_size,
          .plaintext = example_text.data(),
          .ciphertext_length_octets = encrypted_size,
          .ciphertext = encrypted.data(),
          .aad_length_octets = example_aad.size(),
          .aad = example_aad.data(),
          .tag_length_octets = 16,
          .next_test_case = nullptr};
}
const srtp_cipher_test_case_t example_128 = example(key_128, encrypted_128);
const srtp_cipher_test_case_t example_256 = example(key_256, encrypted_256);

extern const srtp_cipher_type_t aes_128, aes_256;
const srtp_cipher_type_t aes_128{alloc<aes_128>, dealloc, init<EVP_aes_128_gcm>, set_aad,      encrypt,         decrypt,
                                 set_iv,         get_tag, "AES-128-GCM OpenSSL", &example_128, SRTP_AES_GCM_128};
const srtp_cipher_type_t aes_256{alloc<aes_256>, dealloc, init<EVP_aes_256_gcm>, set_aad,      encrypt,         decrypt,
                                 set_iv,         get_tag, "AES-256-GCM OpenSSL", &example_256, SRTP_AES_GCM_256};

}  // namespace

bool encrypt_with_openssl() {
  return srtp_replace_cipher_type(&aes_128, SRTP_AES_GCM_128) == srtp_err_status_ok &&
         srtp_replace_cipher_type(&aes_256, SRTP_AES_GCM_256) == srtp_err_status_ok;
}

}  // namespace ling::media

srtp_err_status_t ling_start_srtp() {
  const srtp_err_status_t started = srtp_init();
  if (started == srtp_err_status_ok) (void)ling::media::encrypt_with_openssl();
  return started;
}
