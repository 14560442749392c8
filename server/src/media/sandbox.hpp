// What the engine's process gives up before it reads a packet: it speaks to its parent and to the network, and can open
// no file for writing, start no program, look at no other process. For the process that calls; Linux.
#pragma once

namespace ling::media {

/// Throws std::runtime_error; who is not confined must not go on.
void confine();

}  // namespace ling::media
