// JSON text that is already encoded; the codec splices it in as it is.
#pragma once

#include <string>

namespace ling {

struct RawJson {
  std::string text = "null";
};

}  // namespace ling
