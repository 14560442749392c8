// The subcommands of the executable. Each returns the exit code.
#pragma once

namespace ling {

int run_command_line(int argc, char** argv);

}  // namespace ling
