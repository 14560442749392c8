#include "transport/testing/test_server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/this_coro.hpp>
#include <boost/describe/class.hpp>
#include <fmt/format.h>

#include <cstdlib>
#include <thread>

namespace ling::testing {

// Before the table that points into it.
const std::string big_script = [] {
  std::string text;
  while (text.size() < 2'000'000)
    text += fmt::format("{},", text.size());
  return text;
}();

namespace {

constexpr std::chrono::seconds patience{10};

struct Echo {
  static constexpr CommandInfo command{"test.echo", Access::signed_in, "Gives back what it got."};
  using Answer = Echo;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Echo, (), (text))

struct Repeat {
  static constexpr CommandInfo command{"test.repeat", Access::signed_in, "A large answer."};
  using Answer = Echo;
  int size = 0;
};
BOOST_DESCRIBE_STRUCT(Repeat, (), (size))

struct Wait {
  static constexpr CommandInfo command{"test.wait", Access::signed_in, "Waits at the gate."};
  using Answer = Done;
  std::string text;
};
BOOST_DESCRIBE_STRUCT(Wait, (), (text))

struct Enter {
  static constexpr CommandInfo command{"test.sign_in", Access::anyone, "Signs in as the token says."};
  using Answer = Done;
  std::string token;
};
BOOST_DESCRIBE_STRUCT(Enter, (), (token))

struct WhoAmI {
  struct Answer {
    std::string address;
    bool browser = false;
    bool local_control = false;
    std::optional<UserId> user_id;
  };
  static constexpr CommandInfo command{"test.who", Access::anyone, "What the caller looks like."};
};
BOOST_DESCRIBE_STRUCT(WhoAmI::Answer, (), (address, browser, local_control, user_id))
BOOST_DESCRIBE_STRUCT(WhoAmI, (), ())

struct Fail {
  static constexpr CommandInfo command{"test.fail", Access::anyone, "A fault."};
  using Answer = Done;
};
BOOST_DESCRIBE_STRUCT(Fail, (), ())

struct Refuse {
  static constexpr CommandInfo command{"test.refuse", Access::anyone, "A refusal."};
  using Answer = Done;
};
BOOST_DESCRIBE_STRUCT(Refuse, (), ())

RateTable generous_rates() {
  RateTable table;
  table.cheap = {.burst = 1e9, .per_second = 1e9};
  return table;
}

const EmbeddedFile web_client[] = {
    {.path = "/index.html", .type = "text/html; charset=utf-8", .etag = "\"index\"", .identity = "<index>"},
    {.path = "/trust.html", .type = "text/html; charset=utf-8", .etag = "\"trust\"", .identity = "<trust>"},
    {.path = "/assets/big-12345678.js",
     .type = "text/javascript",
     .etag = "\"big\"",
     .immutable = true,
     .identity = big_script},
};

}  // namespace

TestFolder::TestFolder() {
  std::string pattern = (std::filesystem::temp_directory_path() / "ling-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) throw std::runtime_error("mkdtemp failed");
  path_ = pattern;
}

TestFolder::~TestFolder() {
  std::filesystem::remove_all(path_);
}

bool eventually(const std::function<bool()>& condition) {
  const auto until = std::chrono::steady_clock::now() + patience;
  while (!condition()) {
    if (std::chrono::steady_clock::now() > until) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return true;
}

Task<std::optional<Identity>> TestAuthenticator::identify(std::string token, std::string) {
  if (token == "fault") throw std::runtime_error("the database is gone");
  {
    const std::lock_guard lock(mutex_);
    const auto left = times_left_.find(token);
    if (left != times_left_.end() && left->second-- <= 0) co_return std::nullopt;
  }
  long long user = 0;
  long long device = 0;
  const int read = std::sscanf(token.c_str(), "u%lldd%lld", &user, &device);
  if (read < 1) co_return std::nullopt;
  if (read == 1) device = user;
  co_return Identity{.user_id = {user}, .device_id = {device}, .is_administrator = user == 1};
}

void TestAuthenticator::revoke(const std::string& token) {
  allow_only(token, 0);
}

void TestAuthenticator::allow_only(const std::string& token, int times) {
  const std::lock_guard lock(mutex_);
  times_left_[token] = times;
}

struct Gate::Waiting {
  explicit Waiting(Executor executor) : timer(executor) {
    timer.expires_at(std::chrono::steady_clock::time_point::max());
  }
  asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor> timer;
};

Task<void> Gate::pass(std::string text) {
  const Executor executor = co_await asio::this_coro::executor;
  auto waiting = std::make_shared<Waiting>(executor);
  {
    const std::lock_guard lock(mutex_);
    entered_.push_back(std::move(text));
    if (!open_) waiting_.push_back(waiting);
    changed_.notify_all();
    if (open_) co_return;
  }
  co_await waiting->timer.async_wait(asio::as_tuple(use_task));
}

std::vector<std::string> Gate::entered() {
  const std::lock_guard lock(mutex_);
  return entered_;
}

bool Gate::wait_for_entered(std::size_t count) {
  std::unique_lock lock(mutex_);
  return changed_.wait_for(lock, patience, [&] { return entered_.size() >= count; });
}

void Gate::open_one() {
  std::shared_ptr<Waiting> first;
  {
    const std::lock_guard lock(mutex_);
    if (waiting_.empty()) return;
    first = waiting_.front();
    waiting_.erase(waiting_.begin());
  }
  const Executor executor = first->timer.get_executor();
  asio::post(executor, [first] { first->timer.cancel(); });
}

void Gate::open_all() {
  std::size_t count = 0;
  {
    const std::lock_guard lock(mutex_);
    open_ = true;
    count = waiting_.size();
  }
  for (std::size_t i = 0; i < count; ++i)
    open_one();
}

TestServer::TestServer(const std::function<void(TransportConfig&, TransportCallbacks&)>& change)
    : certificates({.folder = folder.path() / "certificates",
                    .own_certificate = {},
                    .own_key = {},
                    .extra_names = {},
                    .machine_names = [] { return std::vector<std::string>{"localhost", "127.0.0.1", "::1"}; }}),
      limits(generous_rates()),
      dispatcher(limits),
      hub({.sessions_per_user = 3}) {
  add_commands();
  TransportConfig config;
  config.listen_addresses = {"127.0.0.1", "::1"};
  config.loops = 2;
  config.max_unauthenticated_per_address = 1000;
  config.control_socket = folder.path() / "control";
  TransportCallbacks callbacks;
  callbacks.dispatcher = &dispatcher;
  callbacks.authenticator = &authenticator;
  callbacks.hub = &hub;
  callbacks.files = web_client;
  callbacks.openapi_json = R"({"openapi":"3.1.0"})";
  callbacks.hello = [](Identity identity) -> Task<std::string> {
    co_return fmt::format(R"({{"user_id":{}}})", identity.user_id.value);
  };
  if (change) change(config, callbacks);
  transport = std::make_unique<Transport>(config, callbacks, certificates);
  hub.set_outlets(transport->outlets());
  hub.set_presence_listener([this](UserId user, bool is_online) {
    const std::lock_guard lock(presence_mutex_);
    if (is_online) {
      online_.insert(user.value);
    } else {
      online_.erase(user.value);
    }
    presence_changed_.notify_all();
  });
  transport->start();
}

TestServer::~TestServer() {
  gate.open_all();
  stop(std::chrono::milliseconds(0));
  hub.stop();
}

void TestServer::stop(std::chrono::milliseconds stop_patience) {
  transport->stop(stop_patience);
}

void TestServer::add_commands() {
  dispatcher.on<Echo>(RateClass::cheap, [](Request&, Echo echo) -> Task<Result<Echo>> { co_return echo; });
  dispatcher.on<Repeat>(RateClass::cheap, [](Request&, Repeat repeat) -> Task<Result<Echo>> {
    co_return Echo{std::string(static_cast<std::size_t>(repeat.size), 'r')};
  });
  dispatcher.on<Wait>(RateClass::cheap, [this](Request&, Wait wait) -> Task<Result<Done>> {
    co_await gate.pass(wait.text);
    co_return Done{};
  });
  dispatcher.on<Enter>(RateClass::cheap, [](Request& request, Enter enter) -> Task<Result<Done>> {
    request.cookie = CookieChange{.token = enter.token, .max_age_s = 3600};
    co_return Done{};
  });
  dispatcher.on<WhoAmI>(RateClass::cheap, [](Request& request, WhoAmI) -> Task<Result<WhoAmI::Answer>> {
    const Caller& caller = request.caller;
    WhoAmI::Answer answer{caller.address, caller.browser, caller.local_control, {}};
    if (caller.identity) answer.user_id = caller.identity->user_id;
    co_return answer;
  });
  dispatcher.on<Fail>(RateClass::cheap, [](Request&, Fail) -> Task<Result<Done>> {
    throw std::runtime_error("a fault");
    co_return Done{};
  });
  dispatcher.on<Refuse>(RateClass::cheap, [](Request&, Refuse) -> Task<Result<Done>> {
    co_return refuse(ErrorCode::too_many_requests, "slow down", 1500);
  });
}

ConnectOptions TestServer::https() const {
  ConnectOptions options;
  options.port = transport->https_port();
  options.ca_pem = certificates.ca_pem();
  return options;
}

ConnectOptions TestServer::http() const {
  ConnectOptions options;
  options.port = transport->http_port();
  options.tls = false;
  return options;
}

Socket TestServer::socket(int user, int receive_buffer) {
  Socket socket = socket_without_reading(user, receive_buffer);
  const std::string hello = socket.next_text();
  if (!hello.starts_with("{\"hello\":")) throw std::runtime_error("no hello: " + hello);
  return socket;
}

Socket TestServer::socket_without_reading(int user, int receive_buffer) {
  ConnectOptions options = https();
  options.receive_buffer = receive_buffer;
  return {Connection(options), bearer(user)};
}

void TestServer::publish(int user, Pts pts, std::string body) {
  hub.publish({{.audience = {{{user}, pts}}, .body = std::make_shared<const std::string>(std::move(body))}});
}

bool TestServer::wait_for_presence(int user, bool is_online) {
  std::unique_lock lock(presence_mutex_);
  return presence_changed_.wait_for(lock, patience, [&] { return online_.contains(user) == is_online; });
}

std::string bearer(int user) {
  return fmt::format("Authorization: Bearer u{}\r\n", user);
}

std::string command_frame(int id, std::string_view command, std::string_view params) {
  return fmt::format(R"({{"id":{},"command":"{}","params":{}}})", id, command, params);
}

}  // namespace ling::testing
