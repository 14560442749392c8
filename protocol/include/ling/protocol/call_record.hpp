// What is left of a call between two: the message that tells of it.
#pragma once

#include "ling/protocol/ids.hpp"

#include <boost/describe/class.hpp>
#include <boost/describe/enum.hpp>

#include <optional>

namespace ling {

/// Stored as a number, as the outcome: only ever append.
enum class CallMedia { voice, video };
BOOST_DESCRIBE_ENUM(CallMedia, voice, video)

/// How a call ended.
enum class CallOutcome {
  completed,  ///< They spoke, and one of them hung up.
  declined,   ///< By the one who was called.
  cancelled,  ///< By the caller, or because the caller was gone, before it was answered.
  missed,     ///< Nobody answered in time.
  busy,       ///< The one who was called was in another call.
  failed,     ///< It was answered, but they never came to hear each other.
  lost,       ///< They spoke, and one of them was gone.
  grown,      ///< It goes on as a call of more than two, or whoever was called came into one.
};
BOOST_DESCRIBE_ENUM(CallOutcome, completed, declined, cancelled, missed, busy, failed, lost, grown)

struct CallRecord {
  CallMedia media = CallMedia::voice;
  CallOutcome outcome = CallOutcome::completed;
  Milliseconds duration_ms = 0;  ///< For how long they spoke.
  std::optional<int> people;     ///< Of one that others came into: how many were in it, those who left before too.
};
BOOST_DESCRIBE_STRUCT(CallRecord, (), (media, outcome, duration_ms, people))

}  // namespace ling
