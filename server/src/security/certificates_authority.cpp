#include "security/certificates_authority.hpp"

#include "security/certificates_names.hpp"

#include <fmt/format.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <array>
#include <stdexcept>

namespace ling {
namespace {

using Bio = std::unique_ptr<BIO, FreeWith<BIO_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>>;
using Constraints = std::unique_ptr<NAME_CONSTRAINTS, FreeWith<NAME_CONSTRAINTS_free>>;
using AlternativeNames = std::unique_ptr<GENERAL_NAMES, FreeWith<GENERAL_NAMES_free>>;

constexpr std::time_t day = 24 * 60 * 60;
constexpr std::time_t authority_days = 3650;
constexpr std::time_t server_days = 397;
constexpr std::time_t renew_before = 30 * day;
/// Clocks of phones and tablets run a little behind.
constexpr std::time_t backdated = 60 * 60;

[[noreturn]] void fail() {
  std::array<char, 256> text{};
  ERR_error_string_n(ERR_get_error(), text.data(), text.size());
  throw std::runtime_error(fmt::format("cannot make a certificate: {}", text.data()));
}

void must(bool worked) {
  if (!worked) fail();
}

void add_extension(X509& certificate, X509& issuer, int id, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, &issuer, &certificate, nullptr, nullptr, 0);
  const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
  must(extension && X509_add_ext(&certificate, extension.get(), -1) == 1);
}

// RFC 5280 section 4.1.2.2: a positive number of at most 20 bytes; random, so that it cannot be foretold.
void set_random_serial(X509& certificate) {
  std::array<unsigned char, 16> bytes{};
  must(RAND_bytes(bytes.data(), bytes.size()) == 1);
  bytes[0] &= 0x7f;
  bytes[0] |= 0x40;
  const std::unique_ptr<BIGNUM, FreeWith<BN_free>> number(BN_bin2bn(bytes.data(), bytes.size(), nullptr));
  must(number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(&certificate)) != nullptr);
}

void set_name(X509_NAME* name, const std::string& common_name) {
  const auto* bytes = reinterpret_cast<const unsigned char*>(common_name.data());
  must(X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8, bytes, static_cast<int>(common_name.size()), -1,
                                  0) == 1);
}

Signed begin(std::time_t now, std::time_t until) {
  Signed made{Key(EVP_EC_gen("P-256")), Certificate(X509_new())};
  must(made.key && made.certificate);
  must(X509_set_version(made.certificate.get(), X509_VERSION_3) == 1);
  set_random_serial(*made.certificate);
  must(ASN1_TIME_set(X509_getm_notBefore(made.certificate.get()), now - backdated) != nullptr);
  must(ASN1_TIME_set(X509_getm_notAfter(made.certificate.get()), until) != nullptr);
  must(X509_set_pubkey(made.certificate.get(), made.key.get()) == 1);
  return made;
}

std::string alternative_name(const std::string& name) {
  return (is_ip_address(name) ? "IP:" : "DNS:") + name;
}

std::string alternative_names(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) {
    if (!all.empty()) all += ',';
    all += alternative_name(name);
  }
  return all;
}

// RFC 5280 section 4.2.1.10: names outside all permitted subtrees of their kind are refused by every client, so this
// authority could not impersonate a public site even in the hands of a thief.
std::string constraints(std::string_view host, const std::vector<std::string>& extra) {
  std::string value =
      "critical,permitted;DNS:localhost,permitted;DNS:local,permitted;DNS:lan,permitted;DNS:home.arpa,"
      "permitted;DNS:internal,permitted;IP:127.0.0.0/255.0.0.0,permitted;IP:10.0.0.0/255.0.0.0,"
      "permitted;IP:172.16.0.0/255.240.0.0,permitted;IP:192.168.0.0/255.255.0.0,"
      "permitted;IP:169.254.0.0/255.255.0.0,permitted;IP:100.64.0.0/255.192.0.0,"
      "permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,permitted;IP:fc00::/fe00::,permitted;IP:fe80::/ffc0::";
  if (!host.empty()) value += fmt::format(",permitted;DNS:{}", host);
  for (std::string_view name : extra) {
    if (!is_ip_address(name)) {
      if (name.starts_with("*.")) name.remove_prefix(2);
      value += fmt::format(",permitted;DNS:{}", name);
    } else if (name.find(':') == std::string_view::npos) {
      value += fmt::format(",permitted;IP:{}/255.255.255.255", name);
    } else {
      value += fmt::format(",permitted;IP:{}/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", name);
    }
  }
  return value;
}

bool permits(NAME_CONSTRAINTS& constraints, const std::string& name) {
  const Certificate probe(X509_new());
  must(probe != nullptr);
  add_extension(*probe, *probe, NID_subject_alt_name, alternative_name(name));
  // The check reads what OpenSSL has decoded, and this makes it decode; the probe is no use for any purpose.
  X509_check_purpose(probe.get(), -1, 0);
  ERR_clear_error();
  return NAME_CONSTRAINTS_check(probe.get(), &constraints) == X509_V_OK;
}

bool covers(X509& certificate, const std::string& name) {
  if (is_ip_address(name)) return X509_check_ip_asc(&certificate, name.c_str(), 0) == 1;
  const std::string host = name.starts_with("*.") ? "any" + name.substr(1) : name;
  return X509_check_host(&certificate, host.data(), host.size(), X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, nullptr) == 1;
}

std::string pem_of(BIO& bio) {
  char* data = nullptr;
  const long size = BIO_get_mem_data(&bio, &data);
  return {data, static_cast<std::size_t>(size)};
}

Bio memory(std::string_view text) {
  return Bio(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

/// An encrypted key must not make the server ask on a terminal that nobody watches.
int no_password(char*, int, int, void*) {
  return -1;
}

}  // namespace

Signed make_authority(std::string_view host, const std::vector<std::string>& extra, std::time_t now) {
  Signed made = begin(now, now + authority_days * day);
  X509& certificate = *made.certificate;
  X509_NAME* name = X509_get_subject_name(&certificate);
  set_name(name, fmt::format("Ling on {}", host.empty() ? "this machine" : host));
  must(X509_set_issuer_name(&certificate, name) == 1);
  add_extension(certificate, certificate, NID_basic_constraints, "critical,CA:TRUE,pathlen:0");
  add_extension(certificate, certificate, NID_key_usage, "critical,keyCertSign,cRLSign");
  // Not for signing programs or mail either.
  add_extension(certificate, certificate, NID_ext_key_usage, "serverAuth");
  add_extension(certificate, certificate, NID_subject_key_identifier, "hash");
  add_extension(certificate, certificate, NID_name_constraints, constraints(host, extra));
  must(X509_sign(&certificate, made.key.get(), EVP_sha256()) > 0);
  return made;
}

Signed make_server_certificate(const Signed& authority, const std::vector<std::string>& names, std::time_t now) {
  X509& issuer = *authority.certificate;
  Signed made = begin(now, now + server_days * day);
  X509& certificate = *made.certificate;
  if (ASN1_TIME_compare(X509_get0_notAfter(&certificate), X509_get0_notAfter(&issuer)) > 0) {
    must(X509_set1_notAfter(&certificate, X509_get0_notAfter(&issuer)) == 1);
  }
  set_name(X509_get_subject_name(&certificate), "Ling");
  must(X509_set_issuer_name(&certificate, X509_get_subject_name(&issuer)) == 1);
  add_extension(certificate, issuer, NID_basic_constraints, "critical,CA:FALSE");
  add_extension(certificate, issuer, NID_key_usage, "critical,digitalSignature");
  add_extension(certificate, issuer, NID_ext_key_usage, "serverAuth");
  add_extension(certificate, issuer, NID_subject_key_identifier, "hash");
  add_extension(certificate, issuer, NID_authority_key_identifier, "keyid:always");
  add_extension(certificate, issuer, NID_subject_alt_name, alternative_names(permitted_names(issuer, names)));
  must(X509_sign(&certificate, authority.key.get(), EVP_sha256()) > 0);
  return made;
}

std::vector<std::string> permitted_names(X509& authority, const std::vector<std::string>& names) {
  const Constraints limits(
      static_cast<NAME_CONSTRAINTS*>(X509_get_ext_d2i(&authority, NID_name_constraints, nullptr, nullptr)));
  if (!limits) return names;
  std::vector<std::string> permitted;
  for (const std::string& name : names) {
    if (permits(*limits, name)) permitted.push_back(name);
  }
  return permitted;
}

bool is_still_good(X509& certificate, X509& authority, const std::vector<std::string>& names, std::time_t now) {
  if (X509_verify(&certificate, X509_get0_pubkey(&authority)) != 1) {
    ERR_clear_error();
    return false;
  }
  std::time_t soon = now + renew_before;
  std::time_t at = now;
  // One that lasts as long as its authority cannot be bettered.
  const bool can_last_longer = ASN1_TIME_compare(X509_get0_notAfter(&certificate), X509_get0_notAfter(&authority)) < 0;
  if (can_last_longer && X509_cmp_time(X509_get0_notAfter(&certificate), &soon) <= 0) return false;
  if (X509_cmp_time(X509_get0_notBefore(&certificate), &at) >= 0) return false;
  for (const std::string& name : permitted_names(authority, names)) {
    if (!covers(certificate, name)) return false;
  }
  return true;
}

bool ends_within(X509& certificate, std::time_t seconds, std::time_t now) {
  std::time_t at = now + seconds;
  return X509_cmp_time(X509_get0_notAfter(&certificate), &at) <= 0;
}

bool belongs_to(X509& certificate, EVP_PKEY& key) {
  const bool same = X509_check_private_key(&certificate, &key) == 1;
  if (!same) ERR_clear_error();
  return same;
}

std::string fingerprint(X509& certificate) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  must(X509_digest(&certificate, EVP_sha256(), digest.data(), &size) == 1);
  std::string text;
  for (unsigned i = 0; i < size; ++i)
    text += fmt::format("{}{:02X}", i == 0 ? "" : ":", digest[i]);
  return text;
}

std::string to_pem(X509& certificate) {
  const Bio bio(BIO_new(BIO_s_mem()));
  must(bio && PEM_write_bio_X509(bio.get(), &certificate) == 1);
  return pem_of(*bio);
}

std::string to_pem(EVP_PKEY& key) {
  const Bio bio(BIO_new(BIO_s_mem()));
  must(bio && PEM_write_bio_PKCS8PrivateKey(bio.get(), &key, nullptr, nullptr, 0, nullptr, nullptr) == 1);
  return pem_of(*bio);
}

Certificate certificate_from_pem(std::string_view pem) {
  const Bio bio = memory(pem);
  Certificate certificate(PEM_read_bio_X509(bio.get(), nullptr, no_password, nullptr));
  ERR_clear_error();
  return certificate;
}

Key key_from_pem(std::string_view pem) {
  const Bio bio = memory(pem);
  Key key(PEM_read_bio_PrivateKey(bio.get(), nullptr, no_password, nullptr));
  ERR_clear_error();
  return key;
}

}  // namespace ling
