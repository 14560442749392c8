// HTTPS on a LAN: a local certificate authority made on first run, and a server certificate that follows the machine's
// names and addresses. Or certificates of one's own, by config. TLS 1.2 and newer. Any thread, after construction.
#pragma once

#include "security/certificates_names.hpp"

#include <openssl/ssl.h>

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace ling {

struct CertificatesConfig {
  std::filesystem::path folder;  ///< Keeps ca.key, ca.crt, server.key, server.crt; created with mode 700, files 600.
  std::optional<std::filesystem::path> own_certificate;  ///< PEM chain; then no CA is made.
  std::optional<std::filesystem::path> own_key;
  std::vector<std::string> extra_names;  ///< More DNS names or addresses to be reached by.
  std::function<std::vector<std::string>()> machine_names = names_of_this_machine;
};

class Certificates {
 public:
  /// Loads or makes everything; throws std::runtime_error with a sentence that says which file and what to do.
  explicit Certificates(CertificatesConfig config);
  ~Certificates();

  /// The context for new connections. Shared: connections keep the one they began with when refresh() replaces it.
  [[nodiscard]] std::shared_ptr<SSL_CTX> server_context() const;
  /// Makes a new server certificate when names or addresses came or under 30 days remain, or reloads own files that
  /// changed. Call once a minute, from one thread, not on a loop. true = replaced. Never throws: what fails is logged,
  /// and the certificate in use stays.
  bool refresh();
  /// The names and addresses that browsers which trust the CA will accept; empty with own certificates.
  [[nodiscard]] std::vector<std::string> names() const;
  /// PEM of the CA for /ling-ca.crt; empty with own certificates.
  [[nodiscard]] std::string ca_pem() const;
  /// SHA-256 of the CA, "AB:CD:…", for people to compare.
  [[nodiscard]] std::string ca_fingerprint() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace ling
