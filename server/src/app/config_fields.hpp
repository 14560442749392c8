// The keys of the configuration: how each is read, shown and explained.
#pragma once

#include "app/config.hpp"

#include <toml++/impl/preprocessor.h>
// toml++ 3.3 takes for certain what a mistake in the file can break ("[!"), and then handles it all the same.
#undef TOML_ASSERT_ASSUME
#define TOML_ASSERT_ASSUME(...) static_assert(true)
#include <toml++/toml.h>

#include <functional>
#include <string>
#include <vector>

namespace ling::config {

/// One key: how it is read, how its default is shown, and what it means.
struct Field {
  std::string key;  ///< "section.name"
  std::function<bool(Config&, const toml::node&)> set;
  std::function<std::string(const Config&)> show;
  std::string expected;
  std::string english, chinese;
};

/// In the order of docs/config.md.
const std::vector<Field>& fields();

}  // namespace ling::config
