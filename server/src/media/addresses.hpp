// Under which addresses other machines reach this one.
#pragma once

#include <string>
#include <vector>

namespace ling::media {

/// Of all interfaces that are up, IPv4 first; without those that only this link or this machine knows, unless there is
/// no other: then 127.0.0.1. Only addresses that can be listened on right now.
std::vector<std::string> local_addresses();

}  // namespace ling::media
