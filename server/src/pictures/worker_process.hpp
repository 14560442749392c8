// What `ling picture-worker` runs: reads one picture from standard input, writes what it made of it to standard output,
// and ends. Pictures come from strangers, so it is confined before it reads the first byte.
#pragma once

namespace ling::pictures {

/// Ends the process with a code of wire.hpp, without what a program usually does at its end.
[[noreturn]] void run_worker_process();

}  // namespace ling::pictures
