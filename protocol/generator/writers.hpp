// The three outputs. Pure: schema and comments in, text out.
#pragma once

#include "comments.hpp"
#include "schema.hpp"

#include <string>

namespace ling::generator {

std::string typescript(const Schema& schema, const Comments& comments);
std::string markdown(const Schema& schema, const Comments& comments);
std::string openapi(const Schema& schema, const Comments& comments);

/// Empty when there is none.
std::string comment_of(const Comments& comments, const std::string& key);
bool is_command(const Schema& schema, const std::string& struct_name);

}  // namespace ling::generator
