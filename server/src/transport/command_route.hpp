// POST /api/<command>: a JSON object in, {"result": …} or {"error": …} out.
#pragma once

#include "transport/http_routes.hpp"

namespace ling {

inline constexpr std::string_view api_prefix = "/api/";

Task<HttpAnswer> answer_command(const Shared& shared, HttpExchange& exchange);

/// The media type is application/json, with whatever parameters. Pure.
bool is_json(std::string_view content_type);

}  // namespace ling
