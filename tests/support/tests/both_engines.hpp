// Tests that hold whatever the engine: each runs on SQLite and on MariaDB, on an empty database of its own.
//
//   class ThingTest : public OnBothEngines { … };
//   TEST_P(ThingTest, holds) { … storage::connect(location, …) … }
//   LING_ON_BOTH_ENGINES(ThingTest);
#pragma once

#include "storage/connect.hpp"
#include "tests/mariadb_server.hpp"
#include "tests/temporary_folder.hpp"

#include <gtest/gtest.h>

namespace ling {

class OnBothEngines : public testing::TestWithParam<storage::Engine> {
 protected:
  TemporaryFolder folder;
  const storage::Location location = GetParam() == storage::Engine::sqlite
                                         ? storage::Location{.file = folder.path() / "ling.db"}
                                         : storage::Location{.url = MariadbServer::shared().new_database()};
};

inline std::string engine_name(const testing::TestParamInfo<storage::Engine>& engine) {
  return engine.param == storage::Engine::sqlite ? "sqlite" : "mariadb";
}

#define LING_ON_BOTH_ENGINES(test) \
  INSTANTIATE_TEST_SUITE_P(on, test, testing::Values(storage::Engine::sqlite, storage::Engine::mariadb), engine_name)

}  // namespace ling
