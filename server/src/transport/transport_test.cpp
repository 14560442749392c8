// TLS, ports and the control socket.
#include "transport/transport.hpp"

#include "transport/control_socket.hpp"
#include "transport/http_routes.hpp"
#include "transport/testing/test_server.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <sys/stat.h>

namespace ling::testing {
namespace {

TEST(Tls, is_trusted_by_whoever_trusts_the_authority) {
  TestServer server;
  for (const char* name : {"localhost", "127.0.0.1", "::1"}) {
    ConnectOptions options = server.https();
    options.server_name = name;
    if (std::string_view(name) == "::1") options.address = "::1";
    EXPECT_EQ(ask(*std::make_unique<Connection>(options), "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 200U)
        << name;
  }
}

TEST(Tls, is_not_trusted_for_other_names_or_without_the_authority) {
  TestServer server;
  ConnectOptions other_name = server.https();
  other_name.server_name = "example.com";
  EXPECT_THROW(Connection{other_name}, std::runtime_error);
  ConnectOptions no_authority = server.https();
  no_authority.ca_pem.clear();
  EXPECT_THROW(Connection{no_authority}, std::runtime_error);
  EXPECT_TRUE(eventually([&] { return server.transport->counters().handshake_failures >= 1; }));
}

TEST(Tls, is_1_2_or_newer) {
  TestServer server;
  ConnectOptions options = server.https();
  options.max_tls_version = TLS1_2_VERSION;
  EXPECT_STREQ(SSL_get_version(Connection(options).tls()), "TLSv1.2");
  options.max_tls_version = TLS1_1_VERSION;
  EXPECT_THROW(Connection{options}, std::runtime_error);
  EXPECT_STREQ(SSL_get_version(Connection(server.https()).tls()), "TLSv1.3");
}

TEST(Tls, agrees_on_http_1_1_and_nothing_else) {
  TestServer server;
  ConnectOptions options = server.https();
  options.protocols = "\x02h2\x08http/1.1";
  const Connection connection(options);
  const unsigned char* chosen = nullptr;
  unsigned size = 0;
  SSL_get0_alpn_selected(connection.tls(), &chosen, &size);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(chosen), size), "http/1.1");
  options.protocols = "\x02h2";
  EXPECT_THROW(Connection{options}, std::runtime_error);
}

TEST(Tls, resumes_by_ticket) {
  TestServer server;
  Connection first(server.https());
  ask(first, "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
  const std::unique_ptr<SSL_SESSION, decltype(&SSL_SESSION_free)> ticket(SSL_get1_session(first.tls()),
                                                                         SSL_SESSION_free);
  ConnectOptions options = server.https();
  options.resume = ticket.get();
  const Connection second(options);
  EXPECT_EQ(SSL_session_reused(second.tls()), 1);
}

TEST(Ports, are_not_shared_with_a_second_server) {
  TestServer first;
  try {
    TestServer second(
        [&](TransportConfig& config, TransportCallbacks&) { config.https_port = first.transport->https_port(); });
    FAIL() << "two servers on one port";
  } catch (const std::system_error& refused) {
    const std::string sentence = refused.what();
    EXPECT_NE(sentence.find(std::to_string(first.transport->https_port())), std::string::npos) << sentence;
    EXPECT_NE(sentence.find("server.https_port"), std::string::npos) << sentence;
  }
}

TEST(Ports, are_only_opened_on_addresses) {
  EXPECT_THROW(
      TestServer([](TransportConfig& config, TransportCallbacks&) { config.listen_addresses = {"localhost"}; }),
      std::system_error);
  EXPECT_THROW(
      TestServer([](TransportConfig& config, TransportCallbacks&) { config.listen_addresses = {"203.0.113.9"}; }),
      std::system_error);
}

TEST(Ports, take_ipv4_and_ipv6_when_no_address_is_named) {
  TestServer server([](TransportConfig& config, TransportCallbacks&) { config.listen_addresses.clear(); });
  for (const char* address : {"127.0.0.1", "::1"}) {
    ConnectOptions options = server.http();
    options.address = address;
    Connection connection(options);
    const Response who = ask(
        connection,
        "POST /api/test.who HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}");
    EXPECT_NE(who.body.find(fmt::format("\"address\":\"{}\"", address)), std::string::npos) << who.body;
  }
}

TEST(TrustPage, is_all_that_plain_http_shows_to_other_machines) {
  HttpRequest request(http::verb::get, "/", 11);
  request.set(http::field::host, "localhost");
  const auto trust_only = [&](Door door, bool loopback) {
    const Peer peer{.door = door, .address = "192.168.1.9", .loopback = loopback};
    return gets_trust_page_only({.request = request, .peer = peer});
  };
  EXPECT_TRUE(trust_only(Door::http, /*loopback=*/false));
  EXPECT_FALSE(trust_only(Door::http, /*loopback=*/true));
  EXPECT_FALSE(trust_only(Door::https, /*loopback=*/false));
}

TEST(ControlSocket, takes_commands_from_whoever_may_open_it) {
  TestServer server;
  const auto path = server.folder.path() / "control";
  struct stat status{};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0600U);
  const ControlAnswer who = control_request(path, "test.who", "{}");
  EXPECT_EQ(who.status, 200U);
  EXPECT_EQ(who.body, R"({"result":{"address":"local","browser":false,"local_control":true,"user_id":null}})");
  EXPECT_EQ(control_request(path, "test.nothing", "{}").status, 404U);
  EXPECT_EQ(control_request(path, "test.who", "[]").status, 400U);
}

TEST(ControlSocket, is_no_way_to_the_rest) {
  TestServer server;
  const auto path = server.folder.path() / "control";
  EXPECT_EQ(control_request(path, "../index.html", "{}").status, 404U);
}

TEST(ControlSocket, is_never_shared_but_replaced_after_a_crash) {
  TestFolder folder;
  const auto path = folder.path() / "control";
  {
    const UniqueFd first = listen_on_control_socket(path);
    EXPECT_THROW(listen_on_control_socket(path), std::system_error);
  }
  // The file is still there, as after a crash.
  ASSERT_TRUE(std::filesystem::exists(path));
  EXPECT_TRUE(listen_on_control_socket(path));
}

TEST(ControlSocket, works_in_a_folder_with_a_long_name) {
  TestFolder folder;
  const auto deep = folder.path() / std::string(120, 'd');
  std::filesystem::create_directory(deep);
  EXPECT_TRUE(listen_on_control_socket(deep / "control"));
}

TEST(ControlSocket, says_that_no_server_answers) {
  TestFolder folder;
  try {
    control_request(folder.path() / "control", "test.who", "{}");
    FAIL() << "nobody could answer";
  } catch (const std::system_error& refused) {
    EXPECT_NE(std::string(refused.what()).find("no server answers"), std::string::npos) << refused.what();
  }
}

TEST(ControlSocket, goes_with_the_server) {
  TestServer server;
  const auto path = server.folder.path() / "control";
  server.stop();
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace ling::testing
