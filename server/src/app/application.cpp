#include "app/application.hpp"

#include "app/chores.hpp"
#include "app/data_folder.hpp"
#include "app/doctor.hpp"
#include "app/file_storage.hpp"
#include "app/media_settings.hpp"
#include "app/metrics_page.hpp"
#include "app/services.hpp"
#include "features/groups/join_requests.hpp"
#include "foundation/log.hpp"
#include "security/certificates.hpp"
#include "storage/database.hpp"
#include "storage/event_log.hpp"
#include "storage/migrations.hpp"
#include "storage/sqlite/upgrade.hpp"
#include "transport/embedded_files.hpp"
#include "transport/transport.hpp"

#include <boost/asio/steady_timer.hpp>
#include <unistd.h>

#include <chrono>
#include <stdexcept>
#include <thread>

namespace ling {
namespace {

using namespace std::chrono_literals;

std::vector<Chore> chores_of(Certificates& certificates, Database& database, FileStorage& files, MediaService& media,
                             const Config& config) {
  const auto forget_events = [&database, keep = config.stream_days * 24LL * 60 * 60 * 1000] {
    // In small steps, so that people's writes come between.
    while (database.write_now([&](Tx& tx) { return event_log::prune(tx, tx.now() - keep, 1000); }) > 0) {
    }
  };
  const auto expire_requests = [&database] {
    while (database.write_now([](Tx& tx) { return join_requests::expire(tx); }) > 0) {
    }
  };
  // A laptop that comes into another network, a router that gives out other addresses.
  const auto move_media = [&media, &config] { media.be_at(media_addresses(config)); };
  return {{"certificates", 1, [&certificates] { certificates.refresh(); }},
          {"media addresses", 1, move_media},
          {"join requests", 1, expire_requests},
          {"prune", 60, forget_events},
          {"files", 60, [&files] { files.sweep(); }}};
}

DatabaseOptions database_options(const Config& config, Hub& hub) {
  return {.file = config.data / "ling.db",
          .url = config.storage_url,
          .publish = [&hub](std::vector<Delivery> deliveries) { hub.publish(std::move(deliveries)); },
          .disk_failed =
              [](const char* what) {
                log::error("storage.disk_failed", {{"fault", what}});
                ::_exit(74);  // EX_IOERR: whoever supervises us starts us again, and what is on disk is read afresh
              }};
}

/// Only for a file of ours: nobody can take copies of somebody else's MariaDB on the quiet.
std::unique_ptr<storage::Upgrade> upgrade_of(const Config& config) {
  if (!config.storage_url.empty()) return nullptr;
  return std::make_unique<storage::Upgrade>(config.data / "ling.db", storage::migrations().back().number);
}

CertificatesConfig certificates_config(const Config& config) {
  CertificatesConfig certificates{.folder = config.data / "tls", .extra_names = config.names};
  if (!config.certificate.empty()) {
    certificates.own_certificate = config.certificate;
    certificates.own_key = config.key;
  }
  return certificates;
}

TransportConfig transport_config(const Config& config) {
  return {.https_port = static_cast<std::uint16_t>(config.https_port),
          .http_port = static_cast<std::uint16_t>(config.http_port),
          .stun_port = static_cast<std::uint16_t>(config.stun_port),
          .listen_addresses = config.listen,
          .allowed_origins = config.origins,
          .loops = config.loops,
          .outbox_bytes = static_cast<std::size_t>(config.outbox_kib) * 1024,
          .max_unauthenticated_per_address = static_cast<std::size_t>(config.connections_per_address),
          .control_socket = config.data / "control.sock"};
}

}  // namespace

struct Application::Parts {
  explicit Parts(Config given)
      : config(std::move(given)),
        folder(config.data),
        hub({.sessions_per_user = static_cast<std::size_t>(config.sessions_per_user)}),
        upgrade(upgrade_of(config)),
        database(database_options(config, hub)),
        certificates(certificates_config(config)),
        passwords({.threads = config.password_threads,
                   .passes = static_cast<unsigned long long>(config.password_passes),
                   .memory_bytes = static_cast<std::size_t>(config.password_memory_kib) * 1024}),
        services(config, database, hub, passwords),
        files(config, database, services.files, services.limits),
        transport(transport_config(config), callbacks(), certificates) {
    services.messages.before_attaching([this](UserId sender_id, std::vector<NewAttachment>& attachments) {
      return files.complete(sender_id, attachments);
    });
    services.avatars.draw_with(
        [this](UserId user_id, std::string bytes) { return files.draw_square(user_id, std::move(bytes)); });
    services.storage.on_removed([this](const std::string& hash) { files.remove_unless_used(hash); });
    services.sticker_reader.read_files_with(
        [this](const std::string& hash, std::int64_t size) { return files.read(hash, size); });
    hub.set_outlets(transport.outlets());
  }

  TransportCallbacks callbacks() {
    TransportCallbacks callbacks;
    callbacks.dispatcher = &services.dispatcher;
    callbacks.authenticator = &services.devices;
    callbacks.hub = &hub;
    callbacks.hello = [this](Identity identity) { return services.stream.hello(identity); };
    callbacks.routes.push_back({"/avatars/", [this](Identity, std::string name) { return avatar(std::move(name)); }});
    callbacks.web_routes = files.routes();
    callbacks.local_pages.push_back(
        {"/metrics",
         [this] { return metrics_page(transport.counters(), database.writes_waiting(), services.media.figures()); }});
    callbacks.healthy = [this] { return database.reachable(); };
    callbacks.files = embedded_files();
    for (const EmbeddedFile& file : callbacks.files) {
      if (file.path == "/api/openapi.json") callbacks.openapi_json = file.identity;
    }
    return callbacks;
  }

  Task<FileAnswer> avatar(std::string name) {
    const std::string etag = '"' + name + '"';
    auto picture = co_await services.avatars.find(std::move(name));
    if (!picture) co_return FileAnswer{};
    co_return FileAnswer{.status = 200,
                         .type = std::move(picture->type),
                         .etag = etag,
                         .immutable = true,
                         .body = std::move(picture->bytes)};
  }

  // In the order in which they are built; destroyed in reverse.
  Config config;
  DataFolder folder;
  Hub hub;
  std::unique_ptr<storage::Upgrade> upgrade;  // before the database: it goes back when that is closed again
  Database database;
  Certificates certificates;
  Passwords passwords;
  Services services;
  FileStorage files;
  Transport transport;
  std::unique_ptr<Chores> chores;
};

Application::Application(Config config) : parts_(std::make_unique<Parts>(std::move(config))) {}

Application::~Application() {
  stop();
}

void Application::start() {
  parts_->services.presence.start(parts_->transport.any_loop());
  const auto loop = parts_->transport.any_loop();
  auto engine = media_settings(parts_->config, parts_->transport.https_port());
  const Ports ports{parts_->transport.https_port(), parts_->transport.http_port(), parts_->transport.stun_port(),
                    engine ? engine->port : 0};
  parts_->services.dispatcher.on<FindPorts>(RateClass::cheap,
                                            [ports](Request&, FindPorts) -> Task<Result<Ports>> { co_return ports; });
  parts_->services.calls.start(loop, {.stun_port = ports.stun, .media_port = ports.media});
  if (engine) parts_->services.media.start(loop, std::move(*engine));
  parts_->services.group_calls.start(loop);
  // Everything is open, the ports too, and nobody was answered yet.
  if (parts_->upgrade) parts_->upgrade->came_up();
  parts_->transport.start();
  parts_->chores = std::make_unique<Chores>(
      chores_of(parts_->certificates, parts_->database, parts_->files, parts_->services.media, parts_->config));
}

void Application::stop() {
  if (!parts_) return;
  parts_->chores.reset();
  parts_->services.media.stop(4s);
  // Whoever waits for a picture is told to come back, rather than being waited for.
  parts_->files.stop_opening();
  parts_->transport.stop(8s);
  parts_->hub.stop();
  parts_->files.stop();
  parts_->passwords.stop();
  parts_->database.stop();
  parts_.reset();
}

std::uint16_t Application::https_port() const {
  return parts_->transport.https_port();
}
std::uint16_t Application::http_port() const {
  return parts_->transport.http_port();
}

}  // namespace ling
