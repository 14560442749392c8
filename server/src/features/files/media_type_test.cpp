#include "features/files/media_type.hpp"

#include <gtest/gtest.h>

#include <string>

namespace ling {
namespace {

using namespace std::literals;

TEST(MediaType, tells_files_by_their_bytes) {
  const struct {
    std::string head, type;
  } table[] = {
      {"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"s, "image/png"},
      {"\xFF\xD8\xFF\xE0\0\x10JFIF"s, "image/jpeg"},
      {"GIF89a\x01\0\x01\0"s, "image/gif"},
      {"RIFF\x10\0\0\0WEBPVP8 "s, "image/webp"},
      {"RIFF\x10\0\0\0WAVEfmt "s, "audio/wav"},
      {"\0\0\0\x20"s + "ftypavif\0\0\0\0"s, "image/avif"},
      {"\0\0\0\x20"s + "ftypheic\0\0\0\0"s, "image/heic"},
      {"\0\0\0\x20"s + "ftypisom\0\0\0\0"s, "video/mp4"},
      {"\0\0\0\x20"s + "ftypM4A \0\0\0\0"s, "audio/mp4"},
      {"\x1A\x45\xDF\xA3\x9F\x42\x82\x84webm"s, "video/webm"},
      {"OggS\0\x02OpusHead"s, "audio/ogg"},
      {"ID3\x04\0\0"s, "audio/mpeg"},
      {"\xFF\xFB\x90\x64"s, "audio/mpeg"},
      {"RIFF\x10\0\0\0WAVEJUNK"s, "audio/wav"},
      {"\xFF\xF1\x50\x80\x02\x1F\xFC"s, "audio/aac"},
      {"\xFF\xFE" + "a\0b\0c\0"s, "application/octet-stream"},
      {"%PDF-1.7\n"s, "application/pdf"},
      {"PK\x03\x04\x14\0"s, "application/zip"},
      {"BMW is a car, and this is a text"s, "text/plain"},
      {"今天的作业"s, "text/plain"},
      {"<html><script>alert(1)</script>"s, "text/plain"},
      {"<svg onload=\"alert(1)\">"s, "text/plain"},
      {"\0\x01\x02"s, "application/octet-stream"},
      {""s, "application/octet-stream"},
      {"\xFE\xFF\0a"s, "application/octet-stream"},
  };
  for (const auto& each : table)
    EXPECT_EQ(media_type(each.head), each.type) << each.head.substr(0, 12);
}

TEST(MediaType, a_text_that_is_cut_within_a_character_is_a_text) {
  std::string head;
  while (head.size() < media_type_head)
    head += "字";
  EXPECT_EQ(media_type(head), "text/plain");
}

TEST(MediaType, nothing_that_can_hold_a_script_is_harmless) {
  for (const auto* type : {"text/plain", "text/html", "image/svg+xml", "application/pdf", "application/octet-stream",
                           "application/zip", "image/heic"})
    EXPECT_FALSE(is_harmless(type)) << type;
  EXPECT_TRUE(is_harmless("image/png"));
  EXPECT_TRUE(is_harmless("video/mp4"));
}

}  // namespace
}  // namespace ling
