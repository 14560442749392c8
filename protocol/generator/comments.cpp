#include "comments.hpp"

#include <fstream>
#include <regex>

namespace ling::generator {
namespace {

void read_header(const std::filesystem::path& file, Comments& comments) {
  static const std::regex above(R"(^\s*/// ?(.*)$)");
  static const std::regex type(R"(^(?:struct|enum class) (\w+)(?: \{.*)?.*$)");
  static const std::regex member(R"(^  (?:[\w:<>, ]+ )?(\w+)(?: = [^;,]*)?[;,]\s*(?:///< (.*))?$)");
  std::ifstream in(file);
  std::string line, pending, current;
  std::smatch match;
  while (std::getline(in, line)) {
    if (std::regex_match(line, match, above) && match[1].str().rfind("<", 0) != 0) {
      pending += (pending.empty() ? "" : " ") + match[1].str();
    } else if (std::regex_match(line, match, type)) {
      current = match[1];
      if (!pending.empty()) comments[current] = pending;
      pending.clear();
    } else if (!current.empty() && line.rfind("}", 0) == 0) {
      current.clear();
      pending.clear();
    } else if (!current.empty() && std::regex_match(line, match, member)) {
      const std::string beside = match[2].matched ? match[2].str() : pending;
      if (!beside.empty()) comments[current + "." + match[1].str()] = beside;
      pending.clear();
    } else {
      pending.clear();
    }
  }
}

}  // namespace

Comments read_comments(const std::filesystem::path& headers) {
  Comments comments;
  for (const auto& entry : std::filesystem::directory_iterator(headers))
    read_header(entry.path(), comments);
  return comments;
}

}  // namespace ling::generator
