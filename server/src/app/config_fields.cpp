#include "app/config_fields.hpp"

#include <boost/describe/enum_from_string.hpp>
#include <boost/describe/enum_to_string.hpp>
#include <fmt/format.h>

#include <limits>

namespace ling::config {
namespace {

Field text(std::string key, std::string Config::* member, std::string english, std::string chinese) {
  return {std::move(key),
          [member](Config& config, const toml::node& node) {
            const auto value = node.value_exact<std::string>();
            if (value) config.*member = *value;
            return value.has_value();
          },
          [member](const Config& config) { return fmt::format("\"{}\"", config.*member); },
          "text in quotes",
          std::move(english),
          std::move(chinese)};
}

Field texts(std::string key, std::vector<std::string> Config::* member, std::string english, std::string chinese) {
  return {std::move(key),
          [member](Config& config, const toml::node& node) {
            const toml::array* list = node.as_array();
            if (list == nullptr) return false;
            for (const toml::node& element : *list) {
              const auto value = element.value_exact<std::string>();
              if (!value) return false;
              (config.*member).push_back(*value);
            }
            return true;
          },
          [](const Config&) { return std::string("[]"); },
          "a list of texts",
          std::move(english),
          std::move(chinese)};
}

struct Range {
  int least = 0;
  int most = std::numeric_limits<int>::max();
};

Field number(std::string key, int Config::* member, Range range, std::string english, std::string chinese) {
  const std::string expected = range.most == std::numeric_limits<int>::max()
                                   ? fmt::format("a whole number from {}", range.least)
                                   : fmt::format("a whole number from {} to {}", range.least, range.most);
  return {std::move(key),
          [member, range](Config& config, const toml::node& node) {
            const auto value = node.value_exact<std::int64_t>();
            if (!value || *value < range.least || *value > range.most) return false;
            config.*member = static_cast<int>(*value);
            return true;
          },
          [member](const Config& config) { return fmt::to_string(config.*member); },
          expected,
          std::move(english),
          std::move(chinese)};
}

Field registration() {
  return {"accounts.registration",
          [](Config& config, const toml::node& node) {
            const auto value = node.value_exact<std::string>();
            return value && boost::describe::enum_from_string(value->c_str(), config.registration);
          },
          [](const Config& config) {
            return fmt::format("\"{}\"", boost::describe::enum_to_string(config.registration, ""));
          },
          R"("open", "invite" or "closed")",
          "Who may register: everybody, those with an invitation, nobody. The first account can always be made.",
          "谁可以注册：所有人、持邀请者、无人。第一个账号总能注册。"};
}

}  // namespace

const std::vector<Field>& fields() {
  static const std::vector<Field> all = {
      {"data",
       [](Config& config, const toml::node& node) {
         const auto value = node.value_exact<std::string>();
         if (value) config.data = *value;
         return value.has_value();
       },
       [](const Config& config) { return fmt::format("\"{}\"", config.data.string()); }, "text in quotes",
       "Folder of the database, the certificates and the control socket. Nothing is written outside it.",
       "数据目录：数据库、证书与控制套接字。除此之外不写任何地方。"},
      text(
          "storage.url", &Config::storage_url,
          "mariadb://user:password@host:3306/database keeps everything there instead of in the data folder; docs/mariadb.md.",
          "mariadb://用户:密码@主机:3306/库名：数据存入该 MariaDB，而非数据目录，见 docs/mariadb.md。"),
      text("server.name", &Config::name, "Name shown on the sign-in card.", "登录卡片上显示的名称。"),
      texts("server.listen", &Config::listen, "Addresses to listen on; empty = all.", "监听的地址；空 = 全部。"),
      number("server.https_port", &Config::https_port, {0, 65535}, "Port for HTTPS; 0 = any free one.",
             "HTTPS 端口；0 = 任意空闲端口。"),
      number("server.http_port", &Config::http_port, {0, 65535},
             "Port for plain HTTP: the page that explains how to trust the certificate, and everything for localhost.",
             "HTTP 端口：说明如何信任证书的页面，以及供本机访问的全部功能。"),
      number("server.stun_port", &Config::stun_port, {0, 65535},
             "UDP port that tells callers their own address (STUN); 0 = the number after the HTTPS port.",
             "告知通话双方自身地址的 UDP 端口（STUN）；0 = HTTPS 端口号加一。"),
      texts("server.names", &Config::names, "Further host names or addresses by which people reach the server.",
            "访问服务器所用的其他主机名或地址。"),
      texts("server.origins", &Config::origins,
            "Further web origins that may open connections, for a proxy with another name.",
            "其他允许连接的网页来源，供使用别名的反向代理。"),
      number("server.loops", &Config::loops, {0, 256}, "Network threads; 0 = one per core.",
             "网络线程数；0 = 每核一个。"),
      text("tls.certificate", &Config::certificate, "Own certificate chain (PEM) instead of the local authority.",
           "使用自己的证书链（PEM），不用本地 CA。"),
      text("tls.key", &Config::key, "Its private key (PEM).", "对应的私钥（PEM）。"),
      registration(),
      number("accounts.challenge_work", &Config::challenge_work, {0, 10000000},
             "Work of the challenge before registering and after failed sign-ins; half as many hashes on average.",
             "注册前与登录失败后的计算题难度；平均需要一半次数的哈希。"),
      number("accounts.password_threads", &Config::password_threads, {1, 64}, "Threads that hash passwords.",
             "计算口令哈希的线程数。"),
      number("accounts.password_memory_kib", &Config::password_memory_kib, {8, 4194304}, "Argon2id memory in KiB.",
             "Argon2id 内存（KiB）。"),
      number("accounts.password_passes", &Config::password_passes, {1, 100}, "Argon2id passes.", "Argon2id 迭代次数。"),
      number("limits.messages_burst", &Config::messages_burst, {1, 1000000}, "Messages that one user may send at once.",
             "每人一次可连发的消息数。"),
      number("limits.messages_per_second", &Config::messages_per_second, {1, 1000000}, "Messages a second after that.",
             "此后每秒消息数。"),
      number("limits.commands_burst", &Config::commands_burst, {1, 1000000}, "Other cheap commands at once.",
             "其他轻量命令一次可连发的数量。"),
      number("limits.commands_per_second", &Config::commands_per_second, {1, 1000000}, "Other cheap commands a second.",
             "此后每秒数量。"),
      number("limits.password_tries_burst", &Config::password_tries_burst, {1, 1000000},
             "Sign-ins and registrations at once from one address; then one every two seconds.",
             "同一地址一次可登录或注册的次数；此后每两秒一次。"),
      number("limits.sessions_per_user", &Config::sessions_per_user, {1, 10000}, "Open connections of one user.",
             "每人同时的连接数。"),
      number("limits.connections_per_address", &Config::connections_per_address, {1, 1000000},
             "Connections of one address that have not signed in.", "同一地址未登录的连接数。"),
      number("limits.outbox_kib", &Config::outbox_kib, {64, 1048576},
             "Most that waits for one slow connection before it is closed.",
             "等待一条慢连接的最大数据量，超过即断开。"),
      number("limits.stream_days", &Config::stream_days, {1, 3650},
             "Days for which a device that was away can catch up event by event.", "离线设备可逐条补齐的天数。"),
      number("presence.grace_ms", &Config::presence_grace_ms, {0, 600000},
             "How long somebody may be gone before friends see it.", "离线多久后好友才看到。"),
      number("calls.ring_ms", &Config::call_ring_ms, {1000, 600000}, "How long a call rings before it is missed.",
             "通话响铃多久无人接听即为未接。"),
      number("calls.connect_ms", &Config::call_connect_ms, {1000, 600000},
             "How long the two of an answered call may look for a way to each other.", "接听后建立连接的时限。"),
      number("calls.caller_grace_ms", &Config::call_caller_grace_ms, {4000, 600000},
             "How long a caller may be gone while it rings.", "响铃时呼叫方可失联多久。"),
      number("calls.grace_ms", &Config::call_grace_ms, {4000, 600000},
             "How long one of a call may be gone before it ends.", "通话中一方可失联多久才结束通话。"),
      number("calls.media_port", &Config::media_port, {-1, 65535},
             "UDP and TCP port of the media engine, which calls of groups need; -1 = the second number after the HTTPS "
             "port, or any free one where that is taken; 0 = no engine.",
             "媒体引擎的 UDP 与 TCP 端口，群通话需要它；-1 = HTTPS 端口号加二，被占用时任选空闲端口；0 = 不启用。"),
      text("calls.public_address", &Config::public_address,
           "Address under which the media port is reached from outside, where a router forwards it; empty = none.",
           "由路由器转发时，外网访问媒体端口所用的地址；空 = 无。"),
      number("files.max_upload_mib", &Config::max_upload_mib, {1, 1048576}, "Largest file that may be uploaded.",
             "可上传的最大文件。"),
      number("files.quota_mib", &Config::quota_mib, {0, 1073741824},
             "Room for the files of one user; 0 = as much as there is.", "每人文件占用的上限；0 = 不限。"),
      text("log.level", &Config::log_level, "error, warning, info or debug.",
           "日志级别：error、warning、info 或 debug。"),
  };
  return all;
}

}  // namespace ling::config
