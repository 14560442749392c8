// Stands between a client and a MariaDB and cuts a connection at the moment a test names.
#pragma once

#include "tests/temporary_folder.hpp"

#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace ling {

class MariadbProxy {
 public:
  /// In front of the database of this address.
  explicit MariadbProxy(const std::string& url);
  ~MariadbProxy();
  MariadbProxy(const MariadbProxy&) = delete;
  MariadbProxy& operator=(const MariadbProxy&) = delete;

  /// The database's address by way of this one.
  [[nodiscard]] const std::string& url() const { return url_; }

  /// Cuts, once, instead of passing on an answer, when `now` says so; it is asked after each answer of the server.
  void cut_at_answer(std::function<bool()> now);
  /// Cuts, once, instead of passing on a question for which `now` says so.
  void cut_at_question(std::function<bool(std::string_view bytes)> now);

 private:
  void accept_all();
  void pass_on(int client);
  /// Whether to cut here; then it is the only time.
  bool cuts(bool answer, std::string_view bytes);

  TemporaryFolder folder_;
  std::string url_, behind_;
  int listening_ = -1, stop_reading_ = -1, stop_writing_ = -1;
  std::mutex mutex_;
  std::function<bool()> at_answer_;
  std::function<bool(std::string_view)> at_question_;
  std::list<std::thread> connections_;  // of the thread that accepts
  std::thread accepting_;
};

}  // namespace ling
