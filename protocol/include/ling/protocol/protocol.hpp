// The whole language: every command and every event.
#pragma once

#include "ling/protocol/accounts.hpp"
#include "ling/protocol/announcements.hpp"
#include "ling/protocol/calls.hpp"
#include "ling/protocol/chat.hpp"
#include "ling/protocol/close_code.hpp"
#include "ling/protocol/error_code.hpp"
#include "ling/protocol/files.hpp"
#include "ling/protocol/group_calls.hpp"
#include "ling/protocol/groups.hpp"
#include "ling/protocol/joining.hpp"
#include "ling/protocol/media.hpp"
#include "ling/protocol/people.hpp"
#include "ling/protocol/stickers.hpp"
#include "ling/protocol/storage.hpp"
#include "ling/protocol/stream.hpp"

#include <boost/describe/enum.hpp>
#include <boost/mp11/algorithm.hpp>

namespace ling {

using AllCommands =
    boost::mp11::mp_append<AccountCommands, PeopleCommands, ChatCommands, GroupCommands, AnnouncementCommands,
                           JoiningCommands, CallCommands, GroupCallCommands, MediaCommands, FileCommands,
                           StorageCommands, StickerCommands, StreamCommands>;
using AllEvents = boost::mp11::mp_append<AccountEvents, PeopleEvents, ChatEvents, GroupEvents, AnnouncementEvents,
                                         JoiningEvents, CallEvents, GroupCallEvents, MediaEvents, StickerEvents>;

}  // namespace ling
