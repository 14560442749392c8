#include "transport/http_connection.hpp"

#include "foundation/log.hpp"
#include "transport/deadlines.hpp"
#include "transport/http_body.hpp"
#include "transport/http_routes.hpp"
#include "transport/loop.hpp"
#include "transport/session.hpp"
#include "transport/websocket_upgrade.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <optional>
#include <vector>

namespace ling {
namespace {

constexpr std::chrono::seconds linger_limit{2};
constexpr std::size_t linger_bytes = 16 * 1024 * 1024;
constexpr std::size_t write_piece = 64 * 1024;
constexpr std::size_t stream_piece = 256 * 1024;

/// RFC 8446 section 5.1: the first byte of a TLS connection says "handshake".
constexpr char tls_handshake = 22;

class HttpConnection {
 public:
  HttpConnection(Loop& loop, ByteStream stream, Peer peer, ConnectionLimits::Place place)
      : loop_(loop), stream_(std::move(stream)), peer_(std::move(peer)), place_(std::move(place)), deadline_(stream_) {
    loop_.deadlines().watch(deadline_);
  }
  ~HttpConnection() {
    if (!became_session_) loop_.connection_ended();
  }
  HttpConnection(const HttpConnection&) = delete;
  HttpConnection& operator=(const HttpConnection&) = delete;

  Task<void> run() {
    deadline_.busy(times().head);
    if (peer_.door == Door::https && !co_await begin_tls()) co_return;
    for (bool first = true;; first = false) {
      if (!first && !co_await next_request_comes()) co_return;
      std::optional<HttpRequest> request;
      co_await read_request(request);
      if (!request) co_return;
      const bool goes_on = co_await serve(*request);
      if (!goes_on) co_return;
    }
  }

 private:
  [[nodiscard]] const TransportTimes& times() const { return loop_.shared().config.times; }

  Task<bool> begin_tls() {
    const bool arrived = co_await stream_.ready(IoState::wants_read);
    if (!arrived) co_return false;
    char first = tls_handshake;
    if (::recv(stream_.native_handle(), &first, 1, MSG_PEEK) == 1 && first != tls_handshake) {
      co_await send_to_https();
      co_return false;
    }
    const bool agreed = co_await stream_.finish_handshake();
    if (!agreed) loop_.counters().handshake_failures.add();
    co_return agreed;
  }

  /// Somebody typed the address without "https://".
  Task<void> send_to_https() {
    stream_.drop_tls();
    std::optional<HttpRequest> request;
    co_await read_request(request);
    if (!request) co_return;
    HttpAnswer answer = text_answer(308, "This server speaks https here.");
    answer.with("Location",
                "https://" + std::string(header(*request, http::field::host)) + std::string(request->target()));
    co_await send_last(answer);
  }

  Task<bool> next_request_comes() {
    if (!input_.empty()) co_return true;
    if (loop_.stopping()) co_return false;
    input_.shrink_to_fit();
    deadline_.idle(times().keep_alive);
    if (stream_.has_buffered_input()) co_return true;
    co_return co_await stream_.ready(IoState::wants_read);
  }

  /// Leaves `request` empty when the connection is over; what was wrong has been answered then.
  Task<void> read_request(std::optional<HttpRequest>& request) {
    HttpRequestReader reader(loop_.shared().config.max_body_bytes, [this](const HttpRequest& asked) {
      return peer_.door != Door::control && web_route(loop_.shared(), asked) != nullptr;
    });
    deadline_.busy(times().head);
    bool in_body = false;
    for (;;) {
      const auto state = reader.put(input_);
      if (state == HttpRequestReader::State::complete) {
        body_left_ = reader.body_left();
        body_asked_for_ = body_left_ > 0 && reader.wants_continue();
        request = reader.take();
        co_return;
      }
      if (state == HttpRequestReader::State::refused) {
        const HttpAnswer answer = refusal(reader);
        co_await send_last(answer);
        co_return;
      }
      if (state == HttpRequestReader::State::needs_body && !in_body) {
        in_body = true;
        deadline_.busy(times().body);
        if (reader.wants_continue()) {
          const bool sent = co_await stream_.write_all("HTTP/1.1 100 Continue\r\n\r\n");
          if (!sent) co_return;
        }
      }
      const std::span<char> buffer = loop_.read_buffer();
      const std::size_t size = co_await stream_.read_some(buffer);
      if (size == 0) co_return;
      loop_.counters().bytes_in.add(size);
      input_.append(buffer.data(), size);
    }
  }

  static HttpAnswer refusal(const HttpRequestReader& reader) {
    const auto status = static_cast<unsigned>(reader.refusal());
    std::string_view sentence = "The request is malformed.";
    if (reader.refusal() == http::status::payload_too_large) sentence = "The body is too large.";
    if (reader.refusal() == http::status::request_header_fields_too_large) sentence = "The header is too large.";
    if (reader.refusal() == http::status::length_required) sentence = "A Content-Length is needed.";
    if (!path_of(reader.seen()).starts_with("/api/")) return text_answer(status, sentence);
    return failure_answer(status, status <= 411 ? ErrorCode::bad_request : ErrorCode::too_large, sentence);
  }

  /// Returns whether another request may follow.
  Task<bool> serve(const HttpRequest& request) {
    deadline_.none();
    HttpBody body(loop_, stream_, deadline_, input_, body_left_, body_asked_for_);
    HttpExchange exchange{.request = request, .peer = peer_, .request_id = loop_.next_request_id(), .body = &body};
    const bool wants_socket = peer_.door != Door::control && path_of(request) == socket_path &&
                              request.method() == http::verb::get && !gets_trust_page_only(exchange);
    if (wants_socket) {
      Upgrade upgrade = co_await check_upgrade(loop_.shared(), exchange);
      if (upgrade.identity) {
        co_await become_session(exchange, upgrade.answer);
        co_return false;
      }
      co_return co_await send(upgrade.answer, request, /*may_go_on=*/true);
    }
    const HttpAnswer answer = co_await answer_http(loop_.shared(), exchange);
    if (exchange.identity) place_.signed_in();
    // What nobody took of a body would be read as the next request.
    co_return co_await send(answer, request, body.remaining() == 0);
  }

  Task<bool> send(const HttpAnswer& answer, const HttpRequest& request, bool may_go_on) {
    const AnswerForm form{.secure = peer_.door == Door::https,
                          .keep_alive = request.keep_alive() && may_go_on && !loop_.stopping(),
                          .head_only = request.method() == http::verb::head,
                          .date = loop_.date()};
    const bool sent = co_await write(answer, form);
    if (sent && !form.keep_alive) co_await linger();
    co_return sent&& form.keep_alive;
  }

  Task<void> send_last(const HttpAnswer& answer) {
    const AnswerForm form{
        .secure = peer_.door == Door::https, .keep_alive = false, .head_only = false, .date = loop_.date()};
    const bool sent = co_await write(answer, form);
    if (sent) co_await linger();
  }

  Task<bool> write(const HttpAnswer& answer, const AnswerForm& form) {
    std::string head = answer_head(answer, form);
    std::string_view body = answer.content();
    if (form.head_only || answer.status == 304) body = {};
    if (body.size() < write_piece) head += std::exchange(body, {});
    for (const std::string_view part : {std::string_view(head), body}) {
      const bool sent = co_await write_part(part);
      if (!sent) co_return false;
    }
    if (answer.stream && !form.head_only) co_return co_await write_stream(*answer.stream);
    co_return true;
  }

  Task<bool> write_part(std::string_view rest) {
    while (!rest.empty()) {
      const std::string_view piece = rest.substr(0, write_piece);
      deadline_.busy(times().write);
      const bool sent = co_await stream_.write_all(piece);
      if (!sent) co_return false;
      loop_.counters().bytes_out.add(piece.size());
      rest.remove_prefix(piece.size());
    }
    co_return true;
  }

  /// false also when the bytes break off: the peer then sees that some are missing.
  Task<bool> write_stream(ByteSource& stream) {
    std::vector<char> piece(std::min<std::uint64_t>(stream_piece, stream.remaining()));
    while (stream.remaining() > 0) {
      deadline_.none();
      const std::size_t size = co_await stream.read(piece);
      if (size == 0 || loop_.stopping()) co_return false;
      const bool sent = co_await write_part(std::string_view(piece.data(), size));
      if (!sent) co_return false;
    }
    co_return true;
  }

  /// Ends our side and reads what the peer is still sending, so that a reset does not overtake the answer.
  Task<void> linger() {
    deadline_.busy(linger_limit);
    stream_.end_writing();
    for (std::size_t drained = 0; drained < linger_bytes;) {
      const std::size_t size = co_await stream_.read_some(loop_.read_buffer());
      if (size == 0) co_return;
      drained += size;
    }
  }

  Task<void> become_session(const HttpExchange& exchange, const HttpAnswer& answer) {
    const AnswerForm form{.secure = exchange.secure(), .keep_alive = true, .head_only = false, .date = loop_.date()};
    const bool sent = co_await write(answer, form);
    if (!sent) co_return;
    place_.signed_in();
    deadline_.none();
    Caller caller = exchange.caller();
    caller.user_agent = {};  // Nothing on a socket asks for it, and it would lie in memory as long as the socket.
    NewSession made{std::move(stream_), std::move(place_), std::move(caller), std::move(input_)};
    became_session_ = true;
    const std::uint64_t number = loop_.adopt(std::move(made)).number();
    co_await introduce(exchange, number);
  }

  /// The hub knows the session before anything is read for the hello: nothing can be missed in between.
  Task<void> introduce(const HttpExchange& exchange, std::uint64_t number) {
    const TransportCallbacks& callbacks = loop_.shared().callbacks;
    const Identity identity = *exchange.identity;
    const SessionId id{loop_.index(), number};
    const bool attached = co_await callbacks.hub->attach(id, identity.user_id, identity.device_id);
    std::string hello;
    std::optional<CloseCode> refusal;
    if (!attached) {
      refusal = CloseCode::too_many_connections;
    } else {
      try {
        // A sign-out between the first look and the attach would have gone unnoticed.
        HttpExchange again{.request = exchange.request, .peer = exchange.peer, .request_id = exchange.request_id};
        co_await recognise(loop_.shared(), again);
        if (again.identity) {
          const std::string json = co_await callbacks.hello(identity);
          hello = "{\"hello\":" + json + "}";
        } else {
          refusal = CloseCode::signed_out;
        }
      } catch (const std::exception& fault) {
        log::error("hello.failed", {{"request", exchange.request_id}, {"fault", fault.what()}});
        refusal = CloseCode::restarting;
      }
    }
    Session* session = loop_.find(number);
    if (session == nullptr) {
      callbacks.hub->detach(id);
    } else if (refusal) {
      session->close(*refusal);
    } else {
      session->greet(std::move(hello));
    }
  }

  Loop& loop_;
  ByteStream stream_;
  Peer peer_;
  ConnectionLimits::Place place_;
  std::string input_;
  std::uint64_t body_left_ = 0;
  bool body_asked_for_ = false;
  Deadline deadline_;
  bool became_session_ = false;
};

Task<void> run(std::unique_ptr<HttpConnection> connection) {
  co_await connection->run();
}

}  // namespace

void serve_http(Loop& loop, ByteStream stream, Peer peer, ConnectionLimits::Place place) {
  auto connection = std::make_unique<HttpConnection>(loop, std::move(stream), std::move(peer), std::move(place));
  spawn(loop.executor(), "http.connection", run(std::move(connection)));
}

}  // namespace ling
