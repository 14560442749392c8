#include "storage/mariadb/mariadb_address.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace ling::storage {
namespace {

TEST(MariadbAddressTest, a_whole_address_is_taken_apart) {
  const MariadbAddress address = parse_mariadb_url("mariadb://ling:p%40ss%3aword@db.example:3307/chat?ca=/etc/ca.pem");
  EXPECT_EQ(address.user, "ling");
  EXPECT_EQ(address.password, "p@ss:word");
  EXPECT_EQ(address.host, "db.example");
  EXPECT_EQ(address.port, 3307);
  EXPECT_EQ(address.database, "chat");
  EXPECT_EQ(address.ca, "/etc/ca.pem");
  EXPECT_EQ(address.shown(), "mariadb://ling@db.example:3307/chat");
}

TEST(MariadbAddressTest, port_and_password_may_be_left_out) {
  const MariadbAddress address = parse_mariadb_url("mariadb://ling@[::1]/chat");
  EXPECT_EQ(address.password, "");
  EXPECT_EQ(address.host, "::1");
  EXPECT_EQ(address.port, 3306);
  EXPECT_EQ(address.shown(), "mariadb://ling@[::1]:3306/chat");
}

TEST(MariadbAddressTest, a_socket_stands_for_host_and_port) {
  const MariadbAddress address = parse_mariadb_url("mariadb://ling@/chat?socket=/run/mysqld/mysqld.sock");
  EXPECT_EQ(address.socket, "/run/mysqld/mysqld.sock");
}

class BadAddress : public testing::TestWithParam<const char*> {};

TEST_P(BadAddress, is_refused_without_repeating_the_password) {
  try {
    parse_mariadb_url(GetParam());
    FAIL() << "taken";
  } catch (const std::runtime_error& refusal) {
    EXPECT_EQ(std::string(refusal.what()).find("secret"), std::string::npos) << refusal.what();
  }
}

INSTANTIATE_TEST_SUITE_P(, BadAddress,
                         testing::Values("", "mysql://u:secret@h/d", "mariadb://h/d", "mariadb://:secret@h/d",
                                         "mariadb://u:secret@/d", "mariadb://u:secret@h", "mariadb://u:secret@h/",
                                         "mariadb://u:secret@h:0/d", "mariadb://u:secret@h:99999/d",
                                         "mariadb://u:secret@h:x/d", "mariadb://u:secret@[::1]x/d",
                                         "mariadb://u:secret%4@h/d", "mariadb://u:secret%zz@h/d",
                                         "mariadb://u:secret@h/d`", "mariadb://u:secret@h/d?tls=1",
                                         "mariadb://u:secret@h/d?ca=ca.pem", "mariadb://u:secret@h/d?socket="));

}  // namespace
}  // namespace ling::storage
