// Which files a process may still open (Landlock): none but those that are named, to read, from then on and for ever.
// Linux 5.13 and newer.
#pragma once

#include <initializer_list>

namespace ling::sandbox {

/// Files and folders with all that is in them; what does not exist is left out. false: the kernel does not offer it, and
/// nothing has changed. Throws std::runtime_error.
bool read_only_these(std::initializer_list<const char*> paths);

}  // namespace ling::sandbox
