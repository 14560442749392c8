// Result<T>: a value, or a named refusal. Refusals are expected outcomes ("not a friend"); faults are exceptions.
#pragma once

#include "ling/protocol/error_code.hpp"

#include <tl/expected.hpp>

#include <string>

namespace ling {

struct Refusal {
  ErrorCode code = ErrorCode::internal;
  std::string detail;      ///< For developers; never secrets, never what people wrote.
  int retry_after_ms = 0;  ///< 0 = not given.
};

/// std::expected once the compiler has it; use only has_value, *, ->, error().
template <class T>
using Result = tl::expected<T, Refusal>;

[[nodiscard]] inline tl::unexpected<Refusal> refuse(ErrorCode code, std::string detail = {}, int retry_after_ms = 0) {
  return tl::unexpected<Refusal>(Refusal{code, std::move(detail), retry_after_ms});
}

}  // namespace ling
