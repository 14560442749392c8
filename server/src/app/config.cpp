#include "app/config.hpp"

#include "app/config_fields.hpp"
#include "storage/mariadb/mariadb_address.hpp"

#include <fmt/format.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace ling {
namespace {

using config::Field;
using config::fields;

[[noreturn]] void fail(const std::string& file_name, const toml::node& node, const std::string& what) {
  throw std::runtime_error(fmt::format("{}, line {}: {}", file_name, node.source().begin.line, what));
}

void read_table(Config& config, const toml::table& table, const std::string& prefix, const std::string& file_name) {
  for (const auto& [name, node] : table) {
    const std::string key = prefix + std::string(name.str());
    if (const toml::table* section = node.as_table()) {
      read_table(config, *section, key + ".", file_name);
      continue;
    }
    bool known = false;
    for (const Field& field : fields()) {
      if (field.key != key) continue;
      known = true;
      if (!field.set(config, node)) fail(file_name, node, fmt::format("{} must be {}", key, field.expected));
    }
    if (!known) fail(file_name, node, fmt::format("there is no setting named {}; docs/config.md lists them all", key));
  }
}

/// The line of the first character that TOML has in quotes and comments only; 0 = there is none. toml++ 3.3 should
/// refuse it and does not know what to do instead.
int line_of_stray_character(std::string_view toml) {
  int line = 1;
  bool comment = false;
  std::string_view closing;  // of the text that it is in
  char before = '\n';        // what came last, but for spaces
  const auto value_may_begin = [&] { return std::string_view("\n=,[").find(before) != std::string_view::npos; };
  if (toml.starts_with("\xEF\xBB\xBF")) toml.remove_prefix(3);
  for (std::size_t i = 0; i < toml.size(); ++i) {
    const char c = toml[i];
    if (c == '\n') {
      ++line;
      comment = false;
      if (closing.size() == 1) closing = {};
      if (closing.empty()) before = c;
    } else if (comment) {
      continue;
    } else if (!closing.empty()) {
      if (c == '\\' && closing[0] == '"') {
        if (i + 1 < toml.size() && toml[i + 1] != '\n') ++i;
      } else if (toml.substr(i).starts_with(closing)) {
        i += closing.size() - 1;
        // Two quotes may stand before the three that close.
        for (int more = 0; closing.size() == 3 && more < 2 && i + 1 < toml.size() && toml[i + 1] == c; ++more)
          ++i;
        closing = {};
        before = c;
      }
    } else if ((c == '"' || c == '\'') && value_may_begin()) {
      const std::string_view three = toml.substr(i, 3);
      const bool is_long = three == "\"\"\"" || three == "'''";
      closing = is_long ? three : three.substr(0, 1);
      i += closing.size() - 1;
    } else if (c == '#') {
      comment = true;
    } else if (static_cast<unsigned char>(c) >= 0x80) {
      return line;
    } else if (c != ' ' && c != '\t' && c != '\r') {
      before = c == '[' && !value_may_begin() ? ']' : c;
    }
  }
  return 0;
}

}  // namespace

Config parse_config(std::string_view toml, const std::string& file_name) {
  Config config;
  if (const int line = line_of_stray_character(toml); line != 0) {
    throw std::runtime_error(
        fmt::format("{}, line {}: a character that may stand in quotes and comments only", file_name, line));
  }
  try {
    read_table(config, toml::parse(toml, file_name), "", file_name);
  } catch (const toml::parse_error& error) {
    throw std::runtime_error(fmt::format("{}, line {}: {}", file_name, error.source().begin.line, error.description()));
  }
  if (config.certificate.empty() != config.key.empty()) {
    throw std::runtime_error(file_name + ": tls.certificate and tls.key go together");
  }
  try {
    if (!config.storage_url.empty()) storage::parse_mariadb_url(config.storage_url);
  } catch (const std::runtime_error& refusal) {
    throw std::runtime_error(fmt::format("{}: storage.url: {}", file_name, refusal.what()));
  }
  for (const std::string_view level : {"error", "warning", "info", "debug"}) {
    if (config.log_level == level) return config;
  }
  throw std::runtime_error(file_name + ": log.level must be error, warning, info or debug");
}

Config read_config(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("cannot read the configuration file " + file.string());
  std::stringstream toml;
  toml << in.rdbuf();
  return parse_config(toml.str(), file.string());
}

std::string config_manual() {
  std::string out =
      "# Configuration · 配置\n\nPrinted by `ling config-manual`. Do not edit.\n\n"
      "A TOML file given with `--config FILE`. Everything may be left out; an unknown key stops the start. `ling check-config FILE` checks one.\n\n"
      "用 `--config 文件` 指定的 TOML 文件，所有键都可省略；写错的键会阻止启动。`ling check-config 文件` 可先检查。\n\n"
      "| key | default | meaning | 含义 |\n| --- | --- | --- | --- |\n";
  const Config defaults;
  for (const Field& field : fields()) {
    out += fmt::format("| `{}` | `{}` | {} ({}) | {} |\n", field.key, field.show(defaults), field.english,
                       field.expected, field.chinese);
  }
  return out;
}

}  // namespace ling
