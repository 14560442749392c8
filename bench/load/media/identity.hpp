// Who a media client is: a key of its own and the certificate to it, whose fingerprint the signalling tells the engine.
#pragma once

#include <openssl/ssl.h>

#include <memory>
#include <string>

namespace ling::load {

class Identity {
 public:
  Identity();  ///< P-256, self-signed. Throws std::runtime_error.

  /// For DTLS 1.2 as a client, with SRTP_AEAD_AES_128_GCM (RFC 7714) and nothing else.
  [[nodiscard]] SSL_CTX* context() const { return context_.get(); }
  /// SHA-256, "AB:CD:…".
  [[nodiscard]] const std::string& fingerprint() const { return fingerprint_; }

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::string fingerprint_;
};

}  // namespace ling::load
