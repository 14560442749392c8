// A call on the real engine's process whose participants have no browser: for the benches, and for tests in which
// somebody means it harm. One thread calls; it drives the loop of the engine. Throws when the engine refuses, or when
// nothing comes through for `patience`.
#pragma once

#include "load/media/media_thread.hpp"
#include "media/transport.hpp"
#include "support/media_loop.hpp"

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace ling::load {

class SyntheticCall {
 public:
  static constexpr std::chrono::seconds patience{20};

  SyntheticCall();

  /// Comes in and sends; the sources, one for each shape.
  std::vector<media::Source> send(const std::vector<Shape>& shapes);
  /// Comes in to watch, and is sent nothing yet.
  void come_to_watch(const std::vector<media::Source>& sources);
  /// All who came to watch are sent what they came for, at once; how long each took to the first whole picture, in ms
  /// (of voices alone: at once).
  std::vector<double> watch();

  /// Of all who send.
  int key_frame_requests();
  /// What all who watch were sent since they began to count.
  std::uint64_t packets_received();

  /// A way into the call for somebody who does not come in by it, or not as they should.
  media::Transport open_way();
  static FarEnd far_end_of(const media::Transport& way);
  /// Tells the engine by which certificate it will know them.
  void expect(media::Transport& way, const std::string& fingerprint);

  [[nodiscard]] pid_t engine_pid() const { return engine_.engine.worker()->pid(); }
  [[nodiscard]] system_test::MediaEngine& engine() { return engine_; }
  [[nodiscard]] MediaThread& threads() { return threads_; }
  [[nodiscard]] const std::vector<MediaClient*>& receivers() const { return receivers_; }
  /// Those who send, in the order in which they came.
  [[nodiscard]] const std::vector<MediaClient*>& senders() const { return senders_; }

  template <class Condition>
  void wait_for(Condition condition) {
    const auto end = std::chrono::steady_clock::now() + patience;
    while (!threads_.run(condition)) {
      if (std::chrono::steady_clock::now() > end) throw std::runtime_error("no media comes through");
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  }

 private:
  struct Way {
    media::Transport transport;
    MediaClient* client;
  };

  system_test::MediaLoop& loop() { return engine_.loop; }
  Way& come_in();

  system_test::MediaEngine engine_;
  Identity identity_;
  media::Router router_;
  std::vector<Way> ways_;
  std::vector<media::Producer> producers_;
  std::vector<media::Consumer> consumers_;
  std::vector<std::size_t> waiting_;  ///< Of the consumers.
  std::vector<MediaClient*> receivers_, senders_;
  MediaThread threads_;  // first to go: it uses the clients until then
};

}  // namespace ling::load
