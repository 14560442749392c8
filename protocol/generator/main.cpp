// protocol_generator ROOT: writes everything that is derived from the protocol headers.
// protocol_generator --check ROOT: writes nothing; exit 1 when something is out of date.
#include "writers.hpp"

#include <fstream>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace {

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace ling::generator;
  const bool check = argc == 3 && std::string(argv[1]) == "--check";
  if (argc != 2 && !check) {
    std::cerr << "usage: protocol_generator [--check] ROOT\n";
    return 2;
  }
  const std::filesystem::path root = argv[argc - 1];
  const Schema schema = read_schema();
  const Comments comments = read_comments(root / "protocol/include/ling/protocol");
  const std::vector<std::pair<std::filesystem::path, std::string>> outputs = {
      {root / "web/src/protocol/protocol.ts", typescript(schema, comments)},
      {root / "docs/protocol.md", markdown(schema, comments)},
      {root / "web/public/api/openapi.json", openapi(schema, comments)},
  };
  bool stale = false;
  for (const auto& [file, text] : outputs) {
    if (contents(file) == text) continue;
    stale = true;
    if (check) {
      std::cerr << file.string() << " is out of date: run ./ling format\n";
      continue;
    }
    std::filesystem::create_directories(file.parent_path());
    std::ofstream(file, std::ios::binary) << text;
  }
  return check && stale ? 1 : 0;
}
