#include "security/content_hasher.hpp"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <stdexcept>

namespace ling {
namespace {

void must(int done) {
  if (done != 1) throw std::runtime_error("a hash cannot be computed");
}

EVP_MD_CTX* new_context() {
  EVP_MD_CTX* context = EVP_MD_CTX_new();
  if (context == nullptr) throw std::bad_alloc();
  return context;
}

}  // namespace

void ContentHasher::Free::operator()(evp_md_ctx_st* context) const {
  EVP_MD_CTX_free(context);
}

ContentHasher::ContentHasher(Kind kind) : context_(new_context()) {
  must(EVP_DigestInit_ex(context_.get(), kind == Kind::sha1 ? EVP_sha1() : EVP_sha256(), nullptr));
}

ContentHasher::ContentHasher(const ContentHasher& other) : context_(new_context()) {
  must(EVP_MD_CTX_copy_ex(context_.get(), other.context_.get()));
}

void ContentHasher::add(std::string_view bytes) {
  must(EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()));
}

std::string ContentHasher::digest() const {
  const ContentHasher last(*this);
  unsigned char bytes[EVP_MAX_MD_SIZE];
  unsigned size = 0;
  must(EVP_DigestFinal_ex(last.context_.get(), bytes, &size));
  return {bytes, bytes + size};
}

std::string ContentHasher::hex() const {
  std::string text;
  for (const char byte : digest())
    text += fmt::format("{:02x}", static_cast<unsigned char>(byte));
  return text;
}

}  // namespace ling
