// Previews that the server makes, of real pictures and of hostile ones. The pictures come from the `vips` program.
#include "foundation/text.hpp"
#include "support/files.hpp"

#include <boost/crc.hpp>
#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <future>
#include <memory>
#include <sstream>
#include <thread>
#include <vector>

namespace ling::system_test {
namespace {

namespace fs = std::filesystem;
using boost::json::object;

std::string read_file(const fs::path& path) {
  const std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::string big_endian(std::uint32_t number) {
  std::string bytes;
  for (int shift = 24; shift >= 0; shift -= 8)
    bytes += static_cast<char>(number >> shift);
  return bytes;
}

std::string png_chunk(const std::string& type, const std::string& data) {
  boost::crc_32_type crc;
  crc.process_bytes(type.data(), type.size());
  crc.process_bytes(data.data(), data.size());
  return big_endian(static_cast<std::uint32_t>(data.size())) + type + data + big_endian(crc.checksum());
}

/// zlib of so many times 258 zeros (RFC 1950, 1951): 13 bits each.
std::string packed_zeros(std::size_t times) {
  std::string bytes("\x78\x01", 2);
  unsigned buffer = 0, filled = 0;
  const auto put = [&](unsigned bits, unsigned count) {
    buffer |= bits << filled;
    for (filled += count; filled >= 8; filled -= 8, buffer >>= 8)
      bytes += static_cast<char>(buffer & 255);
  };
  put(0b011, 3);       // The last block, with fixed codes.
  put(0b00001100, 8);  // One zero.
  for (std::size_t i = 0; i < times; ++i)
    put(0b10100011, 8), put(0, 5);  // 258 times what was before.
  put(0, 7);                        // The end.
  put(0, (8 - filled) % 8);
  const std::uint64_t all = 1 + 258 * times;
  return bytes + big_endian(static_cast<std::uint32_t>((all % 65521) << 16 | 1));  // Adler-32 of zeros.
}

class Pictures : public testing::Test {
 protected:
  Pictures() : conversation(befriend(lin, mei)) {}

  /// What `vips` makes in a file of this name.
  [[nodiscard]] std::string made(const std::string& name, const std::string& operation, const std::string& arguments,
                                 const fs::path& from = {}) const {
    const fs::path file = server.folder() / name;
    const std::string line = "vips " + operation + " " + from.string() + " '" + file.string() + "' " + arguments;
    if (std::system(line.c_str()) != 0) throw std::runtime_error("vips " + operation + " failed");
    return read_file(file);
  }
  [[nodiscard]] std::string heic() const {
    const fs::path png = server.folder() / "before.png";
    if (made("before.png", "black", "900 600 --bands 3").empty()) throw std::runtime_error("no PNG was made");
    return made("photo.heic", "copy", "", png);
  }
  /// Sends it as a picture of which nothing else is said; what the friend gets.
  object sent(const std::string& name, const std::string& bytes) const {
    lin.call("message.send", file_message(conversation, {upload(lin, name, bytes)}, "picture"));
    const auto page = mei.call("message.history", {{"conversation_id", conversation}, {"limit", 1}});
    return page.at("messages").as_array().at(0).at("attachments").as_array().at(0).as_object();
  }
  /// The process that opens a picture for the server; 0 = none.
  [[nodiscard]] pid_t opener() const {
    for (const auto& entry : fs::directory_iterator("/proc")) {
      const std::string stat = read_file(entry.path() / "stat"), command = read_file(entry.path() / "cmdline");
      if (command.find("picture-worker") == std::string::npos) continue;
      std::istringstream behind_name(stat.substr(stat.rfind(')') + 1));
      std::string state;
      pid_t parent = 0;
      behind_name >> state >> parent;
      if (parent == server.pid()) return std::stoi(entry.path().filename().string());
    }
    return 0;
  }

  ServerProcess server;
  const Person lin{server, "lin"}, mei{server, "mei"};
  const std::int64_t conversation;
};

TEST_F(Pictures, a_heic_is_shown_by_its_preview_and_saved_as_it_is) {
  const std::string bytes = heic();
  const auto got = sent("IMG_0001.HEIC", bytes);
  EXPECT_EQ(got.at("kind"), "picture");
  EXPECT_EQ(got.at("type"), "image/heic");
  EXPECT_EQ(got.at("width"), 900);
  EXPECT_EQ(got.at("height"), 600);
  EXPECT_GE(got.at("thumbhash").as_string().size(), 20U);
  const auto preview = ask(mei, "GET", file_address(got.at("preview_id").as_int64()));
  EXPECT_EQ(preview.headers.at("content-type"), "image/webp");
  EXPECT_TRUE(preview.body.starts_with("RIFF"));
  const auto original = ask(mei, "GET", file_address(got.at("file_id").as_int64()));
  EXPECT_EQ(original.body, bytes);
  EXPECT_TRUE(original.headers.at("content-disposition").starts_with("attachment;"));
}

TEST_F(Pictures, a_photo_is_turned_right_and_its_preview_tells_nothing_of_it) {
  std::string jpeg = made("a.jpg", "gaussnoise", "800 500 --mean 128");
  // EXIF: orientation 6, on its side; and where it was taken, as text.
  const std::string exif("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0Kowloon", 39);
  jpeg.insert(2, "\xFF\xE1" + std::string(1, '\0') + static_cast<char>(exif.size() + 2) + exif);
  const auto got = sent("a.jpg", jpeg);
  EXPECT_EQ(got.at("width"), 500);
  EXPECT_EQ(got.at("height"), 800);
  const std::string preview = ask(mei, "GET", file_address(got.at("preview_id").as_int64())).body;
  EXPECT_TRUE(preview.starts_with("RIFF"));
  EXPECT_LT(preview.size(), jpeg.size());
  for (const char* told : {"EXIF", "Exif", "Kowloon", "XMP ", "ICCP"})
    EXPECT_EQ(preview.find(told), std::string::npos) << told;
  EXPECT_EQ(ask(mei, "GET", file_address(got.at("file_id").as_int64())).body, jpeg);
}

TEST_F(Pictures, nothing_hostile_costs_more_than_a_card) {
  sent("first.png", made("first.png", "black", "700 700 --bands 3"));
  const std::int64_t before = server.memory_kib("VmRSS");
  const std::string large = made("60.png", "black", "10000 6000 --bands 3");
  EXPECT_EQ(sent("60.png", large).at("width"), 10000);
  const std::string head = std::string("\x89PNG\r\n\x1a\n", 8);
  const auto shape = [](std::uint32_t width, std::uint32_t height) {
    return png_chunk("IHDR", big_endian(width) + big_endian(height) + std::string("\x08\x02\0\0\0", 5));
  };
  const std::string end = png_chunk("IEND", "");
  const std::string bomb = packed_zeros(4'000'000);  // A gigabyte, in six megabytes.
  const std::string noise = made("noise.png", "gaussnoise", "2000 1500");
  const struct {
    std::string name, bytes;
  } cards[] = {
      {"121.png", made("121.png", "black", "11000 11000 --bands 3")},
      {"lies.png", head + shape(0x7FFFFFFF, 0x7FFFFFFF) + end},
      {"zero.png", head + shape(0, 0) + end},
      {"none.png", head + shape(100, 100) + end},
      {"nonsense.jpg", "\xFF\xD8\xFF\xE0" + std::string(1000, 'x')},
      {"nonsense.heic", std::string("\0\0\0\x18", 4) + "ftypheic" + std::string(5000, '\xFF')},
  };
  for (const auto& [name, bytes] : cards) {
    const auto got = sent(name, bytes);
    EXPECT_EQ(got.at("kind"), "file") << name;
    EXPECT_TRUE(got.at("preview_id").is_null()) << name;
  }
  // What of these can be drawn is for the decoder to say; nobody may notice.
  const struct {
    std::string name, bytes;
  } oddities[] = {
      {"cut.png", noise.substr(0, noise.size() / 2)},
      {"text bomb.png", head + shape(8, 8) + png_chunk("zTXt", "a" + std::string(2, '\0') + bomb) +
                            png_chunk("IDAT", packed_zeros(1)) + end},
      {"profile bomb.png", head + shape(8, 8) + png_chunk("iCCP", "a" + std::string(2, '\0') + bomb) +
                               png_chunk("IDAT", packed_zeros(1)) + end},
      {"data bomb.png", head + shape(4000, 4000) + png_chunk("IDAT", bomb) + end},
  };
  for (const auto& [name, bytes] : oddities) {
    const auto got = sent(name, bytes);
    EXPECT_EQ(ask(mei, "GET", file_address(got.at("file_id").as_int64())).body, bytes) << name;
  }
  EXPECT_LE(server.memory_kib("VmHWM") - before, most_growth_kib);
}

TEST_F(Pictures, when_the_process_is_killed_the_message_goes_as_a_card_and_the_next_picture_is_fine) {
  const std::string large = made("90.png", "black", "10000 9000 --bands 3");
  auto first = std::async(std::launch::async, [&] { return sent("90.png", large); });
  pid_t found = 0;
  while (found == 0 && first.wait_for(std::chrono::seconds(0)) != std::future_status::ready)
    found = opener();
  ASSERT_NE(found, 0);
  ::kill(found, SIGKILL);
  EXPECT_EQ(first.get().at("kind"), "file");
  EXPECT_EQ(opener(), 0);
  EXPECT_FALSE(sent("next.heic", heic()).at("preview_id").is_null());
}

TEST_F(Pictures, that_of_a_user_or_a_group_is_drawn_anew_as_a_square) {
  std::string jpeg = made("face.jpg", "gaussnoise", "200 120 --mean 128");
  const std::string exif("Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0Kowloon", 39);
  jpeg.insert(2, "\xFF\xE1" + std::string(1, '\0') + static_cast<char>(exif.size() + 2) + exif);
  jpeg += "<script>alert(1)</script>";
  const auto shown = [&](const std::string& name) {
    return http(server.http_port(), {"GET", "/avatars/" + name, {{"Authorization", "Bearer " + mei.token}}, {}});
  };
  const auto is_clean = [&](const std::string& name) {
    const auto picture = shown(name);
    EXPECT_EQ(picture.headers.at("content-type"), "image/webp");
    for (const char* told : {"EXIF", "Exif", "Kowloon", "XMP ", "ICCP", "<script"})
      EXPECT_EQ(picture.body.find(told), std::string::npos) << told;
    const fs::path file = server.folder() / "face.webp";
    std::ofstream(file, std::ios::binary) << picture.body;
    for (const char* side : {"width", "height"}) {
      const std::string line = std::string("test $(vipsheader -f ") + side + " '" + file.string() + "') = 120";
      EXPECT_EQ(std::system(line.c_str()), 0) << side;
    }
  };
  const object image{{"image", text::base64(jpeg)}};
  const std::string mine(lin.call("account.set_avatar", image).at("user").at("avatar").as_string());
  is_clean(mine);

  const Person zhou(server, "zhou");
  befriend(lin, zhou);
  const auto group =
      lin.call("group.create", {{"name", "爬山"}, {"user_ids", boost::json::array{mei.user_id, zhou.user_id}}})
          .at("conversation_id")
          .as_int64();
  object of_group = image;
  of_group["conversation_id"] = group;
  EXPECT_EQ(mei.refusal("group.set_avatar", of_group), "not_found");
  lin.call("group.set_avatar", of_group);
  const auto snapshot = mei.call("stream.snapshot", object{});
  std::string of_all;
  for (const auto& one : snapshot.at("conversations").as_array()) {
    if (one.at("conversation_id") == group) of_all = one.at("group").at("avatar").as_string().c_str();
  }
  EXPECT_EQ(of_all, mine);  // The same picture is kept once.

  // What only looks like a picture is none, and the one before stays.
  const std::string head = std::string("\x89PNG\r\n\x1a\n", 8);
  const std::string shape = png_chunk("IHDR", big_endian(64) + big_endian(64) + std::string("\x08\x02\0\0\0", 5));
  const std::string hostile[] = {
      head + shape + png_chunk("IEND", ""),
      head + png_chunk("IHDR", big_endian(0x7FFFFFFF) + big_endian(2) + std::string("\x08\x02\0\0\0", 5)),
      "\xFF\xD8\xFF\xC0" + std::string("\0\x0B\x08\0\x40\0\x40\x01\x01\x11\0", 11) + std::string(500, 'x'),
  };
  const std::int64_t before = server.memory_kib("VmRSS");
  for (const std::string& bytes : hostile)
    EXPECT_EQ(lin.refusal("account.set_avatar", {{"image", text::base64(bytes)}}), "image_invalid");
  // Whether these are pictures is for the decoder to say: if they are, nothing of what was sent is kept.
  const std::string bomb = head + shape + png_chunk("zTXt", "a" + std::string(2, '\0') + packed_zeros(50'000)) +
                           png_chunk("IDAT", packed_zeros(48)) + png_chunk("IEND", "");
  ASSERT_LT(bomb.size(), 96U * 1024);
  for (const std::string& bytes : {head + shape + png_chunk("IDAT", "nonsense") + png_chunk("IEND", ""), bomb}) {
    const std::string refused = lin.refusal("account.set_avatar", {{"image", text::base64(bytes)}});
    if (!refused.empty()) {
      EXPECT_EQ(refused, "image_invalid");
      EXPECT_EQ(shown(mine).status, 200U);
      continue;
    }
    const auto me = lin.call("stream.snapshot", object{}).at("me").at("user");
    const auto picture = shown(me.at("avatar").as_string().c_str());
    EXPECT_EQ(picture.headers.at("content-type"), "image/webp");
    for (const char* told : {"PNG", "nonsense", "zTXt"})
      EXPECT_EQ(picture.body.find(told), std::string::npos) << told;
  }
  EXPECT_LE(server.memory_kib("VmHWM") - before, most_growth_kib);
}

TEST_F(Pictures, a_stop_waits_for_none_of_them) {
  const std::string large = made("90.png", "black", "10000 9000 --bands 3");
  constexpr int senders = 25;
  std::vector<std::unique_ptr<Person>> people;
  std::vector<std::future<void>> sending;
  std::atomic<int> begun = 0;
  for (int i = 0; i < senders; ++i) {
    const auto& person = *people.emplace_back(std::make_unique<Person>(server, "sender" + std::to_string(i)));
    const auto to = befriend(person, mei);
    for (int n = 0; n < 2; ++n) {
      const auto file = upload(person, "90.png", large);
      sending.push_back(std::async(std::launch::async, [&begun, &person, to, file] {
        ++begun;
        try {
          person.call("message.send", file_message(to, {file}, "picture"));
        } catch (const std::exception&) {
          // The server has gone, or said so.
        }
      }));
    }
  }
  while (begun < 2 * senders || opener() == 0)
    std::this_thread::yield();
  const auto begin = std::chrono::steady_clock::now();
  server.signal(SIGTERM);
  EXPECT_EQ(server.wait_for_exit(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(8));
}

}  // namespace
}  // namespace ling::system_test
