// ./ling bench: runs the scenarios one after the other against the executable that LING_BINARY names.
#include "report.hpp"
#include "scenarios/scenarios.hpp"

#include <fmt/format.h>
#include <sys/resource.h>

#include <csignal>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace ling::bench;

constexpr std::size_t default_messages = 10'000'000;

constexpr const char* usage =
    "./ling bench [SCENARIO] [--json FILE] [--messages N]\n"
    "  SCENARIO    direct_messages, fanout, slow_reader, join_group, idle, files, sign_in, calls, web, contacts or\n"
    "              long_history\n"
    "  --json      write the figures there, too\n"
    "  --messages  stored in long_history; 10,000,000 unless given\n";

struct Options {
  std::string only, json;
  std::size_t messages = default_messages;
};

/// false: the words on the command line make no sense.
bool parse(int count, char** words, Options& options) {
  const bool named = count > 1 && words[1][0] != '-';
  if (named) options.only = words[1];
  for (int i = named ? 2 : 1; i < count; i += 2) {
    const std::string_view name = words[i];
    if (i + 1 == count) return false;
    if (name == "--json") {
      options.json = words[i + 1];
    } else if (name == "--messages") {
      options.messages = std::strtoull(words[i + 1], nullptr, 10);
      if (options.messages < 20'000 * 50) return false;
    } else {
      return false;
    }
  }
  return true;
}

}  // namespace

int main(int count, char** words) {
  Options options;
  if (!parse(count, words, options)) {
    fmt::print(stderr, "{}--messages is 1,000,000 or more.\n", usage);
    return 2;
  }
  std::signal(SIGPIPE, SIG_IGN);
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);

  Report report;
  const std::string browser = "web/node_modules/.bin/node bench/web";
  const std::vector<std::pair<std::string, std::function<void()>>> scenarios = {
      {"direct_messages", [&] { direct_messages(report); }},
      {"fanout", [&] { fanout(report); }},
      {"slow_reader", [&] { slow_reader(report); }},
      {"join_group", [&] { join_group(report); }},
      {"idle", [&] { idle(report); }},
      {"files", [&] { ling::bench::files(report); }},
      {"sign_in", [&] { sign_in(report); }},
      {"calls", [&] { calls(report); }},
      {"web", [&] { web(report, browser); }},
      {"contacts", [&] { contacts(report, browser); }},
      {"long_history", [&] { long_history(report, options.messages); }},
  };
  bool known = options.only.empty();
  for (const auto& [name, run] : scenarios) {
    if (!options.only.empty() && options.only != name) continue;
    known = true;
    try {
      run();
    } catch (const std::exception& fault) {
      report.failed(name, fault.what());
    }
  }
  if (!known) {
    fmt::print(stderr, "{}There is no scenario \"{}\".\n", usage, options.only);
    return 2;
  }
  if (!options.json.empty()) report.write_json(options.json);
  return report.complete() ? 0 : 1;
}
