#pragma once

#include <string>

namespace ling::media {

/// 128 random bits in hexadecimal: nobody can guess what another object is called.
std::string new_id();

}  // namespace ling::media
