#include "transport/static_files.hpp"

#include <gtest/gtest.h>

namespace ling {
namespace {

const EmbeddedFile table[] = {
    {.path = "/index.html",
     .type = "text/html; charset=utf-8",
     .etag = "\"page\"",
     .immutable = false,
     .identity = "<page>",
     .gzip = "gz",
     .brotli = "br"},
    {.path = "/assets/a-12345678.js",
     .type = "text/javascript",
     .etag = "\"js\"",
     .immutable = true,
     .identity = "script"},
};

HttpRequest get(std::string_view accept_encoding = "", std::string_view if_none_match = "") {
  HttpRequest request(http::verb::get, "/", 11);
  if (!accept_encoding.empty())
    request.set(http::field::accept_encoding, {accept_encoding.data(), accept_encoding.size()});
  if (!if_none_match.empty()) request.set(http::field::if_none_match, {if_none_match.data(), if_none_match.size()});
  return request;
}

std::string value(const HttpAnswer& answer, std::string_view name) {
  for (const auto& [key, text] : answer.headers) {
    if (key == name) return text;
  }
  return "";
}

TEST(StaticFiles, answer_pages_of_the_client_with_its_index) {
  const StaticFiles files(table);
  for (const char* path : {"/", "/index.html", "/register", "/chat/12", "/some.where/else", "/注册"}) {
    EXPECT_EQ(files.answer(get(), path).content(), "<page>") << path;
  }
  for (const char* path : {"/favicon.ico", "/assets/b-12345678.js", "/..", "/../etc/passwd.txt", "/.env"}) {
    EXPECT_EQ(files.answer(get(), path).status, 404U) << path;
  }
}

TEST(StaticFiles, are_cached_for_ever_only_when_the_name_holds_a_hash) {
  const StaticFiles files(table);
  EXPECT_EQ(value(files.answer(get(), "/"), "Cache-Control"), "no-cache");
  EXPECT_EQ(value(files.answer(get(), "/assets/a-12345678.js"), "Cache-Control"),
            "public, max-age=31536000, immutable");
}

TEST(StaticFiles, come_in_the_smallest_form_the_browser_takes) {
  const StaticFiles files(table);
  const HttpAnswer brotli = files.answer(get("gzip, deflate, br, zstd"), "/");
  EXPECT_EQ(brotli.content(), "br");
  EXPECT_EQ(value(brotli, "Content-Encoding"), "br");
  EXPECT_EQ(value(brotli, "Vary"), "Accept-Encoding");
  EXPECT_EQ(files.answer(get("gzip"), "/").content(), "gz");
  EXPECT_EQ(files.answer(get("br;q=0, gzip"), "/").content(), "gz");
  EXPECT_EQ(files.answer(get(), "/").content(), "<page>");
  EXPECT_EQ(value(files.answer(get(), "/"), "Vary"), "Accept-Encoding");
  EXPECT_EQ(files.answer(get("br"), "/assets/a-12345678.js").content(), "script");
}

TEST(StaticFiles, are_not_sent_again_when_unchanged) {
  const StaticFiles files(table);
  const std::string etag = value(files.answer(get("br"), "/"), "ETag");
  EXPECT_NE(etag, value(files.answer(get("gzip"), "/"), "ETag"));
  const HttpAnswer unchanged = files.answer(get("br", etag), "/");
  EXPECT_EQ(unchanged.status, 304U);
  EXPECT_EQ(unchanged.content(), "");
  EXPECT_EQ(value(unchanged, "ETag"), etag);
  EXPECT_EQ(files.answer(get("gzip", etag), "/").status, 200U);
  EXPECT_EQ(files.answer(get("br", "W/" + etag), "/").status, 304U);
  EXPECT_EQ(files.answer(get("br", "\"other\", " + etag), "/").status, 304U);
}

TEST(AcceptEncoding, is_read_by_elements) {
  EXPECT_TRUE(accepts_encoding("BR", "br"));
  EXPECT_TRUE(accepts_encoding("gzip;q=1.0, br;q=0.5", "br"));
  EXPECT_FALSE(accepts_encoding("brotli", "br"));
  EXPECT_FALSE(accepts_encoding("br;q=0", "br"));
  EXPECT_FALSE(accepts_encoding("br;q=0.000", "br"));
  EXPECT_TRUE(accepts_encoding("br;q=0.001", "br"));
  EXPECT_FALSE(accepts_encoding("", "br"));
}

}  // namespace
}  // namespace ling
