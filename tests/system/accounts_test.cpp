#include "support/person.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <future>

namespace ling::system_test {
namespace {

using boost::json::object;

const char* const strict_config =
    "[accounts]\nchallenge_work = 100\npassword_memory_kib = 8\npassword_passes = 1\n[limits]\npassword_tries_burst = 1000\n";

std::string password_of(const Person& person) {
  return person.account + "-other-pass";
}

TEST(Accounts, the_first_account_becomes_administrator_and_no_other) {
  const ServerProcess server;
  const auto has_users = [&] {
    return post(server.http_port(), "server.info", object{}).json().at("result").at("has_users");
  };
  EXPECT_EQ(has_users(), false);
  const Person lin(server, "lin"), mei(server, "mei");
  EXPECT_EQ(has_users(), true);
  EXPECT_EQ(lin.call("stream.snapshot", object{}).at("me").at("is_administrator"), true);
  EXPECT_EQ(mei.call("stream.snapshot", object{}).at("me").at("is_administrator"), false);
  EXPECT_EQ(mei.refusal("admin.reset_password", {{"account", "lin"}}), "unknown_command");
}

TEST(Accounts, an_unknown_account_and_a_wrong_password_get_the_same_answer) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const auto wrong = post(server.http_port(), "account.sign_in", {{"account", "lin"}, {"password", "not this one"}});
  const auto unknown =
      post(server.http_port(), "account.sign_in", {{"account", "nobody"}, {"password", "not this one"}});
  EXPECT_EQ(wrong.status, 401U);
  EXPECT_EQ(unknown.status, wrong.status);
  EXPECT_EQ(unknown.body, wrong.body);
}

TEST(Accounts, weak_passwords_odd_accounts_and_taken_ones_are_refused) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const struct {
    const char* account;
    const char* password;
    const char* code;
  } cases[] = {{"LIN", good_password, "account_taken"},
               {"__proto__", good_password, "account_invalid"},
               {"a/../b", good_password, "account_invalid"},
               {"zhou", "12345678", "password_weak"},
               {"zhou", "zhou", "password_weak"}};
  for (const auto& c : cases) {
    const auto reply =
        post(server.http_port(), "account.register",
             {{"account", c.account}, {"password", c.password}, {"challenge", solved_challenge(server)}});
    EXPECT_EQ(error_code(reply.json()), c.code) << c.account;
  }
}

TEST(Accounts, registering_needs_a_solved_challenge_that_works_once) {
  const ServerProcess server(strict_config);
  const auto challenge = solved_challenge(server);
  const auto attempt = [&](const char* account, const boost::json::value& solution) {
    return error_code(post(server.http_port(), "account.register",
                           {{"account", account}, {"password", good_password}, {"challenge", solution}})
                          .json());
  };
  EXPECT_EQ(attempt("lin", nullptr), "challenge_required");
  EXPECT_EQ(attempt("lin", {{"challenge", "x"}, {"salt", "y"}, {"signature", "z"}, {"number", 1}}), "challenge_failed");
  EXPECT_EQ(attempt("lin", challenge), "");
  EXPECT_EQ(attempt("mei", challenge), "challenge_failed");
}

TEST(Accounts, a_revoked_device_is_out_at_once_and_its_sockets_are_closed) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const Person phone = lin.sign_in_again();
  SocketClient socket = phone.connect();
  lin.call("device.sign_out", {{"device_id", phone.device_id}});
  EXPECT_EQ(socket.wait_for_close(), 4100);
  EXPECT_EQ(phone.refusal("device.list", object{}), "unauthenticated");
  EXPECT_THROW((void)phone.connect(), std::runtime_error);
  EXPECT_EQ(lin.refusal("device.sign_out", {{"device_id", phone.device_id}}), "not_found");
}

TEST(Accounts, a_device_of_somebody_else_cannot_be_signed_out) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  EXPECT_EQ(mei.refusal("device.sign_out", {{"device_id", lin.device_id}}), "not_found");
  EXPECT_EQ(lin.refusal("device.list", object{}), "");
}

TEST(Accounts, an_expired_token_no_longer_works) {
  ServerProcess server;
  const Person lin(server, "lin");
  server.stop();
  server.change_database("UPDATE device SET expires_at = 1");
  server.start();
  EXPECT_EQ(lin.refusal("device.list", object{}), "unauthenticated");
}

TEST(Accounts, changing_the_password_needs_the_old_one_and_signs_out_the_others) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const Person phone = lin.sign_in_again();
  SocketClient socket = phone.connect();
  EXPECT_EQ(
      lin.refusal("account.change_password", {{"old_password", "wrong-password"}, {"new_password", password_of(lin)}}),
      "wrong_credentials");
  EXPECT_EQ(
      lin.refusal("account.change_password", {{"old_password", good_password}, {"new_password", password_of(lin)}}),
      "");
  EXPECT_EQ(socket.wait_for_close(), 4100);
  EXPECT_EQ(phone.refusal("device.list", object{}), "unauthenticated");
  EXPECT_EQ(lin.refusal("device.list", object{}), "");
  EXPECT_EQ(
      error_code(post(server.http_port(), "account.sign_in", {{"account", "lin"}, {"password", good_password}}).json()),
      "wrong_credentials");
}

TEST(Accounts, a_recovery_code_sets_a_new_password_once_and_signs_everybody_else_out) {
  const ServerProcess server;
  const Person lin(server, "lin");
  ASSERT_EQ(lin.recovery_codes.size(), 8U);
  const auto recover = [&](const std::string& account, const std::string& code, const std::string& password) {
    return error_code(
        post(server.http_port(), "account.recover", {{"account", account}, {"code", code}, {"new_password", password}})
            .json());
  };
  EXPECT_EQ(recover("nobody", lin.recovery_codes[0], password_of(lin)), "recovery_failed");
  EXPECT_EQ(recover("lin", "AAAA-BBBB-CCCC-DDDD", password_of(lin)), "recovery_failed");
  EXPECT_EQ(recover("lin", lin.recovery_codes[0], password_of(lin)), "");
  EXPECT_EQ(lin.refusal("device.list", object{}), "unauthenticated");
  EXPECT_EQ(recover("lin", lin.recovery_codes[0], password_of(lin)), "recovery_failed");
  EXPECT_EQ(post(server.http_port(), "account.sign_in", {{"account", "lin"}, {"password", password_of(lin)}}).status,
            200U);
}

TEST(Accounts, the_host_can_make_a_reset_code_that_works_once) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const Finished made = run_ling("admin reset-password lin --data " + server.data().string());
  ASSERT_EQ(made.exit_code, 0) << made.output;
  const auto at = made.output.find('-');
  const std::string code = made.output.substr(at - 4, 19);
  const auto recover = [&] {
    return error_code(post(server.http_port(), "account.recover",
                           {{"account", "lin"}, {"code", code}, {"new_password", password_of(lin)}})
                          .json());
  };
  EXPECT_EQ(recover(), "") << code;
  EXPECT_EQ(recover(), "recovery_failed");
  EXPECT_NE(run_ling("admin reset-password nobody --data " + server.data().string()).exit_code, 0);
}

TEST(Accounts, guessing_is_slowed_for_known_and_unknown_accounts_alike) {
  for (const char* account : {"lin", "nobody"}) {
    const ServerProcess server(strict_config);  // a fresh one, since the address is counted as well
    const Person lin(server, "lin");
    std::vector<std::string> codes;
    for (int i = 0; i < 4; ++i) {
      codes.push_back(error_code(
          post(server.http_port(), "account.sign_in", {{"account", account}, {"password", "a wrong guess"}}).json()));
    }
    EXPECT_EQ(codes, (std::vector<std::string>{"wrong_credentials", "wrong_credentials", "wrong_credentials",
                                               "challenge_required"}))
        << account;
    std::string last;
    for (int i = 0; i < 40 && last != "too_many_requests"; ++i) {
      last = error_code(
          post(server.http_port(), "account.sign_in",
               {{"account", account}, {"password", "a wrong guess"}, {"challenge", solved_challenge(server)}})
              .json());
    }
    EXPECT_EQ(last, "too_many_requests") << account;
  }
}

TEST(Accounts, an_invitation_is_redeemed_no_more_often_than_allowed) {
  const ServerProcess by_invite(
      "[accounts]\nregistration = \"invite\"\nchallenge_work = 0\npassword_memory_kib = 8\npassword_passes = 1\n"
      "[limits]\npassword_tries_burst = 1000\ncommands_burst = 1000\n");
  const Person host(by_invite, "host");
  const std::string code(host.call("invite.create", {{"uses", 2}}).at("code").as_string());
  std::vector<std::future<std::string>> attempts;
  for (int i = 0; i < 20; ++i) {
    attempts.push_back(std::async(std::launch::async, [&, i] {
      return error_code(post(by_invite.http_port(), "account.register",
                             {{"account", "guest-" + std::to_string(i)},
                              {"password", good_password},
                              {"invite", code},
                              {"challenge", solved_challenge(by_invite)}})
                            .json());
    }));
  }
  int admitted = 0;
  for (auto& attempt : attempts) {
    const std::string outcome = attempt.get();
    if (outcome.empty()) ++admitted;
    if (!outcome.empty()) {
      EXPECT_TRUE(outcome == "invite_invalid" || outcome == "busy") << outcome;
    }
  }
  EXPECT_EQ(admitted, 2);
  EXPECT_EQ(host.call("invite.list", object{}).at("invites").as_array().size(), 0U);
}

TEST(Accounts, a_closed_server_takes_nobody_but_the_first) {
  const ServerProcess server(
      "[accounts]\nregistration = \"closed\"\nchallenge_work = 0\npassword_memory_kib = 8\npassword_passes = 1\n");
  const Person host(server, "host");
  const auto reply = post(server.http_port(), "account.register",
                          {{"account", "guest"}, {"password", good_password}, {"challenge", solved_challenge(server)}});
  EXPECT_EQ(error_code(reply.json()), "registration_closed");
}

TEST(Accounts, a_browser_gets_its_token_as_a_cookie_that_scripts_cannot_read) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const std::string origin = "http://localhost:" + std::to_string(server.http_port());
  const auto reply = post(server.http_port(), "account.sign_in", {{"account", "lin"}, {"password", good_password}}, {},
                          {{"Origin", origin}});
  ASSERT_EQ(reply.status, 200U);
  EXPECT_TRUE(reply.json().at("result").at("token").is_null());
  const std::string cookie = reply.headers.at("set-cookie");
  for (const char* attribute : {"HttpOnly", "SameSite=", "Path=/"})
    EXPECT_NE(cookie.find(attribute), std::string::npos) << cookie;
  const std::string pair = cookie.substr(0, cookie.find(';'));
  EXPECT_EQ(post(server.http_port(), "device.list", object{}, {}, {{"Origin", origin}, {"Cookie", pair}}).status, 200U);
  EXPECT_EQ(
      post(server.http_port(), "device.list", object{}, {}, {{"Origin", "https://evil.example"}, {"Cookie", pair}})
          .status,
      403U);
}

TEST(Accounts, a_picture_is_shown_to_the_signed_in_only) {
  const ServerProcess server;
  const Person lin(server, "lin");
  // The smallest PNG header: 1 x 1.
  const std::string png =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==";
  const std::string name(lin.call("account.set_avatar", {{"image", png}}).at("user").at("avatar").as_string());
  ASSERT_FALSE(name.empty());
  const HttpRequest request{"GET", "/avatars/" + name, {{"Authorization", "Bearer " + lin.token}}, {}};
  const auto picture = http(server.http_port(), request);
  EXPECT_EQ(picture.status, 200U);
  EXPECT_EQ(picture.headers.at("content-type"), "image/webp");
  EXPECT_EQ(http(server.http_port(), {"GET", "/avatars/" + name, {}, {}}).status, 401U);
  EXPECT_EQ(lin.refusal("account.set_avatar", {{"image", "PHN2Zz48c2NyaXB0Lz48L3N2Zz4="}}), "image_invalid");
}

TEST(Accounts, nothing_secret_reaches_the_log) {
  ServerProcess server(std::string(quick_config) + "[log]\nlevel = \"debug\"\n");
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei, "暗号是芝麻开门");
  lin.call("message.send", text_message(conversation, "a very private sentence"));
  lin.refusal("message.send", text_message(conversation, std::string(30000, 'x') + "another private sentence"));
  post(server.http_port(), "account.sign_in", {{"account", "lin"}, {"password", "a-mistyped-password"}});
  post(server.http_port(), "account.recover",
       {{"account", "lin"}, {"code", lin.recovery_codes[0]}, {"new_password", password_of(lin)}});
  server.stop();
  const std::string log = server.log();
  for (const std::string& secret :
       {lin.token, mei.token, std::string(good_password), password_of(lin), lin.recovery_codes[0],
        std::string("private sentence"), std::string("芝麻开门"), std::string("a-mistyped-password")}) {
    EXPECT_EQ(log.find(secret), std::string::npos) << secret;
  }
}

}  // namespace
}  // namespace ling::system_test
