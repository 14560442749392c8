#include "app/welcome.hpp"

#include <fmt/format.h>
#include <qrencode.h>

#include <memory>

namespace ling {
namespace {

bool is_lan_address(const std::string& name) {
  return name.find_first_not_of("0123456789.") == std::string::npos && name.rfind("127.", 0) != 0 &&
         name.rfind("169.254.", 0) != 0;
}

// Two modules a character cell, with a quiet zone of two; dark on light whatever the terminal's colours.
std::string qr_code(const std::string& text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_L),
                                                             &QRcode_free);
  if (!code) return {};
  const int width = code->width;
  const auto dark = [&](int x, int y) {
    return x >= 0 && y >= 0 && x < width && y < width && (code->data[y * width + x] & 1) != 0;
  };
  std::string out;
  for (int y = -2; y < width + 2; y += 2) {
    out += "  \x1b[30;47m";
    for (int x = -2; x < width + 2; ++x) {
      const bool upper = dark(x, y);
      const bool lower = dark(x, y + 1);
      out += upper && lower ? "█" : upper ? "▀" : lower ? "▄" : " ";
    }
    out += "\x1b[0m\n";
  }
  return out;
}

}  // namespace

std::string welcome(std::uint16_t https_port, std::uint16_t http_port, const std::vector<std::string>& names,
                    bool terminal) {
  std::string out = "\n翎 is ready. Open · 请打开：\n\n";
  out +=
      fmt::format("  this computer · 本机      http://localhost:{}\n                            https://localhost:{}\n",
                  http_port, https_port);
  std::string lan;
  for (const std::string& name : names) {
    if (!is_lan_address(name)) continue;
    if (lan.empty()) lan = fmt::format("http://{}:{}", name, http_port);
    out += fmt::format("  same network · 同一网络   https://{}:{}\n", name, https_port);
  }
  if (!lan.empty()) {
    out += fmt::format(
        "\n  A new device trusts this server first, in three pictures · 新设备请先按图信任本服务器：\n  {}\n\n", lan);
    if (terminal) out += qr_code(lan);
  }
  out += "\n  Ctrl+C stops it · 按 Ctrl+C 停止\n";
  return out;
}

}  // namespace ling
