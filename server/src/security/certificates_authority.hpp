// X.509 as a home needs it: a certificate authority that can vouch for nothing outside the home, and server certificates
// signed by it. Any thread.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace ling {

template <auto Free>
struct FreeWith {
  template <class T>
  void operator()(T* object) const {
    Free(object);
  }
};
using Key = std::unique_ptr<EVP_PKEY, FreeWith<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, FreeWith<X509_free>>;

struct Signed {
  Key key;
  Certificate certificate;
};

/// Throws std::runtime_error when OpenSSL fails, which is a fault.
/// An authority for 10 years, constrained to private addresses, to the domains of home networks, to `host` and to `extra`.
Signed make_authority(std::string_view host, const std::vector<std::string>& extra, std::time_t now);
/// A server certificate for 397 days, the most that browsers take, for all names the authority may vouch for.
Signed make_server_certificate(const Signed& authority, const std::vector<std::string>& names, std::time_t now);

/// Those of `names` that the authority's constraints permit.
std::vector<std::string> permitted_names(X509& authority, const std::vector<std::string>& names);
/// The certificate is signed by the authority, covers all `names` and is valid for 30 more days.
bool is_still_good(X509& certificate, X509& authority, const std::vector<std::string>& names, std::time_t now);
bool ends_within(X509& certificate, std::time_t seconds, std::time_t now);
bool belongs_to(X509& certificate, EVP_PKEY& key);
/// "AB:CD:…" of its SHA-256.
std::string fingerprint(X509& certificate);

std::string to_pem(X509& certificate);
std::string to_pem(EVP_PKEY& key);
/// Null when the text is not what it should be.
Certificate certificate_from_pem(std::string_view pem);
Key key_from_pem(std::string_view pem);

}  // namespace ling
