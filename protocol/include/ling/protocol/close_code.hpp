// WebSocket close codes (RFC 6455 section 7.4). The range tells a client what to do:
//   1000-1999 and 4000-4099: connect again and resume (with back-off)
//   4100-4199: sign in again
//   4200-4299: do not come back before something is changed (a newer client, fewer connections)
#pragma once

#include <boost/describe/enum.hpp>

namespace ling {

enum class CloseCode {
  normal = 1000,                ///< Either side is done.
  protocol_error = 1002,        ///< The frame breaks RFC 6455.
  not_text = 1003,              ///< A binary frame came; only text frames are spoken.
  not_utf8 = 1007,              ///< A text frame was not UTF-8.
  frame_too_large = 1009,       ///< A message was larger than the server's limit.
  restarting = 1012,            ///< The server is going down or restarting.
  slow_reader = 4008,           ///< The client did not read fast enough; everything missed comes on resume.
  silent = 4009,                ///< No pong came in time.
  signed_out = 4100,            ///< This device was signed out, or its sign-in expired.
  too_many_connections = 4200,  ///< This user has too many connections open.
};
BOOST_DESCRIBE_ENUM(CloseCode, normal, protocol_error, not_text, not_utf8, frame_too_large, restarting, slow_reader,
                    silent, signed_out, too_many_connections)

}  // namespace ling
