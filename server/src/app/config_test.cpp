#include "app/config.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

std::string complaint(std::string_view toml) {
  try {
    parse_config(toml, "ling.toml");
  } catch (const std::runtime_error& error) {
    return error.what();
  }
  return "";
}

TEST(Config, everything_is_optional) {
  const Config config = parse_config("", "ling.toml");
  EXPECT_EQ(config.https_port, 8443);
  EXPECT_EQ(config.registration, Registration::open);
}

TEST(Config, what_is_given_is_taken) {
  const Config config = parse_config(
      "data = \"/srv/ling\"\n[server]\nname = \"三年二班\"\nhttps_port = 443\nnames = [\"chat.lan\"]\n[accounts]\nregistration = \"invite\"\n",
      "ling.toml");
  EXPECT_EQ(config.data, "/srv/ling");
  EXPECT_EQ(config.name, "三年二班");
  EXPECT_EQ(config.names, std::vector<std::string>{"chat.lan"});
  EXPECT_EQ(config.registration, Registration::invite);
}

TEST(Config, mistakes_are_named_with_their_line) {
  const struct {
    const char* toml;
    const char* complaint;
  } cases[] = {
      {"[server]\nhttp_prot = 80\n",
       "ling.toml, line 2: there is no setting named server.http_prot; docs/config.md lists them all"},
      {"[server]\nhttps_port = \"443\"\n",
       "ling.toml, line 2: server.https_port must be a whole number from 0 to 65535"},
      {"[server]\nhttps_port = 70000\n", "ling.toml, line 2: server.https_port must be a whole number from 0 to 65535"},
      {"[accounts]\nregistration = \"maybe\"\n",
       "ling.toml, line 2: accounts.registration must be \"open\", \"invite\" or \"closed\""},
      {"[storage]\nurl = \"mariadb://ling:secret@\"\n",
       "ling.toml: storage.url: the database's address must look like mariadb://user:password@host:3306/database: a host "
       "is missing"},
      {"[tls]\nkey = \"k.pem\"\n", "ling.toml: tls.certificate and tls.key go together"},
      {"# 翎、\n[server]\nname = \"щ\"\nщ = 1\n",
       "ling.toml, line 4: a character that may stand in quotes and comments only"},
      {"[log]\nlevel = \"loud\"\n", "ling.toml: log.level must be error, warning, info or debug"},
  };
  for (const auto& c : cases)
    EXPECT_EQ(complaint(c.toml), c.complaint);
  EXPECT_NE(complaint("[server\n"), "");
  EXPECT_NE(complaint("[!\n"), "");
  EXPECT_EQ(complaint("[server]\nname = \"\"\"a \\\" \"\"\n、\"\"\"\"\" # é\n"), "");
}

TEST(Config, the_manual_names_every_key_once) {
  const std::string manual = config_manual();
  for (const char* key : {"`data`", "`server.https_port`", "`accounts.registration`", "`log.level`"}) {
    EXPECT_NE(manual.find(key), std::string::npos) << key;
  }
}

}  // namespace
}  // namespace ling
