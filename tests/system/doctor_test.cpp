// `ling doctor`: what is wrong with a machine, a data directory, a port.
#include "support/server_process.hpp"
#include "tests/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <fstream>

namespace ling::system_test {
namespace {

TEST(Doctor, finds_nothing_wrong_with_a_server_that_runs) {
  const ServerProcess server;
  const Finished looked = run_ling("doctor --data " + server.data().string());
  EXPECT_EQ(looked.exit_code, 0) << looked.output;
  EXPECT_NE(looked.output.find(std::to_string(server.https_port()) + " answers"), std::string::npos) << looked.output;
  EXPECT_NE(looked.output.find("udp://"), std::string::npos) << looked.output;
  EXPECT_NE(looked.output.find("takes calls of groups"), std::string::npos) << looked.output;
  EXPECT_EQ(looked.output.find("✗"), std::string::npos) << looked.output;
}

TEST(Doctor, says_which_port_somebody_else_has) {
  const ServerProcess server;
  const TemporaryFolder folder;
  const Finished looked =
      run_ling("doctor --data " + (folder.path() / "data").string() + " --port " + std::to_string(server.https_port()));
  EXPECT_EQ(looked.exit_code, 1);
  EXPECT_NE(looked.output.find("TCP port " + std::to_string(server.https_port()) + " for HTTPS is taken"),
            std::string::npos)
      << looked.output;
  EXPECT_NE(looked.output.find("no server is running"), std::string::npos) << looked.output;
}

TEST(Doctor, says_that_data_cannot_be_written) {
  const TemporaryFolder folder;
  std::ofstream(folder.path() / "file") << "no directory";
  const Finished looked = run_ling("doctor --port 0 --data " + (folder.path() / "file").string());
  EXPECT_EQ(looked.exit_code, 1);
  EXPECT_NE(looked.output.find("cannot be written"), std::string::npos) << looked.output;
  const Finished beneath = run_ling("doctor --port 0 --data " + (folder.path() / "file" / "data").string());
  EXPECT_EQ(beneath.exit_code, 1);
  EXPECT_NE(beneath.output.find("cannot be made"), std::string::npos) << beneath.output;
}

TEST(Doctor, notices_a_certificate_that_is_not_for_this_machine) {
  ServerProcess server;
  // The authority that everybody would trust is another one.
  const ServerProcess other;
  std::filesystem::copy_file(other.data() / "tls/ca.crt", server.data() / "tls/ca.crt",
                             std::filesystem::copy_options::overwrite_existing);
  const Finished looked = run_ling("doctor --data " + server.data().string());
  EXPECT_EQ(looked.exit_code, 1);
  EXPECT_NE(looked.output.find("the certificate is not valid"), std::string::npos) << looked.output;
}

}  // namespace
}  // namespace ling::system_test
