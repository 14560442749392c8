#include "support/files.hpp"

#include "support/raw_connection.hpp"

#include <boost/json/value.hpp>
#include <gtest/gtest.h>

#include <fstream>

namespace ling::system_test {
namespace {

namespace fs = std::filesystem;
using boost::json::object;

const std::string png("\x89PNG\r\n\x1a\n\0\0\0\rIHDR and so on", 30);

std::string many_bytes(std::size_t size) {
  std::string bytes(size, '\0');
  std::uint32_t state = 1;
  for (char& byte : bytes)
    byte = static_cast<char>((state = state * 1664525 + 1013904223) >> 24);
  return bytes;
}

/// Files below a folder.
std::size_t count_files(const fs::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    count += entry.is_regular_file() ? 1 : 0;
  return count;
}

/// What is stored leaves the folder of uploads a moment after the answer: each request is a moment.
bool becomes_empty(const fs::path& folder, const Person& person) {
  for (int i = 0; i < 2000; ++i) {
    if (count_files(folder) == 0) return true;
    person.call("presence.list", object{});
  }
  return false;
}

object newest_message(const Person& person, std::int64_t conversation_id) {
  const auto page = person.call("message.history", {{"conversation_id", conversation_id}, {"limit", 1}});
  return page.at("messages").as_array().at(0).as_object();
}

TEST(Files, a_file_goes_up_in_pieces_into_a_message_and_down_to_the_friend) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  const std::string bytes = many_bytes(3'000'000);
  const std::string address = begin_upload(lin, "作业 1.bin", bytes.size());
  EXPECT_EQ(add_piece(lin, address, 0, bytes.substr(0, 1'000'000)).headers.at("upload-offset"), "1000000");
  const auto head = ask(lin, "HEAD", address);
  EXPECT_EQ(head.status, 200U);
  EXPECT_EQ(head.headers.at("upload-offset"), "1000000");
  EXPECT_EQ(head.headers.at("upload-length"), "3000000");
  EXPECT_EQ(head.headers.at("cache-control"), "no-store");
  EXPECT_EQ(add_piece(lin, address, 5, "x").status, 409U);
  const auto last = add_piece(lin, address, 1'000'000, bytes.substr(1'000'000));
  EXPECT_EQ(last.status, 204U);
  const std::int64_t file = file_id_of(last);
  // Whoever did not hear the answer asks again.
  EXPECT_EQ(file_id_of(ask(lin, "HEAD", address)), file);

  SocketClient mei_socket = mei.connect();
  auto message = file_message(conversation, {file}, "file", "给你");
  const auto ack = lin.call("message.send", message);
  EXPECT_EQ(lin.call("message.send", message), ack);
  const auto sent = mei_socket.wait_for_event("message.sent").at("data").at("message");
  EXPECT_EQ(sent.at("text"), "给你");
  const auto& attachment = sent.at("attachments").as_array().at(0);
  EXPECT_EQ(attachment.at("name"), "作业 1.bin");
  EXPECT_EQ(attachment.at("size"), 3'000'000);
  EXPECT_EQ(attachment.at("type"), "application/octet-stream");
  const auto down = ask(mei, "GET", file_address(file, "/anything at all"));
  EXPECT_EQ(down.status, 400U);  // a space is not part of an address
  const auto got = ask(mei, "GET", file_address(file, "/%E4%BD%9C.bin"));
  EXPECT_EQ(got.status, 200U);
  EXPECT_EQ(got.body, bytes);
  EXPECT_EQ(got.headers.at("content-type"), "application/octet-stream");
  EXPECT_EQ(got.headers.at("content-disposition"),
            "attachment; filename=\"______ 1.bin\"; filename*=UTF-8''%E4%BD%9C%E4%B8%9A%201.bin");
  EXPECT_EQ(newest_message(mei, conversation).at("attachments"), sent.at("attachments"));
}

TEST(Files, an_upload_goes_on_after_the_server_was_killed) {
  ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  const std::string bytes = many_bytes(2'000'000);
  const std::string address = begin_upload(lin, "a.bin", bytes.size());
  EXPECT_EQ(add_piece(lin, address, 0, bytes.substr(0, 700'000)).status, 204U);
  server.kill();
  server.start();
  EXPECT_EQ(ask(lin, "HEAD", address).headers.at("upload-offset"), "700000");
  const std::int64_t file = file_id_of(add_piece(lin, address, 700'000, bytes.substr(700'000)));
  server.kill();
  server.start();
  lin.call("message.send", file_message(conversation, {file}));
  EXPECT_EQ(ask(mei, "GET", file_address(file)).body, bytes);
}

TEST(Files, what_arrived_of_a_piece_that_breaks_off_is_kept) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const std::string address = begin_upload(lin, "a.bin", 100);
  {
    RawConnection broken(server.http_port());
    broken.send("PATCH " + address + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + lin.token +
                "\r\nTus-Resumable: 1.0.0\r\nContent-Type: application/offset+octet-stream\r\nUpload-Offset: 0\r\n"
                "Content-Length: 100\r\nExpect: 100-continue\r\n\r\n");
    EXPECT_EQ(broken.read_until("\r\n\r\n"), "HTTP/1.1 100 Continue\r\n\r\n");
    broken.send(std::string(40, 'a'));
  }
  std::string offset;
  for (int i = 0; i < 2000 && offset != "40"; ++i)
    offset = ask(lin, "HEAD", address).headers.at("upload-offset");
  EXPECT_EQ(offset, "40");
  EXPECT_EQ(add_piece(lin, address, 40, std::string(60, 'b')).status, 204U);
}

TEST(Files, the_same_bytes_are_stored_once_and_both_names_are_kept) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  const std::int64_t first = upload(lin, "照片.png", png), second = upload(lin, "照片.png", png + "other");
  const std::int64_t same = upload(mei, "b.png", png);
  EXPECT_NE(first, second);
  EXPECT_EQ(count_files(server.data() / "files"), 2U);
  EXPECT_TRUE(becomes_empty(server.data() / "uploads", lin));
  lin.call("message.send", file_message(conversation, {first, second}, "picture"));
  const auto message = newest_message(mei, conversation);
  EXPECT_EQ(message.at("attachments").as_array().at(0).at("name"), "照片.png");
  EXPECT_EQ(message.at("attachments").as_array().at(1).at("name"), "照片.png");
  EXPECT_EQ(ask(mei, "GET", file_address(first)).body, png);
  EXPECT_EQ(ask(mei, "GET", file_address(second)).body, png + "other");
  EXPECT_EQ(ask(mei, "GET", file_address(same)).body, png);
}

TEST(Files, an_empty_file_and_a_name_of_255_bytes) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const std::int64_t empty = upload(lin, "empty.txt", "");
  EXPECT_EQ(ask(lin, "GET", file_address(empty)).status, 200U);
  EXPECT_EQ(ask(lin, "GET", file_address(empty)).body, "");
  std::string name;
  while (name.size() + 7 <= 251)
    name += "长😀";
  name = std::string(251 - name.size(), 'a') + name + ".pdf";
  ASSERT_EQ(name.size(), 255U);
  const auto reply = ask(lin, "HEAD", file_address(upload(lin, name, "%PDF-1.7 and so on")));
  EXPECT_EQ(reply.status, 200U);
  EXPECT_EQ(reply.headers.at("content-length"), "18");
  EXPECT_TRUE(reply.headers.at("content-disposition").ends_with("%E9%95%BF%F0%9F%98%80.pdf"));
}

TEST(Files, ranges) {
  const ServerProcess server;
  const Person lin(server, "lin");
  const std::string bytes = png + many_bytes(400'000);
  const std::int64_t file = upload(lin, "a.png", bytes);
  const auto whole = ask(lin, "GET", file_address(file));
  EXPECT_EQ(whole.headers.at("accept-ranges"), "bytes");
  const std::string etag = whole.headers.at("etag");
  const auto part = ask(lin, "GET", file_address(file), {{"Range", "bytes=300000-300009"}});
  EXPECT_EQ(part.status, 206U);
  EXPECT_EQ(part.headers.at("content-range"), "bytes 300000-300009/" + std::to_string(bytes.size()));
  EXPECT_EQ(part.body, bytes.substr(300'000, 10));
  EXPECT_EQ(ask(lin, "GET", file_address(file), {{"Range", "bytes=-5"}}).body, bytes.substr(bytes.size() - 5));
  EXPECT_EQ(ask(lin, "GET", file_address(file), {{"Range", "bytes=0-0"}, {"If-Range", etag}}).status, 206U);
  EXPECT_EQ(ask(lin, "GET", file_address(file), {{"Range", "bytes=0-0"}, {"If-Range", "\"old\""}}).body, bytes);
  const auto behind = ask(lin, "GET", file_address(file), {{"Range", "bytes=900000-"}});
  EXPECT_EQ(behind.status, 416U);
  EXPECT_EQ(behind.headers.at("content-range"), "bytes */" + std::to_string(bytes.size()));
  EXPECT_EQ(ask(lin, "GET", file_address(file), {{"If-None-Match", etag}}).status, 304U);
  EXPECT_EQ(ask(lin, "HEAD", file_address(file), {{"Range", "bytes=0-9"}}).headers.at("content-length"), "10");
}

TEST(Files, nothing_hostile_is_ever_shown_in_place) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  const struct {
    std::string name, bytes, type, kept_name;
  } table[] = {
      {"a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>", "application/octet-stream", "a.svg"},
      {"photo.png", "<html><script>alert(1)</script></html>", "application/octet-stream", "photo.png"},
      {"a.html", "GIF89a/*<script>alert(1)</script>*/", "image/gif", "a.html"},
      {"a.js", "\xFF\xD8\xFF*/=alert(1)", "image/jpeg", "a.js"},
      {"../../../x.txt", "text", "application/octet-stream", "x.txt"},
      {"..\\..\\x.txt", "text 2", "application/octet-stream", "x.txt"},
      {"a\r\nSet-Cookie: stolen=1", "text 3", "application/octet-stream", "aSet-Cookie: stolen=1"},
      {"\u202Egpj.exe", "MZ\x90", "application/octet-stream", "gpj.exe"},
      {"a.pdf", "%PDF-1.4 /JavaScript", "application/octet-stream", "a.pdf"},
      {"bomb.zip", std::string("PK\x03\x04", 4) + std::string(1000, '\0'), "application/octet-stream", "bomb.zip"},
      {"huge.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF", 24), "image/png",
       "huge.png"},
      {"cut.jpg", "\xFF\xD8\xFF", "image/jpeg", "cut.jpg"},
  };
  const std::int64_t before = server.memory_kib("VmRSS");
  for (const auto& each : table) {
    const std::int64_t file = upload(lin, each.name, each.bytes);
    lin.call("message.send", file_message(conversation, {file}));
    EXPECT_EQ(newest_message(mei, conversation).at("attachments").as_array().at(0).at("name").as_string(),
              each.kept_name);
    const auto reply = ask(mei, "GET", file_address(file, "/a.html"));
    EXPECT_EQ(reply.status, 200U);
    EXPECT_EQ(reply.body, each.bytes);
    EXPECT_EQ(reply.headers.at("content-type"), each.type) << each.name;
    EXPECT_EQ(reply.headers.at("x-content-type-options"), "nosniff");
    EXPECT_TRUE(reply.headers.at("content-security-policy").starts_with("sandbox; default-src 'none'"));
    EXPECT_EQ(reply.headers.at("cross-origin-resource-policy"), "same-origin");
    EXPECT_EQ(reply.headers.count("set-cookie"), 0U);
    EXPECT_EQ(reply.headers.at("content-disposition").starts_with("inline;"), each.type.starts_with("image/"))
        << each.name;
    EXPECT_TRUE(
        ask(mei, "GET", file_address(file, "/a?save")).headers.at("content-disposition").starts_with("attachment;"));
  }
  EXPECT_LE(server.memory_kib("VmHWM") - before, most_growth_kib);
  // Nothing of a name was ever part of a path.
  EXPECT_FALSE(fs::exists(server.folder() / "x.txt"));
  EXPECT_EQ(count_files(server.data() / "files"), std::size(table));
}

TEST(Files, only_who_may_read_a_message_that_holds_it_reads_a_file) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), zhou(server, "zhou"), stranger(server, "stranger");
  befriend(lin, mei);
  befriend(lin, zhou);
  const auto group = lin.call("group.create", {{"name", "三班"}, {"user_ids", boost::json::array{mei.user_id}}});
  const auto conversation = group.at("conversation_id").as_int64();
  const std::int64_t file = upload(lin, "a.png", png), unsent = upload(lin, "b.png", png + "b");
  lin.call("message.send", file_message(conversation, {file}, "picture"));
  EXPECT_EQ(ask(lin, "GET", file_address(file)).status, 200U);
  EXPECT_EQ(ask(mei, "GET", file_address(file)).status, 200U);
  const auto nothing = ask(stranger, "GET", file_address(999'999));
  EXPECT_EQ(nothing.status, 404U);
  const auto expect_nothing = [&](const Person& person, std::int64_t id) {
    const auto reply = ask(person, "GET", file_address(id), {{"If-None-Match", "*"}, {"Range", "bytes=0-0"}});
    EXPECT_EQ(reply.status, 404U);
    EXPECT_EQ(reply.body, nothing.body);
    EXPECT_EQ(person.refusal("file.copy", {{"file_id", id}}), "not_found");
  };
  expect_nothing(stranger, file);
  expect_nothing(mei, unsent);
  // Who comes later reads nothing from before, unless the group says so.
  lin.call("group.invite", {{"conversation_id", conversation}, {"user_ids", boost::json::array{zhou.user_id}}});
  expect_nothing(zhou, file);
  // And who was sent away reads nothing any more.
  lin.call("group.remove", {{"conversation_id", conversation}, {"user_id", mei.user_id}});
  expect_nothing(mei, file);
  const HttpRequest signed_out{"GET", file_address(file), {}, ""}, of_nobody{"GET", file_address(999'999), {}, ""};
  EXPECT_EQ(http(server.http_port(), signed_out).status, 401U);
  EXPECT_EQ(http(server.http_port(), signed_out).body, http(server.http_port(), of_nobody).body);
}

TEST(Files, nobody_sends_or_touches_what_is_not_theirs) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei");
  const auto conversation = befriend(lin, mei);
  const std::int64_t file = upload(lin, "a.png", png);
  EXPECT_EQ(mei.refusal("message.send", file_message(conversation, {file})), "not_found");
  EXPECT_EQ(mei.refusal("message.send", file_message(conversation, {999'999})), "not_found");
  EXPECT_EQ(lin.refusal("message.send", file_message(conversation, {file, file})), "bad_request");
  // What is not of the kind that its sender says goes as a file.
  lin.call("message.send", file_message(conversation, {file}, "video"));
  EXPECT_EQ(newest_message(mei, conversation).at("attachments").as_array().at(0).at("kind"), "file");
  EXPECT_EQ(lin.refusal("message.send", file_message(conversation, {})), "message_empty");
  EXPECT_EQ(lin.refusal("message.send", file_message(conversation, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})), "bad_request");
  const std::string address = begin_upload(lin, "a.bin", 10);
  for (const char* method : {"HEAD", "DELETE"})
    EXPECT_EQ(ask(mei, method, address).status, 404U);
  EXPECT_EQ(add_piece(mei, address, 0, "x").status, 404U);
  EXPECT_EQ(ask(lin, "HEAD", address).headers.at("upload-offset"), "0");
}

TEST(Files, bytes_that_i_may_read_need_not_be_uploaded_again_and_others_are_never_told_of) {
  const ServerProcess server;
  const Person lin(server, "lin"), mei(server, "mei"), stranger(server, "stranger");
  const auto conversation = befriend(lin, mei);
  const std::int64_t file = upload(lin, "a.txt", "hello world");
  const object known{
      {"sha256", "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"}, {"size", 11}, {"name", "b.txt"}};
  EXPECT_EQ(mei.refusal("file.find", known), "not_found");
  lin.call("message.send", file_message(conversation, {file}));
  const auto found = mei.call("file.find", known);
  EXPECT_EQ(found.at("name"), "b.txt");
  EXPECT_EQ(found.at("type"), "text/plain");
  mei.call("message.send", file_message(conversation, {found.at("file_id").as_int64()}));
  EXPECT_EQ(ask(lin, "GET", file_address(found.at("file_id").as_int64())).body, "hello world");
  EXPECT_EQ(stranger.refusal("file.find", known), "not_found");
  EXPECT_EQ(mei.call("file.copy", {{"file_id", file}}).at("name"), "a.txt");
  EXPECT_EQ(count_files(server.data() / "files"), 1U);
}

TEST(Files, uploads_speak_tus) {
  const ServerProcess server(std::string(quick_config) + "[files]\nmax_upload_mib = 1\nquota_mib = 2\n");
  const Person lin(server, "lin");
  const auto options = http(server.http_port(), {"OPTIONS", "/uploads", {}, ""});
  EXPECT_EQ(options.status, 204U);
  EXPECT_EQ(options.headers.at("tus-version"), "1.0.0");
  EXPECT_EQ(options.headers.at("tus-max-size"), "1048576");
  EXPECT_EQ(options.headers.at("tus-extension"), "creation,creation-with-upload,termination,checksum,expiration");
  EXPECT_EQ(http(server.http_port(), {"POST", "/uploads", {{"Upload-Length", "1"}}, ""}).status, 401U);
  EXPECT_EQ(ask(lin, "POST", "/uploads", {{"Upload-Length", "1"}, {"Origin", "https://evil.example"}}).status, 403U);
  EXPECT_EQ(ask(lin, "POST", "/uploads", {{"Upload-Length", "x"}}).status, 400U);
  const auto large = ask(lin, "POST", "/uploads", {{"Upload-Length", "1048577"}});
  EXPECT_EQ(large.status, 413U);
  EXPECT_EQ(large.headers.at("tus-max-size"), "1048576");
  EXPECT_EQ(http(server.http_port(),
                 {"POST", "/uploads", {{"Authorization", "Bearer " + lin.token}, {"Upload-Length", "1"}}, ""})
                .status,
            412U);

  const std::string address = begin_upload(lin, "a.bin", 10);
  EXPECT_EQ(add_piece(lin, address, 0, "hello", {{"Upload-Checksum", "sha1 Kq5sNclPz7QV2+lfQIuc6R7oRu0="}}).status,
            460U);
  EXPECT_EQ(add_piece(lin, address, 0, "hello", {{"Upload-Checksum", "md5 x"}}).status, 400U);
  EXPECT_EQ(add_piece(lin, address, 0, "hello", {{"Upload-Checksum", "sha1 qvTGHdzF6KLavt4PO0gs2a6pQ00="}}).status,
            204U);
  EXPECT_EQ(add_piece(lin, address, 5, "world and more").status, 413U);
  EXPECT_EQ(ask(lin, "PATCH", address, {{"Upload-Offset", "5"}}, "x").status, 415U);
  EXPECT_EQ(ask(lin, "HEAD", address).headers.at("upload-offset"), "5");
  EXPECT_EQ(ask(lin, "DELETE", address).status, 204U);
  EXPECT_EQ(ask(lin, "HEAD", address).status, 404U);
  EXPECT_EQ(count_files(server.data() / "uploads"), 0U);

  const auto full = [&] { return ask(lin, "POST", "/uploads", {{"Upload-Length", "1000000"}}); };
  EXPECT_EQ(full().status, 201U);
  EXPECT_EQ(full().status, 201U);
  const auto refused = full();
  EXPECT_EQ(refused.status, 507U);
  EXPECT_EQ(error_code(refused.json()), "quota_full");
}

}  // namespace
}  // namespace ling::system_test
