// What one run of the fault tests is: which random numbers it draws, and how long it takes.
#pragma once

namespace ling::fault_test {

/// The seed of this run: LING_SEED, or a new one. Printed, so that a failure can be run again.
unsigned seed_of_run();

/// LING_FAULTS=long: not the short forms that ./ling test runs, but those of ./ling test fault.
bool long_form();

}  // namespace ling::fault_test
