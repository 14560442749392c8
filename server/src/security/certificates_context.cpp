#include "security/certificates_context.hpp"

#include <fmt/format.h>
#include <openssl/err.h>

#include <algorithm>
#include <array>
#include <stdexcept>
#include <string_view>

namespace ling {
namespace {

[[noreturn]] void fail(std::string_view sentence) {
  std::array<char, 256> reason{};
  ERR_error_string_n(ERR_get_error(), reason.data(), reason.size());
  ERR_clear_error();
  throw std::runtime_error(fmt::format("{} ({})", sentence, reason.data()));
}

// RFC 7301 section 3.2: the server picks; without a common protocol it ends with "no_application_protocol".
int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_size, const unsigned char* offered,
                    unsigned offered_size, void*) {
  constexpr std::string_view ours = "http/1.1";
  for (unsigned at = 0; at < offered_size;) {
    const unsigned size = offered[at];
    if (at + 1 + size > offered_size) break;
    if (std::string_view(reinterpret_cast<const char*>(offered) + at + 1, size) == ours) {
      *chosen = offered + at + 1;
      *chosen_size = static_cast<unsigned char>(size);
      return SSL_TLSEXT_ERR_OK;
    }
    at += 1 + size;
  }
  return SSL_TLSEXT_ERR_ALERT_FATAL;
}

std::shared_ptr<SSL_CTX> new_context() {
  std::shared_ptr<SSL_CTX> context(SSL_CTX_new(TLS_server_method()), SSL_CTX_free);
  if (!context) fail("TLS is not available");
  SSL_CTX* raw = context.get();
  SSL_CTX_set_min_proto_version(raw, TLS1_2_VERSION);
  SSL_CTX_set_options(raw, SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE |
                               SSL_OP_PRIORITIZE_CHACHA | SSL_OP_IGNORE_UNEXPECTED_EOF);
  // An idle connection keeps no buffers; a blocked write may be offered again from other memory.
  SSL_CTX_set_mode(raw, SSL_MODE_RELEASE_BUFFERS | SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
  SSL_CTX_set_read_ahead(raw, 1);
  const bool set = SSL_CTX_set_cipher_list(raw, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1 &&
                   SSL_CTX_set_ciphersuites(raw,
                                            "TLS_AES_128_GCM_SHA256:TLS_CHACHA20_POLY1305_SHA256:"
                                            "TLS_AES_256_GCM_SHA384") == 1 &&
                   SSL_CTX_set1_groups_list(raw, "X25519:P-256") == 1;
  if (!set) fail("TLS lacks the expected ciphers");
  SSL_CTX_set_session_cache_mode(raw, SSL_SESS_CACHE_OFF);  // Tickets resume sessions; the server remembers none.
  SSL_CTX_set_num_tickets(raw, 1);
  SSL_CTX_set_alpn_select_cb(raw, choose_protocol, nullptr);
  SSL_CTX_set_default_passwd_cb(raw, [](char*, int, int, void*) { return -1; });
  return context;
}

}  // namespace

std::shared_ptr<SSL_CTX> make_server_context(const Signed& server) {
  auto context = new_context();
  if (SSL_CTX_use_certificate(context.get(), server.certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context.get(), server.key.get()) != 1) {
    fail("the server certificate cannot be used");
  }
  return context;
}

std::shared_ptr<SSL_CTX> make_server_context(const std::filesystem::path& chain, const std::filesystem::path& key) {
  auto context = new_context();
  if (SSL_CTX_use_certificate_chain_file(context.get(), chain.c_str()) != 1) {
    fail(fmt::format(
        "cannot use the certificate {}: give a PEM file with the server's certificate first, then the chain",
        chain.string()));
  }
  if (SSL_CTX_use_PrivateKey_file(context.get(), key.c_str(), SSL_FILETYPE_PEM) != 1) {
    fail(fmt::format("cannot use the key {}: give the certificate's own key as PEM, without a password", key.string()));
  }
  if (SSL_CTX_check_private_key(context.get()) != 1) {
    fail(fmt::format("the key {} does not belong to the certificate {}", key.string(), chain.string()));
  }
  return context;
}

}  // namespace ling
