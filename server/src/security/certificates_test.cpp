#include "security/certificates.hpp"

#include "security/certificates_authority.hpp"
#include "security/certificates_files.hpp"

#include <gtest/gtest.h>
#include <openssl/x509v3.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>

namespace ling {
namespace {

namespace fs = std::filesystem;

constexpr std::time_t day = 24 * 60 * 60;

class CertificatesTest : public testing::Test {
 protected:
  CertificatesTest() {
    std::string pattern = (fs::temp_directory_path() / "ling-certificates-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
    root = pattern;
  }
  ~CertificatesTest() override { fs::remove_all(root); }

  CertificatesConfig config(std::vector<std::string> extra = {}) {
    return {.folder = root / "certificates",
            .own_certificate = {},
            .own_key = {},
            .extra_names = std::move(extra),
            .machine_names = [this] { return machine; }};
  }

  [[nodiscard]] std::string file(const char* name) const {
    return read_file_if_any(root / "certificates" / name).value_or("");
  }

  fs::path root;
  std::vector<std::string> machine{"localhost", "127.0.0.1", "kitchen.local", "192.168.1.7"};
};

/// Whether a browser that trusts only `authority` takes the certificate for the name.
bool is_accepted(X509& certificate, X509& authority, const std::string& name) {
  const std::unique_ptr<X509_STORE, FreeWith<X509_STORE_free>> store(X509_STORE_new());
  X509_STORE_add_cert(store.get(), &authority);
  const std::unique_ptr<X509_STORE_CTX, FreeWith<X509_STORE_CTX_free>> context(X509_STORE_CTX_new());
  X509_STORE_CTX_init(context.get(), store.get(), &certificate, nullptr);
  X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
  X509_VERIFY_PARAM* rules = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_X509_STRICT);
  if (X509_VERIFY_PARAM_set1_ip_asc(rules, name.c_str()) != 1)
    X509_VERIFY_PARAM_set1_host(rules, name.data(), name.size());
  return X509_verify_cert(context.get()) == 1;
}

TEST_F(CertificatesTest, are_accepted_for_every_name_of_the_machine) {
  const Certificates certificates(config({"chat.example", "2001:db8::5"}));
  const Certificate authority = certificate_from_pem(certificates.ca_pem());
  const Certificate server = certificate_from_pem(file("server.crt"));
  for (const char* name : {"localhost", "127.0.0.1", "kitchen.local", "192.168.1.7", "chat.example", "2001:db8::5"}) {
    EXPECT_TRUE(is_accepted(*server, *authority, name)) << name;
  }
  for (const char* name : {"example.com", "192.168.1.8", "evil.chat.example", "local"}) {
    EXPECT_FALSE(is_accepted(*server, *authority, name)) << name;
  }
}

TEST_F(CertificatesTest, stay_the_same_over_a_restart) {
  const std::string authority = Certificates(config()).ca_pem();
  const std::string server = file("server.crt");
  EXPECT_EQ(Certificates(config()).ca_pem(), authority);
  EXPECT_EQ(file("server.crt"), server);
}

TEST_F(CertificatesTest, are_private_files) {
  const Certificates certificates(config());
  struct stat status{};
  ASSERT_EQ(::stat((root / "certificates").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0700U);
  for (const char* name : {"ca.key", "ca.crt", "server.key", "server.crt"}) {
    ASSERT_EQ(::stat((root / "certificates" / name).c_str(), &status), 0) << name;
    EXPECT_EQ(status.st_mode & 0777U, 0600U) << name;
  }
}

TEST_F(CertificatesTest, follow_a_new_address_and_keep_the_authority) {
  Certificates certificates(config());
  const std::string authority = certificates.ca_pem();
  const auto context = certificates.server_context();
  EXPECT_FALSE(certificates.refresh());
  EXPECT_EQ(certificates.server_context(), context);

  machine.emplace_back("10.1.2.3");
  EXPECT_TRUE(certificates.refresh());
  EXPECT_NE(certificates.server_context(), context);
  EXPECT_EQ(certificates.ca_pem(), authority);
  EXPECT_TRUE(is_accepted(*certificate_from_pem(file("server.crt")), *certificate_from_pem(authority), "10.1.2.3"));
  EXPECT_FALSE(certificates.refresh());
}

TEST_F(CertificatesTest, leave_out_a_new_name_that_the_authority_may_not_vouch_for) {
  Certificates certificates(config());
  machine.emplace_back("203.0.113.9");
  machine.emplace_back("example.com");
  EXPECT_FALSE(certificates.refresh());
  const auto names = certificates.names();
  EXPECT_EQ(std::count(names.begin(), names.end(), "203.0.113.9"), 0);
  EXPECT_EQ(std::count(names.begin(), names.end(), "192.168.1.7"), 1);
}

TEST_F(CertificatesTest, vouch_for_a_public_address_that_the_machine_had_from_the_beginning) {
  machine.emplace_back("203.0.113.9");
  const Certificates certificates(config());
  EXPECT_TRUE(is_accepted(*certificate_from_pem(file("server.crt")), *certificate_from_pem(certificates.ca_pem()),
                          "203.0.113.9"));
}

TEST_F(CertificatesTest, take_wildcards_among_the_extra_names_without_renewing_for_ever) {
  Certificates certificates(config({"*.home.example"}));
  EXPECT_TRUE(is_accepted(*certificate_from_pem(file("server.crt")), *certificate_from_pem(certificates.ca_pem()),
                          "a.home.example"));
  EXPECT_FALSE(certificates.refresh());
}

TEST_F(CertificatesTest, make_a_new_server_pair_when_the_old_one_is_broken) {
  const std::string authority = Certificates(config()).ca_pem();
  write_private_file(root / "certificates" / "server.key", "nonsense");
  EXPECT_EQ(Certificates(config()).ca_pem(), authority);
  EXPECT_NE(file("server.key"), "nonsense");
}

TEST_F(CertificatesTest, never_replace_an_authority_that_people_may_trust) {
  {
    const Certificates certificates(config());
  }
  const std::string certificate = file("ca.crt");
  const auto refusal = [&] {
    try {
      const Certificates certificates(config());
      return std::string("none");
    } catch (const std::runtime_error& refused) {
      return std::string(refused.what());
    }
  };
  fs::remove(root / "certificates" / "ca.key");
  EXPECT_NE(refusal().find("ca.key is missing"), std::string::npos) << refusal();
  write_private_file(root / "certificates" / "ca.key", "nonsense");
  EXPECT_NE(refusal().find("damaged"), std::string::npos) << refusal();
  EXPECT_EQ(file("ca.crt"), certificate);
}

TEST_F(CertificatesTest, say_which_extra_name_cannot_be) {
  EXPECT_THROW(Certificates(config({"not a name"})), std::runtime_error);
  EXPECT_THROW(Certificates(config({"a,permitted;DNS:com"})), std::runtime_error);
  {
    const Certificates certificates(config());
  }
  try {
    const Certificates certificates(config({"later.example"}));
    FAIL() << "the authority was made without this name";
  } catch (const std::runtime_error& refused) {
    EXPECT_NE(std::string(refused.what()).find("later.example"), std::string::npos) << refused.what();
  }
}

TEST_F(CertificatesTest, of_ones_own_are_used_and_reloaded) {
  const std::time_t now = std::time(nullptr);
  const Signed authority = make_authority("kitchen", {"chat.example"}, now);
  const Signed first = make_server_certificate(authority, {"chat.example"}, now);
  const fs::path chain = root / "own.crt";
  const fs::path key = root / "own.key";
  write_private_file(chain, to_pem(*first.certificate));
  write_private_file(key, to_pem(*first.key));
  CertificatesConfig own{.folder = root / "certificates", .own_certificate = chain, .own_key = key, .extra_names = {}};
  Certificates certificates(own);
  EXPECT_EQ(certificates.ca_pem(), "");
  EXPECT_EQ(certificates.ca_fingerprint(), "");
  EXPECT_FALSE(fs::exists(root / "certificates"));
  EXPECT_FALSE(certificates.refresh());

  const Signed second = make_server_certificate(authority, {"chat.example"}, now);
  write_private_file(chain, to_pem(*second.certificate));
  fs::last_write_time(chain, fs::last_write_time(chain) + std::chrono::seconds(5));
  const auto before = certificates.server_context();
  EXPECT_FALSE(certificates.refresh()) << "the new certificate does not belong to the old key";
  EXPECT_EQ(certificates.server_context(), before);
  write_private_file(key, to_pem(*second.key));
  fs::last_write_time(key, fs::last_write_time(key) + std::chrono::seconds(5));
  EXPECT_TRUE(certificates.refresh());
  EXPECT_EQ(X509_cmp(SSL_CTX_get0_certificate(certificates.server_context().get()), second.certificate.get()), 0);
}

TEST_F(CertificatesTest, of_ones_own_are_refused_with_the_file_that_is_wrong) {
  CertificatesConfig own = config();
  own.own_certificate = root / "own.crt";
  EXPECT_THROW(Certificates{own}, std::runtime_error);
  own.own_key = root / "own.key";
  try {
    const Certificates certificates(own);
    FAIL() << "there are no such files";
  } catch (const std::runtime_error& refused) {
    EXPECT_NE(std::string(refused.what()).find("own.crt"), std::string::npos) << refused.what();
  }
}

TEST(Authority, can_vouch_for_nothing_outside_the_home) {
  const std::time_t now = std::time(nullptr);
  const Signed authority = make_authority("kitchen", {}, now);
  // Made without asking permitted_names(), as a thief of the key would.
  const auto forged = [&](const std::string& name) {
    Certificate certificate(X509_new());
    X509_set_version(certificate.get(), X509_VERSION_3);
    ASN1_TIME_set(X509_getm_notBefore(certificate.get()), now - 60);
    ASN1_TIME_set(X509_getm_notAfter(certificate.get()), now + day);
    X509_set_issuer_name(certificate.get(), X509_get_subject_name(authority.certificate.get()));
    X509_set_pubkey(certificate.get(), authority.key.get());
    X509V3_CTX context;
    X509V3_set_ctx(&context, authority.certificate.get(), certificate.get(), nullptr, nullptr, 0);
    for (const auto& [id, value] : {std::pair(NID_subject_alt_name, "critical," + name),
                                    std::pair(NID_authority_key_identifier, std::string("keyid"))}) {
      const std::unique_ptr<X509_EXTENSION, FreeWith<X509_EXTENSION_free>> extension(
          X509V3_EXT_conf_nid(nullptr, &context, id, value.c_str()));
      X509_add_ext(certificate.get(), extension.get(), -1);
    }
    X509_sign(certificate.get(), authority.key.get(), EVP_sha256());
    return certificate;
  };
  EXPECT_TRUE(is_accepted(*forged("DNS:printer.lan"), *authority.certificate, "printer.lan"));
  EXPECT_TRUE(is_accepted(*forged("IP:10.9.9.9"), *authority.certificate, "10.9.9.9"));
  EXPECT_FALSE(is_accepted(*forged("DNS:bank.example"), *authority.certificate, "bank.example"));
  EXPECT_FALSE(is_accepted(*forged("DNS:evil-lan"), *authority.certificate, "evil-lan"));
  EXPECT_FALSE(is_accepted(*forged("IP:8.8.8.8"), *authority.certificate, "8.8.8.8"));
  EXPECT_FALSE(is_accepted(*forged("IP:2001:db8::1"), *authority.certificate, "2001:db8::1"));
}

TEST(ServerCertificate, is_renewed_before_it_ends_and_when_names_come) {
  const std::time_t now = std::time(nullptr);
  const Signed authority = make_authority("kitchen", {}, now);
  const Signed server = make_server_certificate(authority, {"localhost", "10.0.0.1"}, now);
  const auto good = [&](const std::vector<std::string>& names, std::time_t at) {
    return is_still_good(*server.certificate, *authority.certificate, names, at);
  };
  EXPECT_TRUE(good({"localhost", "10.0.0.1"}, now));
  EXPECT_TRUE(good({"localhost"}, now));
  EXPECT_FALSE(good({"localhost", "10.0.0.2"}, now));
  EXPECT_TRUE(good({"localhost"}, now + 366 * day));
  EXPECT_FALSE(good({"localhost"}, now + 368 * day));
  EXPECT_FALSE(good({"localhost"}, now - day)) << "the clock was ahead when it was made";
  const Signed other = make_authority("kitchen", {}, now);
  EXPECT_FALSE(is_still_good(*server.certificate, *other.certificate, {"localhost"}, now));
}

TEST(ServerCertificate, lasts_no_longer_than_its_authority_and_is_not_renewed_for_that) {
  const std::time_t now = std::time(nullptr);
  const Signed authority = make_authority("kitchen", {}, now - 3640 * day);
  const Signed server = make_server_certificate(authority, {"localhost"}, now);
  EXPECT_TRUE(ends_within(*server.certificate, 11 * day, now));
  EXPECT_TRUE(is_still_good(*server.certificate, *authority.certificate, {"localhost"}, now));
}

TEST(MachineNames, are_names_or_addresses_each_once) {
  const auto names = names_of_this_machine();
  EXPECT_NE(std::find(names.begin(), names.end(), "localhost"), names.end());
  EXPECT_NE(std::find(names.begin(), names.end(), "127.0.0.1"), names.end());
  EXPECT_EQ(std::adjacent_find(names.begin(), names.end()), names.end());
  for (const std::string& name : names)
    EXPECT_TRUE(is_ip_address(name) || is_dns_name(name)) << name;
}

TEST(DnsName, is_letters_digits_and_dashes_between_dots) {
  for (const char* name : {"a", "localhost", "a.b", "xn--fiq228c.example", "*.a.b", "A1-b.C"})
    EXPECT_TRUE(is_dns_name(name)) << name;
  for (const char* name : {"", ".", "a.", ".a", "a..b", "*", "a.*.b", "a b", "a,b", "a_b", "翎.local", "a/b"})
    EXPECT_FALSE(is_dns_name(name)) << name;
  EXPECT_FALSE(is_dns_name(std::string(64, 'a')));
}

}  // namespace
}  // namespace ling
