// How the media engine is to run, by the configuration and by what is free.
#pragma once

#include "app/config.hpp"
#include "media/worker.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace ling {

/// Under which addresses calls reach this machine now.
std::vector<std::string> media_addresses(const Config& config);

/// nullopt: there is to be none. `https_port`: the one that is listened on.
std::optional<media::WorkerSettings> media_settings(const Config& config, std::uint16_t https_port);

}  // namespace ling
