#include "media/worker_process.hpp"

#include "media/sandbox.hpp"

#include <csignal>
#include <cstdlib>

// As in lib.hpp of the engine, whose other headers are not for us.
extern "C" int mediasoup_worker_run(int argc, char* argv[], const char* version, int consumer_fd, int producer_fd,
                                    void* read, void* read_context, void* write, void* write_context);

namespace ling::media {
namespace {

constexpr int from_parent = 3;
constexpr int to_parent = 4;

}  // namespace

void run_worker_process(int argc, char** argv) {
  // The parent blocks them in all its threads, and a child inherits that.
  sigset_t all;
  sigemptyset(&all);
  sigprocmask(SIG_SETMASK, &all, nullptr);
  confine();
  std::_Exit(mediasoup_worker_run(argc, argv, LING_ENGINE_VERSION, from_parent, to_parent, nullptr, nullptr, nullptr,
                                  nullptr));
}

}  // namespace ling::media
