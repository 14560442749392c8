#include "security/certificates.hpp"

#include "foundation/log.hpp"
#include "security/certificates_authority.hpp"
#include "security/certificates_context.hpp"
#include "security/certificates_files.hpp"
#include "security/certificates_names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>
#include <mutex>
#include <stdexcept>

namespace ling {
namespace {

using SteadyTime = std::chrono::steady_clock::time_point;
namespace fs = std::filesystem;

constexpr std::chrono::hours ticket_keys_last{24};
constexpr std::time_t authority_warning = 60 * 24 * 60 * 60;
/// 2026-01-01: a clock before it was never set, and an authority made by it would be worthless once it is.
constexpr std::time_t earliest_time = 1'767'225'600;

void check_extra_names(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (is_ip_address(name) || is_dns_name(name)) continue;
    throw std::runtime_error(
        fmt::format("\"{}\" in the extra names is neither a DNS name nor an address: correct it", name));
  }
}

fs::file_time_type changed_at(const fs::path& file) {
  std::error_code ignored;
  return fs::last_write_time(file, ignored);
}

}  // namespace

struct Certificates::Impl {
  explicit Impl(CertificatesConfig with) : config(std::move(with)) {
    if (config.own_certificate.has_value() != config.own_key.has_value()) {
      throw std::runtime_error(
          "a certificate of your own needs its key, and a key its certificate: give both or neither");
    }
    if (config.own_certificate) {
      load_own();
    } else {
      check_extra_names(config.extra_names);
      make_private_folder(config.folder);
      load_authority();
      load_server(std::time(nullptr));
    }
  }

  void use(std::shared_ptr<SSL_CTX> fresh) {
    const std::lock_guard lock(mutex);
    context = std::move(fresh);
    context_made = std::chrono::steady_clock::now();
  }

  void load_own() {
    own_changed = {changed_at(*config.own_certificate), changed_at(*config.own_key)};
    use(make_server_context(*config.own_certificate, *config.own_key));
  }

  void load_authority() {
    const fs::path certificate_file = config.folder / "ca.crt";
    const fs::path key_file = config.folder / "ca.key";
    const auto certificate_pem = read_file_if_any(certificate_file);
    const auto key_pem = read_file_if_any(key_file);
    // The certificate is written last: without it, nobody can have trusted the key.
    if (!certificate_pem) return make_new_authority(certificate_file, key_file);
    if (!key_pem) {
      throw std::runtime_error(fmt::format(
          "{} is missing: put it back from a backup, or delete {} too, after which every device must trust the new one",
          key_file.string(), certificate_file.string()));
    }
    authority = {key_from_pem(*key_pem), certificate_from_pem(*certificate_pem)};
    if (!authority.key || !authority.certificate || !belongs_to(*authority.certificate, *authority.key)) {
      throw std::runtime_error(fmt::format(
          "{} and {} are damaged or do not belong together: put them back from a backup, or delete both, after which "
          "every device must trust the new ones",
          certificate_file.string(), key_file.string()));
    }
    if (ends_within(*authority.certificate, authority_warning, std::time(nullptr))) {
      log::warning("certificates.authority_ends_soon",
                   {{"advice", "delete ca.crt and ca.key; every device must then trust the new authority"},
                    {"folder", config.folder.string()}});
    }
    const auto permitted = permitted_names(*authority.certificate, config.extra_names);
    for (const std::string& name : config.extra_names) {
      if (std::find(permitted.begin(), permitted.end(), name) != permitted.end()) continue;
      throw std::runtime_error(fmt::format(
          "the certificate authority in {} was made without the name \"{}\": take the name out of the extra names, or "
          "delete ca.crt and ca.key there, after which every device must trust the new one",
          config.folder.string(), name));
    }
  }

  void make_new_authority(const fs::path& certificate_file, const fs::path& key_file) {
    const std::time_t now = std::time(nullptr);
    if (now < earliest_time) {
      throw std::runtime_error("the clock of this machine was never set: set it, since certificates carry dates");
    }
    authority = make_authority(host_name(), config.extra_names, now);
    // Some networks give out addresses that are not private: this machine's own are vouched for too.
    const std::vector<std::string> wanted = wanted_names();
    const std::vector<std::string> permitted = permitted_names(*authority.certificate, wanted);
    std::vector<std::string> extra = config.extra_names;
    for (const std::string& name : wanted) {
      if (std::find(permitted.begin(), permitted.end(), name) == permitted.end()) extra.push_back(name);
    }
    if (extra.size() > config.extra_names.size()) authority = make_authority(host_name(), extra, now);
    write_private_file(key_file, to_pem(*authority.key));
    write_private_file(certificate_file, to_pem(*authority.certificate));
    log::info("certificates.authority_made", {{"sha256", fingerprint(*authority.certificate)}});
  }

  [[nodiscard]] std::vector<std::string> wanted_names() const {
    std::vector<std::string> names = config.machine_names();
    names.insert(names.end(), config.extra_names.begin(), config.extra_names.end());
    return names;
  }

  /// Returns whether a new one had to be made.
  bool load_server(std::time_t now) {
    const fs::path certificate_file = config.folder / "server.crt";
    const fs::path key_file = config.folder / "server.key";
    const auto certificate_pem = read_file_if_any(certificate_file);
    const auto key_pem = read_file_if_any(key_file);
    Signed server{key_pem ? key_from_pem(*key_pem) : nullptr,
                  certificate_pem ? certificate_from_pem(*certificate_pem) : nullptr};
    const bool usable = server.key && server.certificate && belongs_to(*server.certificate, *server.key) &&
                        is_still_good(*server.certificate, *authority.certificate, wanted_names(), now);
    if (!usable) {
      server = make_server_certificate(authority, wanted_names(), now);
      write_private_file(key_file, to_pem(*server.key));
      write_private_file(certificate_file, to_pem(*server.certificate));
    }
    use(make_server_context(server));
    current = std::move(server.certificate);
    return !usable;
  }

  bool refresh_own() {
    const std::pair now{changed_at(*config.own_certificate), changed_at(*config.own_key)};
    if (now == own_changed && !ticket_keys_old()) return false;
    const bool replaced = now != own_changed;
    load_own();
    return replaced;
  }

  bool refresh_local() {
    const std::time_t now = std::time(nullptr);
    const bool good = is_still_good(*current, *authority.certificate, wanted_names(), now);
    if (good && !ticket_keys_old()) return false;
    return load_server(now);
  }

  [[nodiscard]] bool ticket_keys_old() const {
    return std::chrono::steady_clock::now() - context_made > ticket_keys_last;
  }

  const CertificatesConfig config;
  Signed authority;     ///< Empty with own certificates.
  Certificate current;  ///< The server certificate in use; empty with own ones.
  std::pair<fs::file_time_type, fs::file_time_type> own_changed;
  SteadyTime context_made;
  mutable std::mutex mutex;  ///< Guards `context` alone: connections take it while refresh() replaces it.
  std::shared_ptr<SSL_CTX> context;
};

Certificates::Certificates(CertificatesConfig config) : impl_(std::make_unique<Impl>(std::move(config))) {}

Certificates::~Certificates() = default;

std::shared_ptr<SSL_CTX> Certificates::server_context() const {
  const std::lock_guard lock(impl_->mutex);
  return impl_->context;
}

bool Certificates::refresh() {
  try {
    const bool replaced = impl_->config.own_certificate ? impl_->refresh_own() : impl_->refresh_local();
    if (replaced) log::info("certificates.replaced");
    return replaced;
  } catch (const std::exception& fault) {
    log::error("certificates.not_replaced", {{"fault", fault.what()}});
    return false;
  }
}

std::vector<std::string> Certificates::names() const {
  if (impl_->config.own_certificate) return {};
  return permitted_names(*impl_->authority.certificate, impl_->wanted_names());
}

std::string Certificates::ca_pem() const {
  return impl_->authority.certificate ? to_pem(*impl_->authority.certificate) : std::string();
}

std::string Certificates::ca_fingerprint() const {
  return impl_->authority.certificate ? fingerprint(*impl_->authority.certificate) : std::string();
}

}  // namespace ling
