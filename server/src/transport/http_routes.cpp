#include "transport/http_routes.hpp"

#include "foundation/faults.hpp"
#include "foundation/log.hpp"
#include "security/certificates.hpp"
#include "transport/command_route.hpp"
#include "transport/credentials.hpp"

#include <algorithm>

namespace ling {
namespace {

HttpAnswer not_allowed(std::string_view methods) {
  HttpAnswer answer = text_answer(405, "This address does not know this method.");
  answer.with("Allow", std::string(methods));
  return answer;
}

bool is_reading(const HttpRequest& request) {
  return request.method() == http::verb::get || request.method() == http::verb::head;
}

HttpAnswer ca_certificate(const Shared& shared) {
  std::string pem = shared.certificates.ca_pem();
  if (pem.empty()) return text_answer(404, "This server has a certificate of its own: there is nothing to install.");
  HttpAnswer answer;
  answer.body = std::move(pem);
  answer.with("Content-Type", "application/x-x509-ca-cert")
      .with("Content-Disposition", "attachment; filename=\"ling-ca.crt\"")
      .with("Cache-Control", "no-store");
  return answer;
}

HttpAnswer trust_only(const Shared& shared, const HttpExchange& exchange) {
  if (!is_reading(exchange.request)) return not_allowed("GET, HEAD");
  if (path_of(exchange.request) == "/ling-ca.crt") return ca_certificate(shared);
  const EmbeddedFile* page = shared.files.find("/trust.html");
  if (page == nullptr) return text_answer(404, "Open this server's https address.");
  return StaticFiles::answer_with(*page, exchange.request);
}

HttpAnswer health(const Shared& shared) {
  const bool healthy = !shared.callbacks.healthy || shared.callbacks.healthy();
  return healthy ? text_answer(200, "ok") : text_answer(503, "not ready");
}

Task<HttpAnswer> local_page(const Shared& shared, HttpExchange& exchange, const LocalPage& page) {
  const bool local = exchange.peer.loopback && is_local_host(header(exchange.request, http::field::host));
  if (!local) co_await recognise(shared, exchange);
  const bool allowed = local || (exchange.identity && exchange.identity->is_administrator);
  co_return allowed ? text_answer(200, page.text()) : text_answer(404, "There is nothing at this address.");
}

Task<HttpAnswer> routed_file(const Shared& shared, HttpExchange& exchange, const Route& route) {
  co_await recognise(shared, exchange);
  if (!exchange.identity) co_return text_answer(401, "Sign in first.");
  FileAnswer file =
      co_await route.get(*exchange.identity, std::string(path_of(exchange.request).substr(route.prefix.size())));
  if (file.status != 200)
    co_return text_answer(static_cast<unsigned>(file.status), "There is nothing at this address.");
  HttpAnswer answer;
  answer.sandboxed = true;
  // Never in a cache that several people share.
  answer.with("Cache-Control", file.immutable ? "private, max-age=31536000, immutable" : "private, no-cache");
  if (!file.etag.empty()) answer.with("ETag", file.etag);
  if (!file.etag.empty() && names_etag(header(exchange.request, http::field::if_none_match), file.etag)) {
    answer.status = 304;
    co_return answer;
  }
  answer.with("Content-Type", std::move(file.type));
  answer.body = std::move(file.body);
  co_return answer;
}

std::string_view query_of(const HttpRequest& request) {
  const auto text = request.target();
  const std::string_view target(text.data(), text.size());
  const std::size_t mark = target.find('?');
  if (mark == std::string_view::npos) return {};
  return target.substr(mark + 1, target.find('#') - mark - 1);
}

Task<HttpAnswer> routed_web(const Shared& shared, HttpExchange& exchange, const WebRoute& route) {
  const HttpRequest& request = exchange.request;
  const bool asks_what_there_is = request.method() == http::verb::options;
  if (!is_reading(request) && !may_post(exchange.origin(), shared.config.allowed_origins))
    co_return text_answer(403, "Not a page of this server.");
  co_await recognise(shared, exchange);
  if (!exchange.identity && !asks_what_there_is) co_return text_answer(401, "Sign in first.");
  const auto method = request.method_string();
  WebRequest asked{.method = std::string(method.data(), method.size()),
                   .rest = std::string(path_of(request).substr(route.prefix.size())),
                   .query = std::string(query_of(request)),
                   .identity = exchange.identity,
                   .header = [&request](std::string_view name) { return header(request, name); },
                   .body = exchange.body};
  WebAnswer given = co_await route.answer(asked);
  HttpAnswer answer;
  answer.status = given.status;
  answer.headers = std::move(given.headers);
  answer.body = std::move(given.body);
  answer.stream = std::move(given.stream);
  answer.sandboxed = true;
  co_return answer;
}

Task<HttpAnswer> answer_reading(const Shared& shared, HttpExchange& exchange) {
  const std::string_view path = path_of(exchange.request);
  if (path == "/healthz") co_return health(shared);
  if (path == "/ling-ca.crt") co_return ca_certificate(shared);
  for (const LocalPage& page : shared.callbacks.local_pages) {
    if (page.path == path) co_return co_await local_page(shared, exchange, page);
  }
  for (const Route& route : shared.callbacks.routes) {
    if (path.starts_with(route.prefix)) co_return co_await routed_file(shared, exchange, route);
  }
  co_return shared.files.answer(exchange.request, path);
}

Task<HttpAnswer> route(const Shared& shared, HttpExchange& exchange) {
  if (gets_trust_page_only(exchange)) co_return trust_only(shared, exchange);
  if (path_of(exchange.request).starts_with(api_prefix)) co_return co_await answer_command(shared, exchange);
  if (exchange.peer.door == Door::control) co_return text_answer(404, "The control socket takes commands only.");
  if (const WebRoute* web = web_route(shared, exchange.request)) co_return co_await routed_web(shared, exchange, *web);
  if (!is_reading(exchange.request)) co_return not_allowed("GET, HEAD");
  co_return co_await answer_reading(shared, exchange);
}

}  // namespace

RequestOrigin HttpExchange::origin() const {
  return {.scheme = peer.scheme(),
          .host = header(request, http::field::host),
          .origin = header_if(request, http::field::origin),
          .fetch_site = header(request, "Sec-Fetch-Site")};
}

Caller HttpExchange::caller() const {
  return {.identity = identity,
          .address = peer.address,
          .user_agent = std::string(header(request, http::field::user_agent)),
          .browser = request.find(http::field::origin) != request.end(),
          .local_control = peer.door == Door::control,
          .request_id = request_id};
}

bool gets_trust_page_only(const HttpExchange& exchange) {
  if (exchange.peer.door != Door::http) return false;
  return !exchange.peer.loopback || !is_local_host(header(exchange.request, http::field::host));
}

Task<void> recognise(const Shared& shared, HttpExchange& exchange) {
  Credentials credentials = find_credentials(exchange.request, exchange.secure());
  if (credentials.token.empty()) co_return;
  exchange.identity =
      co_await shared.callbacks.authenticator->identify(std::move(credentials.token), exchange.peer.address);
}

const WebRoute* web_route(const Shared& shared, const HttpRequest& request) {
  const std::string_view path = path_of(request);
  for (const WebRoute& route : shared.callbacks.web_routes) {
    if (!path.starts_with(route.prefix)) continue;
    if (path.size() == route.prefix.size() || path[route.prefix.size()] == '/') return &route;
  }
  return nullptr;
}

Task<HttpAnswer> answer_http(const Shared& shared, HttpExchange& exchange) {
  try {
    co_return co_await route(shared, exchange);
  } catch (const Unavailable&) {
    co_return failure_answer({.code = ErrorCode::busy, .detail = {}, .retry_after_ms = 1000});
  } catch (const Overloaded&) {
    co_return failure_answer({.code = ErrorCode::busy, .detail = {}, .retry_after_ms = 1000});
  } catch (const StorageFull&) {
    co_return failure_answer({.code = ErrorCode::storage_full, .detail = {}, .retry_after_ms = {}});
  } catch (const std::exception& fault) {
    log::error("http.failed", {{"request", exchange.request_id}, {"fault", fault.what()}});
  }
  co_return failure_answer(
      {.code = ErrorCode::internal, .detail = "request " + std::to_string(exchange.request_id), .retry_after_ms = {}});
}

}  // namespace ling
