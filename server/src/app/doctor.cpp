#include "app/doctor.hpp"

#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <unistd.h>

#include <cstdio>
#include <ctime>
#include <filesystem>

namespace ling::doctor {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t little_space = 1ULL << 30;
constexpr rlim_t enough_files = 4096;
/// 2024-01-01: earlier than any release.
constexpr std::time_t sane_time = 1'704'067'200;
/// From linux/magic.h and the like: file systems that other machines write to as well.
constexpr long nfs_magic = 0x6969, cifs_magic = 0xff534d42, smb2_magic = 0xfe534d42, fuse_magic = 0x65735546;

Finding data_directory(const fs::path& data) {
  std::error_code error;
  if (!fs::exists(data, error)) {
    // The server will make it: what counts is whether it can.
    const fs::path parent = fs::absolute(data).parent_path();
    if (::access(parent.c_str(), W_OK | X_OK) == 0)
      return {Health::fine,
              {fmt::format("data directory {} will be made", data.string()),
               fmt::format("数据目录 {} 会自动创建", data.string())}};
    return {Health::broken,
            {fmt::format("data directory {} cannot be made", data.string()),
             fmt::format("无法创建数据目录 {}", data.string())},
            {"give --data a directory that you may write to", "用 --data 指定一个有写权限的目录"}};
  }
  const fs::path probe = data / "doctor.probe";
  std::FILE* file = std::fopen(probe.c_str(), "w");
  const bool written =
      file != nullptr && std::fputs("翎", file) >= 0 && std::fflush(file) == 0 && ::fsync(::fileno(file)) == 0;
  if (file != nullptr) std::fclose(file);
  fs::remove(probe, error);
  if (written)
    return {Health::fine,
            {fmt::format("data directory {} can be written", data.string()),
             fmt::format("数据目录 {} 可写", data.string())}};
  return {Health::broken,
          {fmt::format("data directory {} cannot be written", data.string()),
           fmt::format("数据目录 {} 不可写", data.string())},
          {"run the server as the owner of the directory, and see whether the disk is full",
           "用目录的所有者运行服务器，并检查磁盘是否已满"}};
}

Finding disk_space(const fs::path& data) {
  std::error_code error;
  const fs::path place = fs::exists(data, error) ? data : fs::absolute(data).parent_path();
  const auto space = fs::space(place, error);
  if (error) return {Health::doubtful, {"free disk space is unknown", "无法得知剩余空间"}};
  const double gib = static_cast<double>(space.available) / static_cast<double>(little_space);
  const Words what{fmt::format("{:.1f} GiB free on the disk", gib), fmt::format("磁盘剩余 {:.1f} GiB", gib)};
  if (space.available >= little_space) return {Health::fine, what};
  return {Health::broken,
          what,
          {"make room: messages are refused when the disk is full", "请清理磁盘：空间不足时消息会被拒收"}};
}

std::optional<Finding> shared_disk(const fs::path& data) {
  struct statfs disk{};
  if (::statfs(data.c_str(), &disk) != 0) return std::nullopt;
  const auto type = static_cast<unsigned long>(disk.f_type) & 0xffffffffUL;
  for (const long magic : {nfs_magic, cifs_magic, smb2_magic, fuse_magic}) {
    if (type != (static_cast<unsigned long>(magic) & 0xffffffffUL)) continue;
    return Finding{
        Health::doubtful,
        {"the data directory lies on a network or user-space file system", "数据目录位于网络或用户态文件系统上"},
        {"SQLite needs a local disk to be safe: move the directory, or use MariaDB (docs/mariadb.md)",
         "SQLite 需要本地磁盘才安全：请换目录，或改用 MariaDB（docs/mariadb.zh-CN.md）"}};
  }
  return std::nullopt;
}

Finding open_files() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  // The server raises what it may by itself.
  const Words what{fmt::format("{} files and connections may be open", limit.rlim_max),
                   fmt::format("最多可打开 {} 个文件与连接", limit.rlim_max)};
  if (limit.rlim_max >= enough_files) return {Health::fine, what};
  return {Health::doubtful,
          what,
          {"raise it: ulimit -n, or LimitNOFILE= in systemd", "请调高：ulimit -n，或 systemd 的 LimitNOFILE="}};
}

Finding clock() {
  const std::time_t now = std::time(nullptr);
  tm parts{};
  ::gmtime_r(&now, &parts);
  char text[32];
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts);
  const Words what{fmt::format("the clock says {}", text), fmt::format("系统时间 {}", text)};
  if (now >= sane_time) return {Health::fine, what};
  return {Health::broken,
          what,
          {"set the clock: browsers refuse certificates from another time", "请校准时间：时间不对，浏览器会拒绝证书"}};
}

const char* mark(Health health) {
  switch (health) {
    case Health::fine:
      return "✓";
    case Health::doubtful:
      return "!";
    case Health::broken:
      break;
  }
  return "✗";
}

}  // namespace

std::vector<Finding> look_at_machine(const Config& config) {
  std::vector<Finding> findings{data_directory(config.data), disk_space(config.data)};
  if (auto shared = shared_disk(config.data); shared && config.storage_url.empty()) findings.push_back(*shared);
  findings.push_back(open_files());
  findings.push_back(clock());
  return findings;
}

Finding not_to_be_asked(const std::string& why) {
  return {Health::broken,
          {"the running server cannot be asked: " + why, "无法询问正在运行的服务器：" + why},
          {"run the doctor as the user who runs the server, with the same version of the program",
           "请用运行服务器的用户、同一版本的程序来体检"}};
}

bool report(const std::vector<Finding>& findings, std::ostream& out) {
  bool well = true;
  for (const auto& [health, what, advice] : findings) {
    out << mark(health) << " " << what.english << " · " << what.chinese << "\n";
    if (!advice.english.empty()) out << "    → " << advice.english << "\n    → " << advice.chinese << "\n";
    well = well && health != Health::broken;
  }
  return well;
}

}  // namespace ling::doctor
