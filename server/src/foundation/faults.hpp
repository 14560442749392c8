// Faults that a caller is told apart from "internal", because trying again later helps. Thrown by the layers below.
#pragma once

#include <stdexcept>

namespace ling {

/// The disk is full: nothing was stored.
struct StorageFull : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// A bounded queue is full: nothing was begun.
struct Overloaded : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// What is needed cannot be reached for the moment. Nothing is acknowledged; whether it was done shows when the same
/// request is sent again.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

}  // namespace ling
