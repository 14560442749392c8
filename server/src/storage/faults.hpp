// Faults of the database beside those in foundation/faults.hpp.
#pragma once

#include <stdexcept>

namespace ling::storage {

/// The disk failed to read, write or flush. What is on disk is no longer known: the process must end.
struct DiskFailed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace ling::storage
