// All SQL on small pictures of users and of groups, kept in the database under the hash of their bytes, each once. Whoever has one
// counts as a use of it; the last use that ends takes it away. Functions take the transaction they run in.
#pragma once

#include "foundation/result.hpp"
#include "storage/tx.hpp"

#include <boost/describe/class.hpp>

#include <optional>
#include <string>
#include <string_view>

namespace ling::avatar_store {

struct Picture {
  std::string type;  ///< Media type.
  std::string bytes;
};
BOOST_DESCRIBE_STRUCT(Picture, (), (type, bytes))

struct Named {
  std::string name;  ///< Empty = no picture.
  Picture picture;
};

/// What a client sent, in base64; empty = no picture. Refuses image_invalid (no JPEG, PNG or WebP of at most 512 pixels
/// each way) and too_large (96 KiB). Any thread.
Result<Named> parse(std::string_view base64);
/// The same of bytes, of which there are some.
Result<Named> named(std::string bytes);

/// Somebody has `now` instead of the picture named `before`. Returns whether that is another one.
bool exchange(Tx& tx, std::string_view before, const Named& now);

std::optional<Picture> find(Tx& tx, std::string_view name);

}  // namespace ling::avatar_store
