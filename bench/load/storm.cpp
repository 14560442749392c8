#include "load/storm.hpp"

#include <sys/resource.h>

#include <fstream>
#include <sstream>

namespace ling::load {

long listen_overflows() {
  std::ifstream file("/proc/net/netstat");
  std::string names, values;
  while (std::getline(file, names) && std::getline(file, values)) {
    if (!names.starts_with("TcpExt:")) continue;
    std::istringstream name(names), value(values);
    std::string key, number;
    while (name >> key && value >> number) {
      if (key == "ListenOverflows") return std::stol(number);
    }
  }
  return 0;
}

void allow_many_files() {
  rlimit files{};
  ::getrlimit(RLIMIT_NOFILE, &files);
  files.rlim_cur = files.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &files);
}

Storm::Storm(const std::vector<std::string>& tokens) {
  for (const std::string& token : tokens)
    clients_.emplace_back(token);
}

Storm::Outcome Storm::come(SSL_CTX* context, std::uint16_t port, std::chrono::seconds limit) {
  if (!loop_) loop_ = std::make_unique<LoadLoop>();
  Outcome outcome;
  for (const StreamClient& client : clients_)
    outcome.fetched -= client.fetched();
  outcome.listen_overflows = -listen_overflows();
  const auto begun = std::chrono::steady_clock::now();
  for (StreamClient& client : clients_) {
    if (client.socket() == nullptr) client.connect(*loop_, context, port);
  }
  struct Waiting {
    std::chrono::steady_clock::time_point until;
    StreamClient* client;
  };
  std::deque<Waiting> waiting;
  loop_->on_closed([&](WebSocket& closed) {
    ++outcome.tries_again;
    for (StreamClient& client : clients_) {
      if (client.socket() != &closed) continue;
      client.disconnected();
      waiting.push_back({std::chrono::steady_clock::now() + std::chrono::seconds(1), &client});
    }
  });
  std::size_t first_behind = 0;  // those before it are in step
  const auto all_in_step = [&] {
    for (; !waiting.empty() && waiting.front().until <= std::chrono::steady_clock::now(); waiting.pop_front())
      waiting.front().client->connect(*loop_, context, port);
    while (first_behind < clients_.size() && clients_[first_behind].in_step())
      ++first_behind;
    return first_behind == clients_.size();
  };
  loop_->run_until(all_in_step, limit);
  loop_->on_closed({});
  outcome.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
  outcome.listen_overflows += listen_overflows();
  for (const StreamClient& client : clients_)
    outcome.fetched += client.fetched();
  return outcome;
}

void Storm::gone() {
  loop_.reset();
  for (StreamClient& client : clients_)
    client.disconnected();
}

}  // namespace ling::load
