// /metrics in Prometheus text form.
#pragma once

#include <cstddef>
#include <string>

#include "transport/transport.hpp"

namespace ling {

std::string metrics_page(const Transport::Counters& counters, std::size_t writes_waiting);

}  // namespace ling
