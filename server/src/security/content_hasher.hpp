// A hash of bytes that come piece by piece. Copies go on from where the original stood. Any thread, one at a time.
#pragma once

#include <memory>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace ling {

class ContentHasher {
 public:
  enum class Kind { sha1, sha256 };

  explicit ContentHasher(Kind kind = Kind::sha256);
  ContentHasher(const ContentHasher& other);
  ContentHasher(ContentHasher&&) noexcept = default;
  ContentHasher& operator=(ContentHasher&&) noexcept = default;
  ContentHasher& operator=(const ContentHasher&) = delete;

  void add(std::string_view bytes);
  /// Of all that was added so far; more may be added afterwards.
  [[nodiscard]] std::string digest() const;
  /// The same in lower-case hexadecimal digits.
  [[nodiscard]] std::string hex() const;

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace ling
