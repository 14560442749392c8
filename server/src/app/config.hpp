// The whole configuration: one struct, read once at start from a TOML file in which every key may be missing.
// An unknown key, a wrong type or a value out of range is refused with a sentence that names the key.
#pragma once

#include "ling/protocol/accounts.hpp"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ling {

struct Config {
  std::filesystem::path data = "data";

  std::string storage_url;

  std::string name = "翎";
  std::vector<std::string> listen;
  int https_port = 8443;
  int http_port = 8080;
  int stun_port = 0;
  std::vector<std::string> names;
  std::vector<std::string> origins;
  int loops = 0;

  std::string certificate;
  std::string key;

  Registration registration = Registration::open;
  int challenge_work = 60000;
  int password_threads = 2;
  int password_memory_kib = 19456;
  int password_passes = 2;

  int messages_burst = 40;
  int messages_per_second = 20;
  int commands_burst = 200;
  int commands_per_second = 50;
  int password_tries_burst = 30;
  int sessions_per_user = 100;
  int connections_per_address = 50;
  int outbox_kib = 1024;
  int stream_days = 30;
  int presence_grace_ms = 5000;

  int call_ring_ms = 45000;
  int call_connect_ms = 30000;
  int call_caller_grace_ms = 10000;
  int call_grace_ms = 20000;
  int media_port = -1;
  std::string public_address;

  int max_upload_mib = 2048;
  int quota_mib = 20480;

  std::string log_level = "info";
};

/// Reads TOML text. Throws std::runtime_error whose message is for the person who wrote the file.
Config parse_config(std::string_view toml, const std::string& file_name);
Config read_config(const std::filesystem::path& file);

/// docs/config.md.
std::string config_manual();

}  // namespace ling
