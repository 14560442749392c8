// The engine itself: what `ling media-worker` runs. It speaks to its parent over the file descriptors 3 and 4, and ends
// when they are closed.
#pragma once

namespace ling::media {

/// Ends the process, without what a program usually does at its end: the engine is not written for that. Nothing else
/// may run in it.
[[noreturn]] void run_worker_process(int argc, char** argv);

}  // namespace ling::media
