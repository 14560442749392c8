#include "transport/websocket_upgrade.hpp"

#include "foundation/log.hpp"
#include "transport/credentials.hpp"

#include <boost/beast/http/rfc7230.hpp>
#include <openssl/evp.h>
#include <openssl/sha.h>

#include <array>

namespace ling {
namespace {

Upgrade refused(HttpAnswer answer) {
  return {.identity = {}, .answer = std::move(answer)};
}

HttpAnswer accepted(const HttpRequest& request) {
  HttpAnswer answer;
  answer.status = 101;
  answer.with("Upgrade", "websocket")
      .with("Connection", "Upgrade")
      .with("Sec-WebSocket-Accept", accept_value(header(request, http::field::sec_websocket_key)));
  return answer;
}

}  // namespace

std::optional<HttpAnswer> refuse_upgrade_form(const HttpRequest& request) {
  const bool upgrades = request.method() == http::verb::get && request.version() >= 11 &&
                        http::token_list(header(request, http::field::connection)).exists("upgrade") &&
                        http::token_list(header(request, http::field::upgrade)).exists("websocket");
  const std::string_view key = header(request, http::field::sec_websocket_key);
  // 16 bytes in base64: 22 characters and two of padding.
  const bool has_key = key.size() == 24 && key.ends_with("==");
  const bool right_version = header(request, http::field::sec_websocket_version) == "13";
  if (upgrades && has_key && right_version) return std::nullopt;
  HttpAnswer answer = text_answer(426, "This address speaks WebSocket, version 13.");
  answer.with("Upgrade", "websocket").with("Sec-WebSocket-Version", "13");
  return answer;
}

std::string accept_value(std::string_view key) {
  std::string text(key);
  text += "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  std::array<unsigned char, SHA_DIGEST_LENGTH> digest{};
  SHA1(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
  std::array<unsigned char, 4 * ((SHA_DIGEST_LENGTH + 2) / 3) + 1> base64{};
  const int size = EVP_EncodeBlock(base64.data(), digest.data(), digest.size());
  return {base64.begin(), base64.begin() + size};
}

Task<Upgrade> check_upgrade(const Shared& shared, HttpExchange& exchange) {
  if (auto refusal = refuse_upgrade_form(exchange.request)) co_return refused(std::move(*refusal));
  const Credentials credentials = find_credentials(exchange.request, exchange.secure());
  const bool has_bearer = credentials.bearer && !credentials.token.empty();
  const bool has_origin = exchange.request.find(http::field::origin) != exchange.request.end();
  const bool trusted = may_open_socket(exchange.origin(), has_bearer, shared.config.allowed_origins);
  if (!trusted && (has_origin || !credentials.token.empty())) {
    co_return refused(text_answer(403, "The Origin is not a page of this server."));
  }
  try {
    co_await recognise(shared, exchange);
  } catch (const std::exception& fault) {
    log::error("upgrade.failed", {{"request", exchange.request_id}, {"fault", fault.what()}});
    co_return refused(text_answer(503, "The server cannot look the sign-in up now. Try again later."));
  }
  if (!exchange.identity) co_return refused(text_answer(401, "Sign in first."));
  co_return Upgrade{.identity = exchange.identity, .answer = accepted(exchange.request)};
}

}  // namespace ling
