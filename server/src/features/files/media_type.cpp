#include "features/files/media_type.hpp"

#include "foundation/text.hpp"

#include <algorithm>
#include <string>

namespace ling {
namespace {

using namespace std::literals;

struct Magic {
  std::size_t at;
  std::string_view bytes;
  std::string_view type;
};

constexpr Magic magics[] = {
    {0, "\x89PNG\r\n\x1a\n"sv, "image/png"},
    {0, "\xFF\xD8\xFF"sv, "image/jpeg"},
    {0, "GIF87a"sv, "image/gif"},
    {0, "GIF89a"sv, "image/gif"},
    {8, "WEBPVP8"sv, "image/webp"},
    {0, "BM"sv, "image/bmp"},
    {8, "WAVE"sv, "audio/wav"},
    {0, "ID3"sv, "audio/mpeg"},
    {0, "fLaC"sv, "audio/flac"},
    {0, "%PDF-"sv, "application/pdf"},
    {0, "PK\x03\x04"sv, "application/zip"},
    {0, "Rar!\x1A\x07"sv, "application/vnd.rar"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "application/x-7z-compressed"},
    {0, "\x1F\x8B\x08"sv, "application/gzip"},
};

/// ISO base media files (MP4 and its kin) say in "ftyp" what they are.
std::string_view base_media_type(std::string_view head) {
  const std::string_view brand = head.substr(8, 4);
  if (brand == "avif" || brand == "avis") return "image/avif";
  if (brand == "heic" || brand == "heix" || brand == "mif1" || brand == "msf1" || brand == "hevc") return "image/heic";
  if (brand == "M4A " || brand == "M4B ") return "audio/mp4";
  if (brand == "qt  ") return "video/quicktime";
  return "video/mp4";
}

std::string_view matroska_type(std::string_view head) {
  return head.find("webm") != std::string_view::npos ? "video/webm" : "video/x-matroska";
}

std::string_view ogg_type(std::string_view head) {
  if (head.find("theora") != std::string_view::npos) return "video/ogg";
  return "audio/ogg";
}

/// MPEG audio without a tag: eleven set bits, then layer II or III (I is nowhere in use, and FF FE begins UTF-16) and a
/// rate that exists.
bool is_mpeg_audio(std::string_view head) {
  if (head.size() < 4 || head[0] != '\xFF') return false;
  const auto second = static_cast<unsigned char>(head[1]), third = static_cast<unsigned char>(head[2]);
  const bool layer = (second & 0x06) == 0x02 || (second & 0x06) == 0x04;
  return (second & 0xE0) == 0xE0 && (second & 0x18) != 0x08 && layer && (third & 0xF0) != 0xF0 &&
         (third & 0x0C) != 0x0C;
}

/// AAC in ADTS frames: twelve set bits, layer 0.
bool is_adts(std::string_view head) {
  return head.size() >= 7 && head[0] == '\xFF' && (static_cast<unsigned char>(head[1]) & 0xF6) == 0xF0;
}

bool is_bitmap(std::string_view head) {
  // "BM" alone begins many a text: the four bytes behind the size are reserved and 0.
  return head.size() >= 18 && head.substr(6, 4) == "\0\0\0\0"sv;
}

bool is_text(std::string_view head) {
  // The last character may have been cut.
  for (int cut = 0; cut < 4 && !text::is_utf8(head) && !head.empty(); ++cut)
    head.remove_suffix(1);
  return !head.empty() && text::is_utf8(head) && !text::has_control(head, "\t\n\v\f\r\x1b");
}

}  // namespace

std::string_view media_type(std::string_view head) {
  head = head.substr(0, media_type_head);
  for (const Magic& magic : magics) {
    if (head.size() < magic.at + magic.bytes.size() || head.substr(magic.at, magic.bytes.size()) != magic.bytes)
      continue;
    if (magic.at > 0 && !head.starts_with("RIFF")) continue;
    if (magic.type == "image/bmp" && !is_bitmap(head)) continue;
    return magic.type;
  }
  if (head.size() >= 12 && head.substr(4, 4) == "ftyp") return base_media_type(head);
  if (head.starts_with("\x1A\x45\xDF\xA3")) return matroska_type(head);
  if (head.starts_with("OggS")) return ogg_type(head);
  if (is_mpeg_audio(head)) return "audio/mpeg";
  if (is_adts(head)) return "audio/aac";
  if (!head.empty() && is_text(head)) return "text/plain";
  return "application/octet-stream";
}

bool is_harmless(std::string_view type) {
  constexpr std::string_view harmless[] = {
      "image/png", "image/jpeg",      "image/gif",  "image/webp", "image/avif", "image/bmp", "video/mp4", "video/webm",
      "video/ogg", "video/quicktime", "audio/mpeg", "audio/mp4",  "audio/ogg",  "audio/aac", "audio/wav", "audio/flac"};
  return std::find(std::begin(harmless), std::end(harmless), type) != std::end(harmless);
}

}  // namespace ling
