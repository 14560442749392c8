// What a file is, by its first bytes alone: neither its name nor its sender is believed. Pure.
#pragma once

#include <string_view>

namespace ling {

inline constexpr std::size_t media_type_head = 4096;

/// "application/octet-stream" for whatever is not recognised. `head`: the first media_type_head bytes, or all.
std::string_view media_type(std::string_view head);

/// A browser may show it in place: it holds no scripts. All else is only ever saved.
bool is_harmless(std::string_view type);

}  // namespace ling
