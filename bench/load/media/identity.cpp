#include "load/media/identity.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

#include <array>
#include <stdexcept>

namespace ling::load {

Identity::Identity() : context_(SSL_CTX_new(DTLS_client_method()), &SSL_CTX_free) {
  const std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)> key(EVP_EC_gen("P-256"), &EVP_PKEY_free);
  const std::unique_ptr<X509, decltype(&X509_free)> certificate(X509_new(), &X509_free);
  ASN1_INTEGER_set(X509_get_serialNumber(certificate.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -3600);
  X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 24L * 3600);
  X509_set_pubkey(certificate.get(), key.get());
  X509_NAME* name = X509_get_subject_name(certificate.get());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("bench"), -1, -1, 0);
  X509_set_issuer_name(certificate.get(), name);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0 ||
      X509_digest(certificate.get(), EVP_sha256(), digest.data(), &size) != 1 ||
      SSL_CTX_use_certificate(context_.get(), certificate.get()) != 1 ||
      SSL_CTX_use_PrivateKey(context_.get(), key.get()) != 1 ||
      // 0 is success here, unlike everywhere else.
      SSL_CTX_set_tlsext_use_srtp(context_.get(), "SRTP_AEAD_AES_128_GCM") != 0)
    throw std::runtime_error("no certificate for media clients");
  SSL_CTX_set_options(context_.get(), SSL_OP_NO_QUERY_MTU);
  for (unsigned i = 0; i < size; ++i)
    fingerprint_ += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest[i]);
}

}  // namespace ling::load
