#include "app/local_commands.hpp"

int main(int argc, char** argv) {
  return ling::run_command_line(argc, argv);
}
