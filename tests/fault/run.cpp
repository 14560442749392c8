#include "fault/run.hpp"

#include <cstdlib>
#include <iostream>
#include <random>
#include <string>

namespace ling::fault_test {

unsigned seed_of_run() {
  const char* given = std::getenv("LING_SEED");
  const unsigned seed = given != nullptr ? static_cast<unsigned>(std::stoul(given)) : std::random_device{}();
  std::cout << "seed " << seed << std::endl;
  return seed;
}

bool long_form() {
  const char* form = std::getenv("LING_FAULTS");
  return form != nullptr && std::string(form) == "long";
}

}  // namespace ling::fault_test
