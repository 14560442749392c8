// HTTP answers: what stands in them, and the headers that every one of them carries. Pure.
#pragma once

#include "dispatch/caller.hpp"
#include "foundation/byte_source.hpp"
#include "ling/protocol/error_code.hpp"
#include "ling/protocol/stream.hpp"

#include <ctime>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace ling {

struct HttpAnswer {
  unsigned status = 200;
  std::vector<std::pair<std::string_view, std::string>> headers;  ///< Names are literals.
  std::string body;
  std::string_view lasting_body;       ///< Instead of `body`: bytes that live as long as the process.
  std::unique_ptr<ByteSource> stream;  ///< Instead of both: what remains in it.
  bool sandboxed = false;              ///< The body came from a user: it must never act as a page.

  [[nodiscard]] std::string_view content() const {
    return lasting_body.empty() ? std::string_view(body) : lasting_body;
  }
  [[nodiscard]] std::uint64_t size() const { return stream ? stream->remaining() : content().size(); }
  HttpAnswer& with(std::string_view name, std::string value) {
    headers.emplace_back(name, std::move(value));
    return *this;
  }
};

/// How the answer goes out.
struct AnswerForm {
  bool secure = false;  ///< Over TLS: with HSTS.
  bool keep_alive = true;
  bool head_only = false;  ///< The answer to HEAD: the same headers, no body.
  std::string_view date;   ///< http_date() of now.
};

unsigned http_status(ErrorCode code);

HttpAnswer text_answer(unsigned status, std::string_view sentence);
HttpAnswer json_answer(unsigned status, std::string json);
/// {"error": …} with the status of its code, and Retry-After when it has one.
HttpAnswer failure_answer(const Failure& failure);
/// The same with another status than the code's own.
HttpAnswer failure_answer(unsigned status, ErrorCode code, std::string_view detail);

/// The wire form up to and including the blank line.
std::string answer_head(const HttpAnswer& answer, const AnswerForm& form);

/// RFC 9110 section 5.6.7: "Sun, 06 Nov 1994 08:49:37 GMT".
std::string http_date(std::time_t now);

}  // namespace ling
