// Reads the doc comments out of the protocol headers, so that a comment is written once and reaches the TypeScript types
// and docs/protocol.md.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace ling::generator {

/// "Type" → comment above it; "Type.member" → comment beside it. `///` above, `///<` beside.
using Comments = std::map<std::string, std::string>;

Comments read_comments(const std::filesystem::path& headers);

}  // namespace ling::generator
