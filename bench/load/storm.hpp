// Thousands of devices that come back all at once, as after a restart of the server.
#pragma once

#include "load/stream_client.hpp"

#include <chrono>
#include <deque>
#include <string>
#include <vector>

namespace ling::load {

/// Connections that the kernel of this machine dropped because nobody accepted them in time, since it started.
long listen_overflows();

/// As many file descriptors as this process may have.
void allow_many_files();

class Storm {
 public:
  /// One device for each token; a token may stand in it many times.
  explicit Storm(const std::vector<std::string>& tokens);

  struct Outcome {
    double seconds = 0;           ///< Until the last one was in step again.
    std::size_t fetched = 0;      ///< Events that had been missed, all devices together.
    std::size_t tries_again = 0;  ///< Connections that the server ended before they were in step.
    long listen_overflows = 0;
  };
  /// Connects everybody who is not, all begun at once, and waits until all are in step. Whoever is turned away tries
  /// again a second later. Throws after `limit`.
  Outcome come(SSL_CTX* context, std::uint16_t port, std::chrono::seconds limit);
  /// The server has ended: forgets all connections.
  void gone();

 private:
  std::deque<StreamClient> clients_;
  std::unique_ptr<LoadLoop> loop_;
};

}  // namespace ling::load
