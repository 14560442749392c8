#include "floors/floors.hpp"
#include "measure.hpp"
#include "scenarios/crowd.hpp"
#include "scenarios/scenarios.hpp"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace ling::bench {
namespace {

using system_test::Person;
using system_test::ServerProcess;

// An account is tried at most 16 times: more in a row would be refused.
constexpr int workers = 4, each = 40, tries_of_an_account = 16, messages = 200;
constexpr int refusals_each = 60;
constexpr std::size_t memory_kib = 19456;  // what a new server uses, OWASP's least
constexpr unsigned long long passes = 2;

const std::string config = fmt::format(
    "[accounts]\nchallenge_work = 0\npassword_memory_kib = {}\npassword_passes = {}\npassword_threads = 2\n"
    "[limits]\nmessages_burst = 1000000\nmessages_per_second = 1000000\ncommands_burst = 1000000\n"
    "commands_per_second = 1000000\npassword_tries_burst = 1000000\nconnections_per_address = 10000\n",
    memory_kib, passes);

/// The slowest hundredth of messages sent one after the other, in milliseconds.
double message_p99(const Person& sender, std::int64_t conversation_id) {
  auto socket = sender.connect();
  std::vector<double> times;
  for (int i = 0; i < messages; ++i) {
    const Stopwatch watch;
    const auto answer = socket.call("message.send", system_test::text_message(conversation_id, "你好"));
    if (!system_test::error_code(answer).empty()) throw std::runtime_error("a message was refused");
    times.push_back(watch.seconds() * 1000);
  }
  return percentile(times, 0.99);
}

/// A wrong password against an account that does not exist, turn by turn: the clock must not tell which.
void refusals(Report& report, const ServerProcess& server) {
  const auto people = crowd(server, "guessed", 20);
  const auto refused_after = [&](const std::string& account) {
    const auto challenge = system_test::solved_challenge(server);
    const Stopwatch watch;
    const auto reply = system_test::post(
        server.http_port(), "account.sign_in",
        {{"account", account}, {"password", "not it at all"}, {"device_name", "bench"}, {"challenge", challenge}});
    if (reply.status != 401) throw std::runtime_error(fmt::format("refused with {}", reply.status));
    return watch.seconds() * 1000;
  };
  std::vector<double> known, unknown;
  for (int i = 0; i < refusals_each; ++i) {
    const std::size_t who = static_cast<std::size_t>(i) % people.size();
    known.push_back(refused_after(people[who].account));
    unknown.push_back(refused_after(fmt::format("nobody{}", who)));
  }
  const double with = percentile(known, 0.5), without = percentile(unknown, 0.5);
  report.add({"sign_in_refusal_known_vs_unknown", with / without, "0.9 to 1.1",
              fmt::format("median {:.2f} ms with a wrong password, {:.2f} ms without such an account, {} each", with,
                          without, refusals_each)});
}

}  // namespace

void sign_in(Report& report) {
  const ServerProcess server(config);
  const auto people = crowd(server, "person", workers * each / tries_of_an_account);
  const std::int64_t conversation_id = system_test::befriend(people[0], people[1]);
  const double quiet = message_p99(people[0], conversation_id);
  const Floor hashes = argon2_hashes(2, memory_kib, passes);

  std::atomic<int> begun = 0, done = 0;
  const Stopwatch watch;
  std::vector<std::thread> threads;
  for (int i = 0; i < workers; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < each; ++n) {
        const auto reply =
            system_test::post(server.http_port(), "account.sign_in",
                              {{"account", people[static_cast<std::size_t>(begun++ / tries_of_an_account)].account},
                               {"password", system_test::good_password},
                               {"device_name", "bench"}});
        if (reply.status == 200) ++done;
      }
    });
  }
  const double busy = message_p99(people[0], conversation_id);
  for (std::thread& thread : threads)
    thread.join();
  const double rate = done / watch.seconds();
  if (done != workers * each)
    throw std::runtime_error(fmt::format("{} of {} sign-ins done", done.load(), workers * each));
  report.add({"login_rate_vs_argon2", rate / hashes.per_second, ">= 0.9",
              fmt::format("{:.1f} sign-ins/s over {:.1f} hashes/s; a message p99 {:.1f} ms quiet, {:.1f} ms "
                          "meanwhile",
                          rate, hashes.per_second, quiet, busy)});
  refusals(report, server);
}

}  // namespace ling::bench
