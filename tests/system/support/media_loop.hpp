// A loop on which a test drives a media engine: the real process, started from the executable under test.
#pragma once

#include "media/engine.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

namespace ling::system_test {

class MediaLoop {
 public:
  static constexpr std::chrono::seconds patience{60};

  [[nodiscard]] Executor executor() { return loop_.get_executor(); }

  /// Runs the loop until the task has ended; what it returned. Throws when that takes too long.
  template <class T>
  T run(Task<T> task) {
    std::optional<T> result;
    std::exception_ptr failed;
    asio::co_spawn(executor(), std::move(task), [&](std::exception_ptr error, T value) {
      failed = error;
      result.emplace(std::move(value));
    });
    until([&] { return result.has_value(); });
    if (failed) std::rethrow_exception(failed);
    return std::move(*result);
  }
  void run(Task<void> task) {
    bool done = false;
    std::exception_ptr failed;
    asio::co_spawn(executor(), std::move(task), [&](std::exception_ptr error) {
      failed = error;
      done = true;
    });
    until([&] { return done; });
    if (failed) std::rethrow_exception(failed);
  }

  template <class Condition>
  void until(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!condition()) {
      loop_.restart();
      if (loop_.run_one_until(end) == 0) throw std::runtime_error("the media engine took too long");
    }
  }

 private:
  asio::io_context loop_{1};
};

/// An engine on loopback with free ports, and what it told.
struct MediaEngine {
  explicit MediaEngine(media::WorkerSettings settings = on_loopback())
      : engine(
            loop.executor(), std::move(settings),
            {[this](const media::Event& event) { events.push_back(event); }, [this] { ++ups; }, [this] { ++downs; }}) {
    // As the server does: a worker that dies is an end of its pipe, not of us.
    std::signal(SIGPIPE, SIG_IGN);
    engine.start();
    loop.until([this] { return ups == 1; });
  }
  ~MediaEngine() { loop.run(engine.stop()); }

  static media::WorkerSettings on_loopback() {
    media::WorkerSettings settings;
    settings.program = std::getenv("LING_BINARY");
    settings.addresses = {"127.0.0.1"};
    return settings;
  }

  MediaLoop loop;
  std::vector<media::Event> events;
  int ups = 0, downs = 0;
  media::Engine engine;
};

}  // namespace ling::system_test
