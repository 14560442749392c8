// /metrics in Prometheus text form.
#pragma once

#include "features/media_lines/media_service.hpp"
#include "transport/transport.hpp"

#include <cstddef>
#include <string>

namespace ling {

std::string metrics_page(const Transport::Counters& counters, std::size_t writes_waiting,
                         const MediaService::Figures& media);

}  // namespace ling
