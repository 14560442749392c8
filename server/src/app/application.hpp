// The only place that knows everybody: builds the parts, connects them, starts and stops them in order.
#pragma once

#include "app/config.hpp"

#include <cstdint>
#include <memory>

namespace ling {

class Application {
 public:
  /// Opens the data directory, the database and the ports. Throws std::runtime_error with a sentence for the person
  /// who started it.
  explicit Application(Config config);
  ~Application();

  /// Serves from here on.
  void start();
  /// Stops accepting, closes every session, finishes the writes, ends all threads.
  void stop();

  [[nodiscard]] std::uint16_t https_port() const;
  [[nodiscard]] std::uint16_t http_port() const;

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace ling
