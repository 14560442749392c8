// `ling doctor`: looks at the machine, the data directory and every port from the machine itself, and says of each what
// is wrong and what to do. Blocks; for the command line.
#pragma once

#include "app/config.hpp"
#include "dispatch/dispatcher.hpp"
#include "ling/protocol/declaration.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <ostream>
#include <string>
#include <vector>

namespace ling {

/// Where a running server listens; 0 = it does not.
struct Ports {
  int https = 0, http = 0, stun = 0, media = 0;
};
BOOST_DESCRIBE_STRUCT(Ports, (), (https, http, stun, media))

/// Only the control socket's: no part of the protocol for clients.
struct FindPorts {
  static constexpr CommandInfo command{"server.ports", Access::administrator, "Where this server listens."};
  using Answer = Ports;
};
BOOST_DESCRIBE_STRUCT(FindPorts, (), ())

namespace doctor {

enum class Health { fine, doubtful, broken };

/// A sentence in both languages.
struct Words {
  std::string english, chinese;
};

struct Finding {
  Health health = Health::fine;
  Words what;
  Words advice = {};  ///< What to do; empty when all is well.
};

/// The data directory, its disk, the limits of the machine.
std::vector<Finding> look_at_machine(const Config& config);
/// The ports: whether a running server answers there, or whether they are free for one.
std::vector<Finding> look_at_ports(const Config& config, const std::optional<Ports>& running);

/// A server runs and does not tell where it listens.
Finding not_to_be_asked(const std::string& why);

/// Prints them; true unless something is broken.
bool report(const std::vector<Finding>& findings, std::ostream& out);

}  // namespace doctor
}  // namespace ling
